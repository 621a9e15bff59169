-- What the query service answers from. Everything here is derived and can be built again from the event store.
-- A rebuild makes the same tables in another schema and takes this one's name at the end.
create schema serving;

-- What the states were computed with: one row.
create table serving.model (
    only_row boolean primary key default true check (only_row),
    model_version text not null,
    parameter_hash text not null,
    catalogue_version text not null
);

-- How far each Kafka partition is folded. Its row is locked by whoever folds it.
create table serving.progress (
    partition int primary key,
    next_offset bigint not null,
    -- Of the last event folded; what the next record must name as its previous one.
    position bigint not null,
    events bigint not null default 0,
    -- Why the partition stands still, null while it runs.
    stalled_reason text
);

create table serving.athlete (
    tenant_id text not null,
    athlete_id text not null,
    -- Of the last event that this row rests on.
    position bigint not null,
    -- Instant of the newest fact in effective time, microseconds since 1970. Up to there, states are in the chunks.
    last_micros bigint not null,
    last_session_micros bigint,
    sessions bigint not null,
    -- After all facts.
    state bytea not null,
    digest bytea not null,
    primary key (tenant_id, athlete_id)
);

create table serving.timeline_chunk (
    tenant_id text not null,
    athlete_id text not null,
    -- Earliest instant and first local day in the chunk; both rise from chunk to chunk.
    from_micros bigint not null,
    from_day int not null,
    entry_count int not null,
    -- Of the last event and fact that the state before the chunk rests on, 0 and null for the first chunk.
    before_position bigint not null,
    before_micros bigint,
    state_before bytea not null,
    digest_before bytea not null,
    entries bytea not null,
    primary key (tenant_id, athlete_id, from_micros)
) with (toast_tuple_target = 8160);
-- Doubles and digests do not compress; trying costs more than it saves.
alter table serving.timeline_chunk alter column entries set storage external;
alter table serving.timeline_chunk alter column state_before set storage external;

create table serving.checkpoint (
    tenant_id text not null,
    athlete_id text not null,
    effective_micros bigint not null,
    kind text not null check (kind in ('start', 'pause')),
    -- Key of the fact that told it or ended the gap.
    cause bigint not null,
    -- Chunk of that fact: what is folded again when that chunk is.
    chunk_micros bigint not null,
    inferred boolean not null,
    position bigint not null,
    state bytea not null,
    digest bytea not null,
    primary key (tenant_id, athlete_id, effective_micros, kind, cause)
);

-- Records that could not be read or folded, as they came.
create table serving.dead_letter (
    partition int not null,
    kafka_offset bigint not null,
    tenant_id text,
    position bigint,
    reason text not null,
    record_key bytea,
    headers text not null,
    value bytea,
    primary key (partition, kafka_offset)
);
