-- A window is of a state, and a state can change under the same position: a dead letter is read after all, or a rebuild
-- reads what an older service could not.
alter table gym.return_window add digest bytea;
update gym.return_window w set digest = a.digest from serving.athlete a
where a.tenant_id = w.tenant_id and a.athlete_id = w.athlete_id and a.position = w.position;
alter table gym.return_window drop position;

create or replace function reporting.win_back_rows()
    returns table (tenant_id text, athlete_id text, paused_since timestamptz, window_closes_at timestamptz,
                   fifth_left_at timestamptz, head_start_weeks float8)
    language sql stable security definer set search_path = pg_catalog
as $$
    select w.tenant_id, w.athlete_id, w.paused_since, w.half_gone_at, w.fifth_left_at, w.head_start_weeks
    from gym.return_window w
    join serving.athlete a using (tenant_id, athlete_id)
    where w.digest = a.digest and w.half_gone_at is not null
$$;
revoke execute on function reporting.win_back_rows() from public;
grant execute on function reporting.win_back_rows() to holdfast_reader;

-- Only for windows that close; looked up by athlete with this one, as may happen before the table is analysed, all windows of
-- a tenant would be read for each.
drop index gym.return_window_closing;
create index return_window_closing on gym.return_window (tenant_id, half_gone_at) where half_gone_at is not null;
