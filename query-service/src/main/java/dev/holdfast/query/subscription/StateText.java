package dev.holdfast.query.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.query.http.Figures;
import dev.holdfast.timeline.BodyAt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change as followers read it: the names of {@code GET /v1/athletes}, with the instant that the figures are of.
 * {@code weeksToReturn} is missing: it takes a millisecond, and changes come faster.
 */
public final class StateText {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(Figures.module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    private StateText() {}

    private record State(
            String athleteId,
            Instant at,
            @Nullable Instant lastSessionAt,
            String phase,
            @Nullable Instant pausedSince,
            double strengthRatio,
            double sharpness,
            double nucleiKept,
            double traceKept,
            double fibreKept,
            long sessions,
            long position) {}

    /** One line of JSON. */
    public static String of(String athleteId, long position, BodyAt body) {
        try {
            return JSON.writeValueAsString(new State(
                    athleteId,
                    body.at(),
                    body.lastSessionAt(),
                    body.phase().key(),
                    body.pausedSince(),
                    body.strengthRatio(),
                    body.sharpness(),
                    body.kept().nuclei(),
                    body.kept().trace(),
                    body.kept().fibre(),
                    body.sessions(),
                    position));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of numbers and times has a JSON form", e);
        }
    }
}
