package dev.holdfast.level;

import dev.holdfast.load.OneRepMax;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What can be said of an athlete's strength in one exercise at an instant. Kilograms are estimated one-repetition maxima. */
public sealed interface ExerciseLevel {
    /** As logged. */
    String exercise();

    /** Local day it was last done on, since 1970-01-01. */
    int lastDay();

    /** Of this exercise nothing can be said in kilograms. */
    record NoKilograms(String exercise, int lastDay, Reason reason) implements ExerciseLevel {
        public enum Reason {
            /** The body is lifted, and nobody told its mass. */
            BODYWEIGHT,
            /** The logged load is the help. */
            ASSISTED,
            /** Too many of its sets were logged without a load. */
            WITHOUT_LOAD,
            /** No set had 1 to 10 repetitions: more say little about strength. */
            MANY_REPETITIONS
        }
    }

    /**
     * A level.
     *
     * @param seenDay the last day with an estimate, since 1970-01-01
     * @param seenKg the best of that day
     * @param days how many days were seen
     * @param now what the athlete can lift today, caution left out
     * @param bestKg the best ever, days that look like a mistake left out
     * @param bestDay when, since 1970-01-01
     * @param testedMaximum what a test of today would show: the whole of the model's change, and no caution
     * @param fourWeeksOn a session in four weeks, when training goes on; null after a rest
     * @param comeback null while the exercise is trained
     * @param jumps questions to the user, the latest last
     */
    record Kilograms(
            String exercise,
            int lastDay,
            int seenDay,
            double seenKg,
            int days,
            KilogramRange now,
            double bestKg,
            int bestDay,
            KilogramRange testedMaximum,
            @Nullable KilogramRange fourWeeksOn,
            @Nullable Comeback comeback,
            List<Jump> jumps)
            implements ExerciseLevel {
        /** So that 80.0 kg of a 2.5 kg step are not 77.5 kg for a rounding's sake. */
        private static final double STEP_TOLERANCE = 1e-9;

        /** What the next session is expected to show. */
        public KilogramRange nextSession() {
            return comeback == null ? now : comeback.firstSession();
        }

        /**
         * The load to begin the next session with.
         *
         * @param reps 1 to 10
         * @param repsInReserve how many to leave undone, 0 or more
         * @param stepKg the smallest step of load there is, more than 0
         * @return kilograms, rounded down to the step; empty when less than one step is left
         */
        public OptionalDouble loadKg(int reps, double repsInReserve, double stepKg) {
            if (!(stepKg > 0)) {
                throw new IllegalArgumentException("no step of load: stepKg=" + stepKg + "; give more than 0");
            }
            double loadKg = OneRepMax.loadKg(nextSession().medianKg(), reps, repsInReserve);
            double steps = Math.floor(loadKg / stepKg + STEP_TOLERANCE);
            return steps < 1 ? OptionalDouble.empty() : OptionalDouble.of(steps * stepKg);
        }
    }

    /**
     * A return to an exercise after three weeks or more without it.
     *
     * @param withoutDays days since the exercise was seen
     * @param restDays the athlete's longest rest from everything in that time; 0 when there was none of three weeks
     * @param firstSession what the first session is expected to show
     * @param bestOfNextSessions the same of the best of the sessions 2 to 6
     * @param cautionShare share of today's strength that the first session is chosen lighter by: caution, not loss
     * @param weeks how long until the old level shows again
     */
    record Comeback(
            int withoutDays,
            int restDays,
            KilogramRange firstSession,
            KilogramRange bestOfNextSessions,
            double cautionShare,
            ReturnShares weeks) {}
}
