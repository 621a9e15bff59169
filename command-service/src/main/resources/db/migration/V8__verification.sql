-- SHA-256 over 10,000 neighbouring rows, written by the first check that found them sound: a later check sees whether
-- they are still the same. An erasure removes the seals of the blocks that it changes.
create table event_seal (
    block     bigint      not null primary key, -- (position - 1) / 10000
    digest    bytea       not null,
    sealed_at timestamptz not null
);
