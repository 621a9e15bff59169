-- Destinations that state changes are posted to. Like the stream, they outlive a rebuild.
create schema webhook;

create table webhook.webhook (
    webhook_id uuid primary key,
    tenant_id text not null,
    athlete_id text,                       -- null for every athlete of the tenant
    url text not null,
    secret bytea not null,                 -- must be known in full: it signs
    previous_secret bytea,                 -- signs beside the new one until previous_until
    previous_until timestamptz,
    created_at timestamptz not null,
    delivered_id bigint not null,          -- of stream.change: everything up to here was accepted, or was not for it
    failures int not null default 0,       -- in a row
    next_attempt_at timestamptz not null,
    disabled_at timestamptz,               -- null while it is active
    disabled_reason text
);

create index webhook_tenant on webhook.webhook (tenant_id, created_at);
create index webhook_due on webhook.webhook (next_attempt_at) where disabled_at is null;

-- The last attempts of each, for whoever looks for a fault.
create table webhook.attempt (
    webhook_id uuid not null references webhook.webhook on delete cascade,
    attempted_at timestamptz not null,
    change_id bigint not null,
    status int,                            -- of the answer; null when there was none
    error text,
    took_ms int not null
);

create index attempt_newest on webhook.attempt (webhook_id, attempted_at desc);
