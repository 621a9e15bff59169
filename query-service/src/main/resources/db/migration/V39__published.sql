-- How far the Kafka topic athlete-states is. What it does not have yet is not forgotten, however old.
create table stream.published (
    topic text primary key,
    id bigint not null -- of stream.change: Kafka has acknowledged everything up to here
) with (fillfactor = 10);

-- It begins with what is still kept.
insert into stream.published (topic, id) select 'athlete-states', forgotten_id from stream.head;
