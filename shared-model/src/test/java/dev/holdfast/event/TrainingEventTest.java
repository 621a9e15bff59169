package dev.holdfast.event;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingEventTest {
    record Refused(String field, ThrowingCallable call) {}

    static List<Refused> refused() {
        return List.of(
                new Refused("loadKg", () -> LoggedSet.working(-1, 5)),
                new Refused("loadKg", () -> LoggedSet.working(Double.NaN, 5)),
                new Refused("loadKg", () -> LoggedSet.working(Double.POSITIVE_INFINITY, 5)),
                new Refused("reps", () -> LoggedSet.working(100, 1_000_000_000)),
                new Refused("reps", () -> LoggedSet.working(100, -1)),
                new Refused("rpe", () -> new LoggedSet(SetKind.WORKING, 100.0, 5, 10.5, null, null, null)),
                new Refused("sets.length", () -> new PerformedExercise("Squat", List.of())),
                new Refused("name", () -> new PerformedExercise(" ", List.of(LoggedSet.working(1, 1)))),
                new Refused("name", () -> new PerformedExercise("Sq\nuat", List.of(LoggedSet.working(1, 1)))),
                new Refused("exercises", () -> new TrainingEvent.SessionLogged(List.of(), null, null, null)),
                new Refused("yearOfBirth", () -> new TrainingEvent.TrainingStarted(false, 1, null, null)),
                new Refused("loadKg", () -> new TrainingEvent.StrengthAssessed("Squat", 0, 1, null)),
                new Refused("reps", () -> new TrainingEvent.StrengthAssessed("Squat", 100, 11, null)),
                new Refused("athleteId", () -> new AthleteId("jo@example.com")),
                new Refused("athleteId", () -> new AthleteId("Jo Smith")),
                new Refused("tenant", () -> new TenantId("Iron Works")));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void constructor_ofImpossibleValue_namesFieldValueAndRemedy(Refused refused) {
        assertThatThrownBy(refused.call()).isInstanceOfSatisfying(InvalidValueException.class, e -> {
            org.assertj.core.api.Assertions.assertThat(e.field()).isEqualTo(refused.field());
            org.assertj.core.api.Assertions.assertThat(e.remedy()).isNotBlank();
            org.assertj.core.api.Assertions.assertThat(e.getMessage()).contains(e.value());
        });
    }
}
