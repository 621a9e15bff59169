package dev.holdfast.command.eventstore;

import dev.holdfast.event.EventKey;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.wire.EventPayload;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event before it has a position.
 *
 * @param owner null for events that are not training events
 * @param recordedAt null to take the store's time
 * @param tags texts by which events of other applications are found, beside their athlete
 * @param sets what the session, or what it is corrected to, is compared by
 * @param revised the session that a correction or retraction names
 */
public record NewEvent(
        UUID eventId,
        @Nullable AthleteKey owner,
        String type,
        int schemaVersion,
        Instant occurredAt,
        @Nullable Instant recordedAt,
        String source,
        String sourceEventId,
        byte[] payload,
        byte @Nullable [] metadata,
        Set<String> tags,
        @Nullable SessionSets sets,
        @Nullable EventKey revised) {

    /** An event that changes no session. */
    public NewEvent(
            UUID eventId,
            @Nullable AthleteKey owner,
            String type,
            int schemaVersion,
            Instant occurredAt,
            @Nullable Instant recordedAt,
            String source,
            String sourceEventId,
            byte[] payload,
            byte @Nullable [] metadata,
            Set<String> tags) {
        this(
                eventId,
                owner,
                type,
                schemaVersion,
                occurredAt,
                recordedAt,
                source,
                sourceEventId,
                payload,
                metadata,
                tags,
                null,
                null);
    }

    /** A training event. */
    public static NewEvent of(
            UUID eventId, AthleteKey owner, OffsetDateTime occurredAt, EventKey key, TrainingEvent fact) {
        return of(
                eventId,
                owner,
                occurredAt,
                key,
                fact,
                new EventPayload(occurredAt.getOffset(), fact).toBytes(),
                SessionSets.of(owner, occurredAt.toInstant(), fact));
    }

    /** A training event whose payload's bytes are there already, and what its session is compared by. */
    public static NewEvent of(
            UUID eventId,
            AthleteKey owner,
            OffsetDateTime occurredAt,
            EventKey key,
            TrainingEvent fact,
            byte[] payload,
            @Nullable SessionSets sets) {
        return new NewEvent(
                eventId,
                owner,
                fact.type(),
                EventPayload.SCHEMA_VERSION,
                occurredAt.toInstant(),
                null,
                key.source(),
                key.sourceEventId(),
                payload,
                null,
                Set.of(),
                sets,
                fact.revised());
    }

    /** What the event's own session is compared by; null when it is none. */
    public @Nullable SessionSets ownSets() {
        return revised == null ? sets : null;
    }

    /** The same with tags. */
    public NewEvent with(Set<String> otherTags) {
        return new NewEvent(
                eventId,
                owner,
                type,
                schemaVersion,
                occurredAt,
                recordedAt,
                source,
                sourceEventId,
                payload,
                metadata,
                otherTags,
                sets,
                revised);
    }

    public StoredKey key() {
        return new StoredKey(owner == null ? null : owner.tenant(), source, sourceEventId);
    }

    /** What makes an event the same when it is sent again; see {@link RecordedEvent#key()}. */
    public record StoredKey(@Nullable String tenant, String source, String sourceEventId) {}
}
