create table import (
    import_id         uuid        not null primary key,
    tenant_id         text        not null,
    athlete_id        text,
    format            text        not null,
    dry_run           boolean     not null,
    status            text        not null check (status in ('running', 'done', 'failed')),
    started_at        timestamptz not null,
    finished_at       timestamptz,
    failure           text,
    batches           bigint      not null default 0, -- counts committed batches, so that a retry knows whether its own was one
    bytes_read        bigint      not null default 0,
    rows              bigint      not null default 0,
    accepted          bigint      not null default 0,
    warm_ups          bigint      not null default 0,
    rest_rows         bigint      not null default 0,
    duplicates        bigint      not null default 0,
    rejected          bigint      not null default 0,
    sessions          bigint      not null default 0,
    events            bigint      not null default 0,
    position_last     bigint      not null default 0,
    unknown_exercises text        not null default '[]' -- JSON, most sets first
);

-- Neighbouring rows with the same outcome are one range: an import of millions of good rows keeps few.
create table import_outcome (
    import_id  uuid   not null references import on delete cascade,
    batch      bigint not null,
    first_line bigint not null,
    last_line  bigint not null,
    outcome    text   not null,
    field      text,
    value      text,
    reason     text
);

create index import_outcome_line on import_outcome (import_id, first_line);
