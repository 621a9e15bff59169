-- The event table is read by other services: its columns are a contract. Rows are never updated.
create table event (
    position        bigint      not null primary key, -- gap-free and in commit order, from 1
    event_id        uuid        not null,
    occurred_at     timestamptz not null,             -- orders an athlete's life
    recorded_at     timestamptz not null,             -- with position, orders what was known; never decreases
    schema_version  int         not null,             -- of the payload; 0 for events that are not training events
    tenant_id       text,                             -- null for events that are not training events
    athlete_id      text,
    type            text        not null,
    source          text        not null,
    source_event_id text        not null,
    payload         bytea       not null,
    metadata        bytea                             -- null when there is none beyond these columns
);

create index event_athlete on event (tenant_id, athlete_id, position);

-- All that a decision reads, so that an athlete with ten thousand sessions decides as fast as one with none.
create index event_phase on event (tenant_id, athlete_id, position)
    where type in ('TrainingStarted', 'TrainingPaused');

create unique index event_key on event (tenant_id, source, source_event_id) nulls not distinct;

create index event_recorded on event using brin (recorded_at);

-- Whoever holds this row's lock hands out the next positions.
create table event_head (
    one         boolean     not null primary key default true check (one),
    head        bigint      not null,
    recorded_at timestamptz not null
) with (fillfactor = 10);

insert into event_head (head, recorded_at) values (0, '-infinity');

-- Tags other than the athlete, which has columns of its own.
create table event_tag (
    tag      text   not null,
    position bigint not null,
    primary key (tag, position)
);
