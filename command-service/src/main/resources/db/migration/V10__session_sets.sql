-- When each session was, as it is known now, and a digest of whose it is and of its sets: two rows with one digest that
-- overlap may be one session told twice. Derived from the event table and written with it; corrections and retractions
-- change it. Sessions stored before this table are not compared.
create table session_sets (
    session_position bigint      not null primary key, -- of the event SessionLogged
    digest           bigint      not null,
    starts_at        timestamptz not null,
    ends_at          timestamptz not null
);

create index session_sets_digest on session_sets (digest, starts_at);

alter table import add column suspects bigint not null default 0;
