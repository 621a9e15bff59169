package dev.holdfast.query.athlete;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.query.http.Figures;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StateJsonTest {
    private static final JsonMapper OURS =
            JsonMapper.builder().addModule(Figures.module()).build();

    /** Sees records as they are. */
    private static final JsonMapper REFLECTIVE = JsonMapper.builder()
            .addModule(Figures.module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public @Nullable Object findSerializer(Annotated annotated) {
                    return null;
                }
            })
            .build();

    @Test
    void summary_hasTheFieldsOfItsRecordInTheirOrder() throws JsonProcessingException {
        Instant at = Instant.parse("2026-03-01T00:00:00Z");
        StateView.KeptView kept = new StateView.KeptView(0.1, 0.2, 0.333, 0.4);
        same(new StateSummary("a7", at, 12, "training", null, at.minusSeconds(60), 3, 1.25, 0.5, kept));
        same(new StateSummary("a7", at, 12, "paused", at.minusMillis(1), null, 3, 1.25, 0.5, kept));
    }

    @Test
    void movement_hasTheFieldsOfItsRecordInTheirOrder() throws JsonProcessingException {
        same(new StateView.MovementView("squat", 0.1, 0.22, 0.333, 0.4444, 1.55555, 1.666666, "autonomous", 21.5));
    }

    @Test
    void muscleGroup_hasTheFieldsOfItsRecordInTheirOrder() throws JsonProcessingException {
        same(new StateView.MuscleGroupView("quadriceps", 0.1, 0.22, 0.333, 0.4444, 5.55555));
    }

    private static void same(Record track) throws JsonProcessingException {
        String expected = REFLECTIVE.writeValueAsString(track);
        assertThat(OURS.writeValueAsString(track)).isEqualTo(expected).contains("0.333");
    }
}
