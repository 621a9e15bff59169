package dev.holdfast.query.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.query.athlete.StateSummary;
import dev.holdfast.query.athlete.StateView;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswerJsonTest {
    private static final JsonMapper OURS =
            JsonMapper.builder().addModule(AnswerJson.module()).build();

    /** Sees records as the library does, but for the decimals. */
    private static final JsonMapper GENERAL = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addSerializer(double.class, new RoundedSerializer())
                    .addSerializer(Double.class, new RoundedSerializer()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private static final class RoundedSerializer extends StdScalarSerializer<Double> {
        private static final long serialVersionUID = 1;

        RoundedSerializer() {
            super(Double.class);
        }

        @Override
        public void serialize(Double number, JsonGenerator to, SerializerProvider provider) throws IOException {
            to.writeNumber(Decimals.text(number));
        }
    }

    @Test
    void summary_hasTheFieldsOfItsRecordInTheirOrder() throws JsonProcessingException {
        Instant at = Instant.parse("2026-03-01T00:00:00Z");
        StateView.KeptView kept = new StateView.KeptView(0.1, 0.2, 0.333, 0.4);
        same(new StateSummary("a7", at, 12, "training", null, at.minusSeconds(60), 3, 1.25, 0.5, kept));
        same(new StateSummary("a7", at, 12, "paused", at.minusMillis(1), null, 3, 1.25, 0.5, kept));
    }

    @Test
    void state_hasTheFieldsOfItsRecordInTheirOrder() throws JsonProcessingException {
        Instant at = Instant.parse("2026-03-01T00:00:00Z");
        StateView.KeptView kept = new StateView.KeptView(0.1, 0.2, 0.333, 0.4);
        same(new StateView(
                "a7",
                at,
                at.plusSeconds(5),
                12,
                "1",
                "ab",
                "cd",
                "training",
                at.minusSeconds(4),
                at.minusSeconds(3),
                at.minusSeconds(2),
                3,
                1,
                1.25,
                0.5,
                kept,
                List.of(
                        new StateView.MovementView(
                                "squat", 0.1, 0.22, 0.333, 0.4444, 1.55555, 1.666666, "autonomous", 21.5),
                        new StateView.MovementView("deadlift", 0, 1, -2, 3, 4, 5, "cognitive", 6)),
                List.of(new StateView.MuscleGroupView("quadriceps", 0.1, 0.22, 0.333, 0.4444, 5.55555)),
                new StateView.OutlookView(1.5, 12.0, 10.5, true, 3, 3),
                List.of(new StateView.UnknownExercise("atlas \"stone\"", 4)),
                List.of("model estimate", "low quality")));
        same(untrained(at, kept, new StateView.OutlookView(null, null, 0, false, 3, 3)));
        same(untrained(at, kept, null));
    }

    private static StateView untrained(Instant at, StateView.KeptView kept, StateView.@Nullable OutlookView outlook) {
        return new StateView(
                "a7",
                at,
                null,
                12,
                "1",
                "ab",
                "cd",
                "untrained",
                null,
                null,
                null,
                0,
                0,
                1,
                0,
                kept,
                List.of(),
                List.of(),
                outlook,
                List.of(),
                List.of());
    }

    private static void same(Record track) throws JsonProcessingException {
        String expected = GENERAL.writeValueAsString(track);
        assertThat(OURS.writeValueAsString(track)).isEqualTo(expected).contains("0.333");
    }
}
