package dev.holdfast.command.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.command.athlete.ContentDigest;
import dev.holdfast.command.eventstore.StoredEvent;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.event.TrainingEvent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored event as people read it.
 *
 * @param digest of what the caller said, the same that the refusal of a repeated key names
 * @param fact null when the payload cannot be read; {@code unreadable} then says why
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventLine(
        long position,
        UUID eventId,
        @Nullable String athleteId,
        String type,
        OffsetDateTime occurredAt,
        Instant recordedAt,
        String source,
        String sourceEventId,
        int schemaVersion,
        int payloadBytes,
        @Nullable String digest,
        @Nullable TrainingEvent fact,
        @Nullable String unreadable) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(com.fasterxml.jackson.databind.DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    public static EventLine of(StoredEvent row) {
        try {
            RecordedEvent event = row.recorded();
            return line(
                    row,
                    event.occurredAt(),
                    ContentDigest.of(event.athlete(), event.occurredAt(), event.fact())
                            .toString(),
                    event.fact(),
                    null);
        } catch (RuntimeException e) {
            // A damaged row is shown as far as it can be; whoever looks at events may be looking for just that.
            return line(
                    row,
                    row.occurredAt().atOffset(java.time.ZoneOffset.UTC),
                    null,
                    null,
                    String.valueOf(e.getMessage()));
        }
    }

    /** One line of JSON, without its end. */
    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event has a JSON form: position=" + position, e);
        }
    }

    private static EventLine line(
            StoredEvent row,
            OffsetDateTime occurredAt,
            @Nullable String digest,
            @Nullable TrainingEvent fact,
            @Nullable String unreadable) {
        return new EventLine(
                row.position(),
                row.eventId(),
                row.athleteId(),
                row.type(),
                occurredAt,
                row.recordedAt(),
                row.source(),
                row.sourceEventId(),
                row.schemaVersion(),
                row.payload().length,
                digest,
                fact,
                unreadable);
    }
}
