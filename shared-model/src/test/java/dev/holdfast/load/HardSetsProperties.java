package dev.holdfast.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.catalogue.Movement;
import dev.holdfast.catalogue.MuscleGroup;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.SetKind;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class HardSetsProperties {
    private final ExerciseCatalogue catalogue = ExerciseCatalogue.standard();

    @Property(tries = 1_000)
    void order_doesNotMatter(@ForAll("exercises") List<PerformedExercise> exercises, @ForAll Random random) {
        var shuffled = new ArrayList<>(exercises);
        Collections.shuffle(shuffled, random);

        assertSame(dose(exercises), dose(shuffled));
    }

    @Property(tries = 1_000)
    void oneExerciseMore_neverTakesDoseAway(@ForAll("exercises") List<PerformedExercise> exercises) {
        SessionDose all = dose(exercises);
        SessionDose fewer = exercises.size() == 1 ? SessionDose.NONE : dose(exercises.subList(1, exercises.size()));

        for (Movement movement : Movement.values()) {
            assertThat(all.milliSetsOf(movement)).isGreaterThanOrEqualTo(fewer.milliSetsOf(movement));
        }
        for (MuscleGroup group : MuscleGroup.values()) {
            assertThat(all.milliSetsOf(group)).isGreaterThanOrEqualTo(fewer.milliSetsOf(group));
        }
    }

    @Property(tries = 1_000)
    void groups_getTheirShareOfTheMovements(@ForAll("exercises") List<PerformedExercise> exercises) {
        SessionDose dose = dose(exercises);

        for (MuscleGroup group : MuscleGroup.values()) {
            int expected = 0;
            for (Movement movement : Movement.values()) {
                for (var share : catalogue.involvement(movement)) {
                    expected += share.group() == group ? dose.milliSetsOf(movement) * share.thousandths() / 1_000 : 0;
                }
            }
            assertThat(dose.milliSetsOf(group)).isEqualTo(expected);
        }
        for (int i = 1; i < dose.groupCount(); i++) {
            assertThat(dose.groupId(i)).isGreaterThan(dose.groupId(i - 1));
        }
    }

    @Provide
    Arbitrary<List<PerformedExercise>> exercises() {
        Arbitrary<String> names = Arbitraries.of(
                "Squat (Barbell)", "Bench Press (Dumbbell)", "Deadlift", "Pull Up", "Plank", "Running", "Zorbing");
        Arbitrary<LoggedSet> sets = Combinators.combine(
                        Arbitraries.of(SetKind.values()),
                        Arbitraries.integers().between(0, 12).injectNull(0.2),
                        Arbitraries.integers()
                                .between(0, 100)
                                .map(tenths -> tenths / 10.0)
                                .injectNull(0.3),
                        Arbitraries.integers()
                                .between(0, 100)
                                .map(tenths -> tenths / 10.0)
                                .injectNull(0.5))
                .as((kind, reps, rpe, reserve) -> new LoggedSet(kind, 60.0, reps, rpe, reserve, null, null));
        return Combinators.combine(names, sets.list().ofMinSize(1).ofMaxSize(8))
                .as(PerformedExercise::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(20);
    }

    private SessionDose dose(List<PerformedExercise> exercises) {
        return HardSets.of(new SessionLogged(exercises, null, null, null), catalogue);
    }

    private static void assertSame(SessionDose one, SessionDose other) {
        for (Movement movement : Movement.values()) {
            assertThat(other.milliSetsOf(movement)).isEqualTo(one.milliSetsOf(movement));
        }
        for (MuscleGroup group : MuscleGroup.values()) {
            assertThat(other.milliSetsOf(group)).isEqualTo(one.milliSetsOf(group));
        }
        assertThat(other.unknownSets()).isEqualTo(one.unknownSets());
    }
}
