-- When each session was, as it is known now, and a digest of its sets: two rows with one digest that overlap may be one
-- session told twice. Derived from the event table and written with it; corrections and retractions change it. Sessions
-- stored before this table are not compared.
create table session_sets (
    digest           bigint      not null, -- the upper half is of whose session it is, the lower one of its sets
    session_position bigint      not null, -- of the event SessionLogged
    starts_at        timestamptz not null,
    ends_at          timestamptz not null,
    primary key (digest, session_position)
);

alter table import add column suspects bigint not null default 0;
