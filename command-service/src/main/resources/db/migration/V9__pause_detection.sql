-- After how many days without a session an athlete's training counts as paused; tenants without a row have the default.
create table pause_policy (
    tenant_id        text not null primary key,
    pause_after_days int  not null check (pause_after_days between 7 and 365)
);

-- Each athlete's last session, so that no athlete's events are read to find the pauses. Derived from the event table.
create table training_watch (
    tenant_id      text        not null,
    athlete_id     text        not null,
    last_active_at timestamptz,          -- the last session or start
    paused_at      timestamptz,          -- the last pause, told or inferred
    recorded_at    timestamptz not null, -- of the last event
    position       bigint      not null,
    primary key (tenant_id, athlete_id)
);

create index training_watch_training on training_watch (last_active_at)
    where paused_at is null or paused_at < last_active_at;

create index training_watch_tenant on training_watch (tenant_id, last_active_at)
    where paused_at is null or paused_at < last_active_at;

-- Up to which position the watch has seen the events.
create table training_watch_progress (
    one      boolean not null primary key default true check (one),
    position bigint  not null
);

insert into training_watch_progress (position) values (0);
