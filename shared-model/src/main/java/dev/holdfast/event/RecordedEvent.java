package dev.holdfast.event;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * One event as the store holds it.
 *
 * @param position gap-free and in commit order, from 1
 * @param occurredAt when it happened, with the offset of the place; orders the athlete's life
 * @param recordedAt when the store took it; with {@code position}, orders what was known
 */
public record RecordedEvent(
        long position,
        UUID eventId,
        TenantId tenant,
        AthleteId athlete,
        OffsetDateTime occurredAt,
        Instant recordedAt,
        EventKey key,
        TrainingEvent fact) {}
