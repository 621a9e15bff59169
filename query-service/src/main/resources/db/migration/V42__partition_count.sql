-- How many partitions training-events had when it was first read. With another number athletes are in other partitions, and
-- an event could come before an earlier one of the same athlete. A rebuild, which covers all that came before, forgets it.
create table serving.topic (
    only_row boolean primary key default true check (only_row),
    partitions int not null check (partitions > 0)
);
