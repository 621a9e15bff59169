-- An erasure goes step by step, so that nobody waits for it. Until nothing of the athlete is left it has no position, and
-- whoever finds such a row goes on with it.
alter table erasure alter column position drop not null;
create unique index erasure_unfinished on erasure (tenant_id, athlete_id) where position is null;

-- Whom a kept value or reason is about. Nothing is kept of a row whose athlete nobody can tell, since no erasure would find
-- it.
alter table import_outcome add column athlete_id text collate "C";
update import_outcome o set athlete_id = i.athlete_id from import i
    where i.import_id = o.import_id and i.athlete_id is not null and (o.value is not null or o.reason is not null);
update import_outcome o set value = null, reason = null from import i
    where i.import_id = o.import_id and i.athlete_id is null and (o.value is not null or o.reason is not null);
create index import_outcome_athlete on import_outcome (athlete_id) where athlete_id is not null;

-- Names of exercises are free text, so each is kept with whose it is. '' are athletes beyond those that are told apart: what
-- that many wrote is nobody's own.
create table import_unknown_exercise (
    import_id  uuid   not null references import on delete cascade,
    name       text   not null collate "C",
    athlete_id text   not null collate "C",
    sets       bigint not null,
    primary key (import_id, name, athlete_id)
);
insert into import_unknown_exercise (import_id, name, athlete_id, sets)
    select i.import_id, u.name, coalesce(i.athlete_id, ''), sum(u.sets)
    from import i cross join lateral json_to_recordset(i.unknown_exercises::json) u(name text, sets bigint)
    group by 1, 2, 3;
alter table import drop column unknown_exercises;
create index import_unknown_exercise_athlete on import_unknown_exercise (athlete_id);

create index event_tag_position on event_tag (position);
