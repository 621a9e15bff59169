package dev.holdfast.command.eventstore;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.event.TenantId;
import dev.holdfast.wire.EventPayload;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the event table. */
public record StoredEvent(
        long position,
        UUID eventId,
        @Nullable String tenantId,
        @Nullable String athleteId,
        String type,
        int schemaVersion,
        Instant occurredAt,
        Instant recordedAt,
        String source,
        String sourceEventId,
        byte[] payload,
        byte @Nullable [] metadata) {

    /** False for rows that some other Axon application may have written, which have a type and bytes of their own. */
    public boolean isTrainingEvent() {
        return schemaVersion > 0 && tenantId != null && athleteId != null;
    }

    /**
     * The training event.
     *
     * @throws IllegalStateException when it is none
     */
    public RecordedEvent recorded() {
        if (tenantId == null || athleteId == null) {
            throw new IllegalStateException(
                    "cannot read as a training event: position=%d, type=%s".formatted(position, type));
        }
        EventPayload read = EventPayload.fromBytes(schemaVersion, payload);
        return new RecordedEvent(
                position,
                eventId,
                new TenantId(tenantId),
                new AthleteId(athleteId),
                occurredAt.atOffset(read.offset()),
                recordedAt,
                new EventKey(source, sourceEventId),
                read.fact());
    }
}
