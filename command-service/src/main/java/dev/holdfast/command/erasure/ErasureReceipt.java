package dev.holdfast.command.erasure;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.digest.Sha256;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.TenantId;
import dev.holdfast.kit.kafka.TrainingEventsTopic;
import java.time.Instant;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.UUID;

/**
 * What an erasure removed, for the tenant to show.
 *
 * @param position of the event {@code AthleteErased}, by which every reader knows
 * @param events rows of the event store that were emptied
 * @param positionFirst of the emptied rows, 0 when there were none
 * @param importRows row outcomes of imports whose values were removed
 */
public record ErasureReceipt(
        UUID erasureId,
        @JsonIgnore TenantId tenant,
        @JsonIgnore AthleteId athlete,
        Instant erasedAt,
        long position,
        long events,
        SortedMap<String, Long> eventsByType,
        long positionFirst,
        long positionLast,
        long tags,
        long imports,
        long importRows) {
    @JsonProperty
    public String athleteId() {
        return athlete.value();
    }

    /** When the last published copies have gone from {@code training-events} too. */
    @JsonProperty
    public Instant publishedCopiesGoneAt() {
        return erasedAt.plus(TrainingEventsTopic.GONE_AFTER);
    }

    /** SHA-256 of the figures, one a line in the order of the fields, so that a copy can be held against the original. */
    @JsonProperty
    public String digest() {
        StringJoiner lines = new StringJoiner("\n");
        for (Object figure : new Object[] {
            erasureId,
            tenant,
            athlete,
            erasedAt,
            position,
            events,
            eventsByType,
            positionFirst,
            positionLast,
            tags,
            imports,
            importRows
        }) {
            lines.add(String.valueOf(figure));
        }
        return "sha256:" + Sha256.hex(lines.toString());
    }
}
