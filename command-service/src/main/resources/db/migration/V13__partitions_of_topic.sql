-- How many partitions the topic had when its events were published; with another number athletes would change theirs.
alter table publisher_progress add column partitions int;
