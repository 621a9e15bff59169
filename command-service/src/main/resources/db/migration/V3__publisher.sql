-- What the broker has acknowledged. A crash between acknowledgement and this row publishes again, never skips.
create table publisher_progress (
    topic    text   not null primary key,
    position bigint not null
);

create table publisher_partition (
    topic     text   not null,
    partition int    not null,
    position  bigint not null,
    primary key (topic, partition)
);
