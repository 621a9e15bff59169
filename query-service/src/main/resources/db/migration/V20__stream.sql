-- What subscribers follow. Not derived for each version: it outlives a rebuild, so that a Last-Event-ID stays good.
create schema stream;

-- Whoever holds this row's lock hands out the next ids; locked last in a transaction, so only for as long as a commit.
create table stream.head (
    only_row boolean primary key default true check (only_row),
    id bigint not null
) with (fillfactor = 10);

insert into stream.head (id) values (0);

create table stream.change (
    id bigint primary key, -- in commit order; an erasure leaves gaps
    tenant_id text not null,
    athlete_id text not null,
    changed_at timestamptz not null default now(),
    state text not null -- JSON as in GET /v1/athletes, at the athlete's newest fact
);

create index change_athlete on stream.change (tenant_id, athlete_id, id);
create index change_changed_at on stream.change using brin (changed_at);

-- Until when a paused athlete's head start is worth a call. Filled after the fact: it takes a tenth of a second each.
create schema gym;

create table gym.return_window (
    tenant_id text not null,
    athlete_id text not null,
    position bigint not null,      -- of the state that it was computed from
    paused_since timestamptz,      -- null when the athlete was training then
    half_gone_at timestamptz,      -- null when there is no head start to lose, or it outlives the search
    fifth_left_at timestamptz,
    head_start_weeks float8,
    primary key (tenant_id, athlete_id)
);

create index return_window_closing on gym.return_window (tenant_id, half_gone_at);
