package dev.holdfast.load;

import dev.holdfast.catalogue.Exercise;
import dev.holdfast.catalogue.Exercise.Kind;
import dev.holdfast.catalogue.Exercise.Loading;
import dev.holdfast.event.LoggedSet;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * e1RM = w·(1 + (reps + RIR)/30), the one-repetition maximum that a set lets expect (Epley 1985). It observes strength; it
 * says nothing of the dose. Fatigue of the same day makes it too low.
 */
public final class OneRepMax {
    /** More repetitions say more about endurance than about strength. */
    public static final int REPS_MAX = 10;

    private static final double EPLEY_REPS = 30;

    private OneRepMax() {}

    /**
     * @param loadKg more than 0
     * @param reps 1 to 10
     * @param repsInReserve repetitions left undone; null counts as none, which makes the estimate a lower bound
     * @return kilograms, or empty outside those ranges
     */
    public static OptionalDouble estimateKg(double loadKg, int reps, @Nullable Double repsInReserve) {
        double reserve = repsInReserve == null ? 0 : repsInReserve;
        if (!(loadKg > 0) || reps < 1 || reps > REPS_MAX || !(reserve >= 0)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(loadKg * (1 + (reps + reserve) / EPLEY_REPS));
    }

    /**
     * The estimate from a logged set; empty for warm-ups and drop sets, and where the load is not what was lifted
     * (bodyweight and assisted exercises).
     */
    public static OptionalDouble estimateKg(LoggedSet set, Exercise exercise) {
        Double loadKg = set.loadKg();
        Integer reps = set.reps();
        boolean lifted = exercise.kind() == Kind.STRENGTH && exercise.loading() == Loading.EXTERNAL;
        if (!lifted || loadKg == null || reps == null) {
            return OptionalDouble.empty();
        }
        return switch (set.kind()) {
            case WARM_UP, DROP -> OptionalDouble.empty();
            case FAILURE -> estimateKg(loadKg, reps, 0.0);
            case WORKING -> estimateKg(loadKg, reps, repsInReserve(set));
        };
    }

    /** RIR = 10 − RPE where only the rating was logged; null where neither was. */
    public static @Nullable Double repsInReserve(LoggedSet set) {
        if (set.repsInReserve() != null) {
            return set.repsInReserve();
        }
        Double rpe = set.rpe();
        return rpe == null ? null : (Double) (10 - rpe);
    }
}
