-- An erased row keeps its position and when it was recorded: type 'Erased', no tenant, no athlete, no payload.
comment on table event is
    'Columns are a contract. Rows are never updated, except that an erasure empties those of its athlete.';

-- Receipts. They name the tenant's pseudonym and figures, nothing of what the events said.
create table erasure (
    erasure_id     uuid        not null primary key,
    tenant_id      text        not null,
    athlete_id     text        not null,
    erased_at      timestamptz not null,
    position       bigint      not null unique, -- of the event AthleteErased
    events         bigint      not null,
    events_by_type text        not null,        -- JSON
    position_first bigint      not null,        -- of the emptied rows; 0 when there were none
    position_last  bigint      not null,
    tags           bigint      not null,
    imports        bigint      not null,
    import_rows    bigint      not null
);

create index erasure_athlete on erasure (tenant_id, athlete_id, position desc);

-- Imports of one athlete's export are found by it.
create index import_athlete on import (tenant_id, athlete_id);
