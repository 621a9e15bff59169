package dev.holdfast.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.catalogue.Movement;
import dev.holdfast.catalogue.MuscleGroup;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.SetKind;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HardSetsTest {
    private final ExerciseCatalogue catalogue = ExerciseCatalogue.standard();

    @ParameterizedTest
    @CsvSource({
        "WORKING,,,1000",
        "WORKING,10,,1000",
        "WORKING,7,,1000",
        "WORKING,6.9,,700",
        "WORKING,6,,700",
        "WORKING,5.9,,400",
        "WORKING,5,,400",
        "WORKING,4.9,,0",
        "WORKING,,3,1000",
        "WORKING,,4,700",
        "WORKING,,5,400",
        "WORKING,,6,0",
        "WORKING,,50,0",
        "WORKING,8,9,1000",
        "WARM_UP,,,0",
        "WARM_UP,7,,1000",
        "WARM_UP,5,,400",
        "DROP,,,1000",
        "DROP,6,,700",
        "FAILURE,,,1000",
        "FAILURE,5,,1000",
    })
    void effort_followsRatingThenReserveThenKind(
            SetKind kind, @Nullable Double rpe, @Nullable Double reserve, int expected) {
        assertThat(HardSets.effortThousandths(new LoggedSet(kind, 50.0, 8, rpe, reserve, null, null)))
                .isEqualTo(expected);
    }

    @Test
    void of_primeAndSecondaryMovers_getWholeAndHalf() {
        SessionDose dose = HardSets.of(
                session(
                        exercise("Bench Press (Barbell)", LoggedSet.working(80, 8), LoggedSet.working(80, 8)),
                        exercise("Triceps Pushdown", new LoggedSet(SetKind.WORKING, 20.0, 12, 6.0, null, null, null))),
                catalogue);

        assertThat(dose.movementCount()).isEqualTo(2);
        assertThat(dose.milliSetsOf(Movement.BENCH_PRESS)).isEqualTo(2_000);
        assertThat(dose.milliSetsOf(Movement.TRICEPS_EXTENSION)).isEqualTo(700);
        assertThat(dose.milliSetsOf(MuscleGroup.CHEST)).isEqualTo(2_000);
        assertThat(dose.milliSetsOf(MuscleGroup.TRICEPS)).isEqualTo(1_700);
        assertThat(dose.milliSetsOf(MuscleGroup.FRONT_DELTOIDS)).isEqualTo(1_000);
        assertThat(dose.milliSetsOf(MuscleGroup.CALVES)).isZero();
        assertThat(dose.movementId(0)).isLessThan(dose.movementId(1));
        assertThat(dose.sessionLoad()).isEmpty();
    }

    @Test
    void of_bodyweightHoldCarryAndAssisted_countAsSets() {
        SessionDose dose = HardSets.of(
                session(
                        exercise("Pull Up", new LoggedSet(SetKind.WORKING, null, 8, null, null, null, null)),
                        exercise("Pull Up (Assisted)", new LoggedSet(SetKind.WORKING, 20.0, 8, null, null, null, null)),
                        exercise("Plank", new LoggedSet(SetKind.WORKING, null, null, null, null, 60.0, null)),
                        exercise("Farmers Walk", new LoggedSet(SetKind.WORKING, 40.0, 0, null, null, null, 30.0))),
                catalogue);

        assertThat(dose.milliSetsOf(Movement.PULL_UP)).isEqualTo(2_000);
        assertThat(dose.milliSetsOf(Movement.PLANK)).isEqualTo(1_000);
        assertThat(dose.milliSetsOf(Movement.CARRY)).isEqualTo(1_000);
    }

    @Test
    void of_setOfZeroRepetitions_wasNotDone() {
        assertThat(HardSets.of(session(exercise("Squat", LoggedSet.working(60, 0))), catalogue)
                        .movementCount())
                .isZero();
    }

    @Test
    void of_cardioHasNoDose_unknownIsCountedByName() {
        SessionDose dose = HardSets.of(
                session(
                        exercise("Running", new LoggedSet(SetKind.WORKING, null, null, null, null, 1800.0, 5000.0)),
                        exercise("Zorbing", LoggedSet.working(1, 1), LoggedSet.working(1, 1)),
                        exercise("Squat", LoggedSet.working(60, 5)),
                        exercise("Zorbing", LoggedSet.working(1, 1))),
                catalogue);

        assertThat(dose.movementCount()).isOne();
        assertThat(dose.unknownSets()).isEqualTo(Map.of("Zorbing", 3));
    }

    @Test
    void of_orderOfExercises_doesNotMatter() {
        var exercises = new java.util.ArrayList<>(List.of(
                exercise("Squat", new LoggedSet(SetKind.WORKING, 60.0, 5, 5.0, null, null, null)),
                exercise("Deadlift", new LoggedSet(SetKind.WORKING, 60.0, 5, 6.0, null, null, null)),
                exercise("Leg Curl", LoggedSet.working(30, 5))));
        SessionDose forward = HardSets.of(new SessionLogged(exercises, null, null, null), catalogue);
        Collections.reverse(exercises);
        SessionDose backward = HardSets.of(new SessionLogged(exercises, null, null, null), catalogue);

        for (MuscleGroup group : MuscleGroup.values()) {
            assertThat(backward.milliSetsOf(group)).isEqualTo(forward.milliSetsOf(group));
        }
        assertThat(forward.milliSetsOf(MuscleGroup.LOWER_BACK)).isEqualTo(700 + 200);
    }

    @Test
    void of_ratingOnly_hasALoadAndNoDoseYet() {
        SessionDose dose = HardSets.of(new SessionLogged(List.of(), 60.0, 7.0, null), catalogue);

        assertThat(dose.movementCount()).isZero();
        assertThat(dose.sessionLoad()).hasValue(420);
        assertThat(HardSets.of(new SessionLogged(List.of(), null, null, 150.0), catalogue)
                        .sessionLoad())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"420,420,3000", "210,420,1500", "10,420,500", "9000,420,10000", "420,0,3000", "0,420,0", "100,300,1000"
    })
    void ofSessionLoad_isThreeSetsAtTheMedianWithinBounds(double load, double median, int expected) {
        assertThat(HardSets.ofSessionLoad(load, median)).isEqualTo(expected);
    }

    @Test
    void oneRepMax_followsEpleyWithReserve_onlyWhereTheLoadIsLifted() {
        var squat = catalogue.find("Squat").orElseThrow();
        var pullUp = catalogue.find("Pull Up (Weighted)").orElseThrow();

        assertThat(OneRepMax.estimateKg(LoggedSet.working(90, 10), squat)).hasValue(120);
        assertThat(OneRepMax.estimateKg(new LoggedSet(SetKind.WORKING, 90.0, 8, 8.0, null, null, null), squat))
                .hasValue(120);
        assertThat(OneRepMax.estimateKg(LoggedSet.working(90, 11), squat)).isEmpty();
        assertThat(OneRepMax.estimateKg(LoggedSet.working(0, 5), squat)).isEmpty();
        assertThat(OneRepMax.estimateKg(new LoggedSet(SetKind.WARM_UP, 90.0, 5, null, null, null, null), squat))
                .isEmpty();
        assertThat(OneRepMax.estimateKg(LoggedSet.working(20, 5), pullUp)).isEmpty();
    }

    private static SessionLogged session(PerformedExercise... exercises) {
        return new SessionLogged(List.of(exercises), null, null, null);
    }

    private static PerformedExercise exercise(String name, LoggedSet... sets) {
        return new PerformedExercise(name, List.of(sets));
    }
}
