-- What dashboards read with SQL. The names and columns here stay; the tables behind them may change.
-- A rebuild swaps the schema "serving". Views would follow the old tables; functions with their text as a string look
-- the names up at each call, so they always answer from the version that serves.
create schema reporting;

create function reporting.athlete_rows()
    returns table (tenant_id text, athlete_id text, phase text, paused_since timestamptz, last_session_at timestamptz,
                   sessions bigint, "position" bigint)
    language sql stable security definer set search_path = pg_catalog
as $$
    select a.tenant_id, a.athlete_id,
           case when told.at is not null then 'paused'
                when active.at is null then 'untrained'
                when active.at < now() - interval '21 days' then 'paused'
                else 'training' end,
           coalesce(told.at, case when active.at < now() - interval '21 days' then active.at end),
           to_timestamp(a.last_session_micros / 1e6), a.sessions, a.position
    from serving.athlete a
    cross join lateral (
        select to_timestamp(greatest(a.last_session_micros, max(c.effective_micros)) / 1e6) as at
        from serving.checkpoint c
        where c.tenant_id = a.tenant_id and c.athlete_id = a.athlete_id and c.kind = 'start') active
    left join lateral (
        select to_timestamp(max(c.effective_micros) / 1e6) as at
        from serving.checkpoint c
        where c.tenant_id = a.tenant_id and c.athlete_id = a.athlete_id and c.kind = 'pause' and not c.inferred
          and to_timestamp(c.effective_micros / 1e6) >= coalesce(active.at, '-infinity')) told on true
$$;

create function reporting.checkpoint_rows()
    returns table (tenant_id text, athlete_id text, effective_at timestamptz, kind text, inferred boolean,
                   "position" bigint, digest text)
    language sql stable security definer set search_path = pg_catalog
as $$
    select tenant_id, athlete_id, to_timestamp(effective_micros / 1e6), kind, inferred, position, encode(digest, 'hex')
    from serving.checkpoint
$$;

create function reporting.win_back_rows()
    returns table (tenant_id text, athlete_id text, paused_since timestamptz, window_closes_at timestamptz,
                   fifth_left_at timestamptz, head_start_weeks float8)
    language sql stable security definer set search_path = pg_catalog
as $$
    select w.tenant_id, w.athlete_id, w.paused_since, w.half_gone_at, w.fifth_left_at, w.head_start_weeks
    from gym.return_window w
    join serving.athlete a using (tenant_id, athlete_id)
    where w.position = a.position and w.half_gone_at is not null
$$;

create function reporting.projection_rows()
    returns table (partition int, "position" bigint, events bigint, stalled_reason text, dead_letters bigint)
    language sql stable security definer set search_path = pg_catalog
as $$
    select p.partition, p.position, p.events, p.stalled_reason,
           (select count(*) from serving.dead_letter d where d.partition = p.partition)
    from serving.progress p
$$;

create view reporting.athlete as select * from reporting.athlete_rows();
create view reporting.checkpoint as select * from reporting.checkpoint_rows();
create view reporting.win_back as select * from reporting.win_back_rows();
create view reporting.projection as select * from reporting.projection_rows();
create view reporting.phase as
    select tenant_id, phase, count(*) as athletes from reporting.athlete_rows() group by tenant_id, phase;

-- Whoever runs the dashboards is granted this role; it has no password and cannot log in.
do $$
begin
    if not exists (select from pg_roles where rolname = 'holdfast_reader') then
        create role holdfast_reader nologin;
    end if;
exception
    -- Several databases of one server are migrated at a time in tests.
    when duplicate_object or unique_violation then null;
end
$$;
revoke execute on all functions in schema reporting from public;
grant usage on schema reporting to holdfast_reader;
grant execute on all functions in schema reporting to holdfast_reader;
grant select on all tables in schema reporting to holdfast_reader;
