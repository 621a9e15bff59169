-- Up to here every event is in the tables, whoever brought it: a rebuild reads the store, not the partition.
alter table serving.progress add covered_position bigint not null default 0;
