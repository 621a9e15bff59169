package dev.holdfast.level;

import dev.holdfast.catalogue.Exercise;
import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.SetKind;
import dev.holdfast.load.OneRepMax;
import java.util.ArrayList;
import java.util.List;

/**
 * What a session shows of one exercise's level.
 *
 * @param name as logged
 * @param bestParts the best estimated one-repetition maximum of its working sets of 1 to 10 repetitions, in parts of
 *     {@link OneRepMax}; {@link OneRepMax#NO_ESTIMATE} where there is none
 * @param workingSets neither warm-ups nor drop sets, nor of zero repetitions
 * @param setsWithoutLoad those of them without a load
 */
public record Lift(String name, int bestParts, int workingSets, int setsWithoutLoad) {
    /** The lifts of a session's exercises, in their order. What is no strength exercise has none. */
    public static List<Lift> of(List<PerformedExercise> exercises, ExerciseCatalogue catalogue) {
        List<Lift> lifts = new ArrayList<>(exercises.size());
        for (PerformedExercise performed : exercises) {
            Tally tally = new Tally();
            for (LoggedSet set : performed.sets()) {
                Integer reps = set.reps();
                Double loadKg = set.loadKg();
                tally.add(set.kind(), reps == null || reps > 0, loadKg != null && loadKg > 0, OneRepMax.parts(set));
            }
            tally.finish(performed.name(), catalogue, lifts);
        }
        return lifts;
    }

    /** Adds up the sets of one exercise of one session. */
    public static final class Tally {
        private int bestParts;
        private int workingSets;
        private int setsWithoutLoad;

        /**
         * @param wasDone it was not noted as zero repetitions
         * @param bestParts {@link OneRepMax#parts} of the set
         */
        public void add(SetKind kind, boolean wasDone, boolean hasLoad, int bestParts) {
            if (wasDone && OneRepMax.isWorking(kind)) {
                workingSets++;
                setsWithoutLoad += hasLoad ? 0 : 1;
                this.bestParts = Math.max(this.bestParts, bestParts);
            }
        }

        /** Adds the lift to {@code lifts}, unless the catalogue knows that it is no strength exercise, and begins anew. */
        public void finish(String name, ExerciseCatalogue catalogue, List<Lift> lifts) {
            Exercise exercise = catalogue.find(name).orElse(null);
            if (workingSets > 0 && (exercise == null || exercise.kind() == Exercise.Kind.STRENGTH)) {
                lifts.add(new Lift(name, bestParts, workingSets, setsWithoutLoad));
            }
            bestParts = 0;
            workingSets = 0;
            setsWithoutLoad = 0;
        }
    }
}
