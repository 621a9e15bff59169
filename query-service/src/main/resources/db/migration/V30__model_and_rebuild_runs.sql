-- The parameters that a restarted service goes on with: one line name=value each, null for those that come with it.
alter table serving.model add parameters text;
-- Up to here every event is in the tables of this version.
alter table serving.model add covered_position bigint not null default 0;

-- Rebuilds, so that one that was broken off is told from one that runs, and goes on with the ranges it has.
create schema rebuild;

create table rebuild.run (
    id uuid primary key,
    source text not null check (source in ('events', 'timeline')),
    model_version text not null,
    parameter_hash text not null,
    catalogue_version text not null,
    range_count int not null,
    -- What the ranges hold; later events are caught up with afterwards.
    until_position bigint not null,
    status text not null check (status in ('running', 'done', 'aborted', 'failed')),
    started_at timestamptz not null default now(),
    finished_at timestamptz
);

-- Written in one transaction with the rows of the range.
create table rebuild.range (
    run_id uuid not null references rebuild.run on delete cascade,
    number int not null,
    events bigint not null,
    unreadable bigint not null,
    athletes bigint not null,
    checkpoints bigint not null,
    primary key (run_id, number)
);
