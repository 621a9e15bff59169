-- The head has one more version with each append, and none of them goes while anybody holds a snapshot: a dump, or a query
-- that somebody forgot. By its position the newest one is found at once, however many there are. A key that is the same in
-- all versions would be compared with each of them whenever one is added.
alter table event_head drop constraint event_head_pkey;
alter table event_head add primary key (head);
