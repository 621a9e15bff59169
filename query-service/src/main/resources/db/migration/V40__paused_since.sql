-- Somebody is away since the last session or start when the policy's days went by after it, also where a pause was reported
-- later than that: a report does not shorten how long it has been.
create or replace function reporting.athlete_rows()
    returns table (tenant_id text, athlete_id text, phase text, paused_since timestamptz, last_session_at timestamptz,
                   sessions bigint, "position" bigint)
    language sql stable security definer set search_path = pg_catalog
as $$
    select a.tenant_id, a.athlete_id,
           case when told.at is not null then 'paused'
                when active.at is null then 'untrained'
                when active.at < now() - interval '21 days' then 'paused'
                else 'training' end,
           case when told.at <= active.at + interval '21 days' then told.at
                when told.at is not null or active.at < now() - interval '21 days' then active.at end,
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
revoke execute on function reporting.athlete_rows() from public;
grant execute on function reporting.athlete_rows() to holdfast_reader;

-- Windows that begin with a reported pause are worked out again.
delete from gym.return_window w using serving.checkpoint c
where c.tenant_id = w.tenant_id and c.athlete_id = w.athlete_id and c.kind = 'pause' and not c.inferred
  and to_timestamp(c.effective_micros / 1e6) = w.paused_since;
