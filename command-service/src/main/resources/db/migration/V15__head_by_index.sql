-- The head has one more version with each append, and none of them goes while anybody holds a snapshot: a dump, or a query
-- that somebody forgot. The index leads to the newest one, however many there are.
create index event_head_newest on event_head (head);
