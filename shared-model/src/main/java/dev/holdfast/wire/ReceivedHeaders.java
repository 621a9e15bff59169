package dev.holdfast.wire;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.event.TenantId;
import dev.holdfast.timeline.TimelineChange;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The headers of one record of {@code training-events} that an event is made of, taken up one by one; others are left. */
public final class ReceivedHeaders {
    private @Nullable String id;
    private @Nullable String tenant;
    private @Nullable String athlete;
    private @Nullable String occurred;
    private @Nullable String recorded;
    private @Nullable String source;
    private @Nullable String sourceEventId;
    private @Nullable String schemaVersion;
    private @Nullable String position;
    private @Nullable String previousPosition;

    /** Takes up a header; of two with the same name the later one counts. */
    public void add(String name, byte @Nullable [] value) {
        switch (name) {
            case TrainingEventHeaders.ID -> id = text(value);
            case TrainingEventHeaders.TENANT -> tenant = text(value);
            case TrainingEventHeaders.ATHLETE -> athlete = text(value);
            case TrainingEventHeaders.OCCURRED -> occurred = text(value);
            case TrainingEventHeaders.RECORDED -> recorded = text(value);
            case TrainingEventHeaders.SOURCE -> source = text(value);
            case TrainingEventHeaders.SOURCE_EVENT_ID -> sourceEventId = text(value);
            case TrainingEventHeaders.SCHEMA_VERSION -> schemaVersion = text(value);
            case TrainingEventHeaders.POSITION -> position = text(value);
            case TrainingEventHeaders.PREVIOUS_POSITION -> previousPosition = text(value);
            default -> {}
        }
    }

    /** @throws IllegalArgumentException when the header is missing or no number */
    public long position() {
        return Long.parseLong(required(position, TrainingEventHeaders.POSITION));
    }

    /** @throws IllegalArgumentException when the header is missing or no number */
    public long previousPosition() {
        return Long.parseLong(required(previousPosition, TrainingEventHeaders.PREVIOUS_POSITION));
    }

    /**
     * The event of the record.
     *
     * @param value the record's value, an {@link EventPayload}
     * @throws IllegalArgumentException when a header is missing or malformed, or the value is no payload
     */
    public RecordedEvent event(byte[] value) {
        EventPayload payload = EventPayload.fromBytes(schemaVersion(), value);
        return new RecordedEvent(
                position(),
                UUID.fromString(required(id, TrainingEventHeaders.ID)),
                tenant(),
                athlete(),
                occurredAt().atOffset(payload.offset()),
                recordedAt(),
                key(),
                payload.fact());
    }

    /**
     * The event of the record, its payload unread.
     *
     * @throws IllegalArgumentException when a header is missing or malformed
     */
    public EncodedEvent encoded(byte[] value) {
        return new EncodedEvent(
                position(),
                key(),
                TimelineChange.micros(occurredAt()),
                TimelineChange.micros(recordedAt()),
                schemaVersion(),
                value);
    }

    /** @throws IllegalArgumentException when the header is missing or malformed */
    public TenantId tenant() {
        return new TenantId(required(tenant, TrainingEventHeaders.TENANT));
    }

    /** @throws IllegalArgumentException when the header is missing or malformed */
    public AthleteId athlete() {
        return new AthleteId(required(athlete, TrainingEventHeaders.ATHLETE));
    }

    private Instant occurredAt() {
        return UtcInstant.parse(required(occurred, TrainingEventHeaders.OCCURRED));
    }

    private Instant recordedAt() {
        return UtcInstant.parse(required(recorded, TrainingEventHeaders.RECORDED));
    }

    private EventKey key() {
        return new EventKey(
                required(source, TrainingEventHeaders.SOURCE),
                required(sourceEventId, TrainingEventHeaders.SOURCE_EVENT_ID));
    }

    private int schemaVersion() {
        return Integer.parseInt(required(schemaVersion, TrainingEventHeaders.SCHEMA_VERSION));
    }

    private static String text(byte @Nullable [] value) {
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    private static String required(@Nullable String value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("cannot read record: header missing: name=" + name);
        }
        return value;
    }
}
