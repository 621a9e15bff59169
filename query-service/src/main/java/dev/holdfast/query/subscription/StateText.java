package dev.holdfast.query.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.query.athlete.AthleteView;
import dev.holdfast.query.json.AnswerJson;
import dev.holdfast.timeline.BodyAt;
import java.time.Instant;

/** A change as followers read it: the athlete as in {@code GET /v1/athletes}, with the instant that the figures are of. */
public final class StateText {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(AnswerJson.module())
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    private StateText() {}

    private record Change(@JsonUnwrapped AthleteView athlete, Instant at) {}

    /** One line of JSON. */
    public static String of(String athleteId, long position, BodyAt body) {
        try {
            return JSON.writeValueAsString(new Change(AthleteView.ofChange(athleteId, position, body), body.at()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of numbers and times has a JSON form", e);
        }
    }
}
