package dev.holdfast.load;

import dev.holdfast.catalogue.Exercise;
import dev.holdfast.catalogue.Exercise.Kind;
import dev.holdfast.catalogue.Exercise.Loading;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.SetKind;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * e1RM = w·(1 + (reps + RIR)/30), the one-repetition maximum that a set lets expect (Epley 1985). It observes strength; it
 * says nothing of the dose. Fatigue of the same day makes it too low.
 */
public final class OneRepMax {
    /** More repetitions say more about endurance than about strength. */
    public static final int REPS_MAX = 10;

    /**
     * The unit of {@link #parts}: a gram times a tenth of a repetition over {@link #EPLEY_REPS} repetitions, in which every
     * estimate is a whole number.
     */
    public static final int PARTS_PER_GRAM = 300;

    /** Instead of an estimate in parts. */
    public static final int NO_ESTIMATE = 0;

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

    /**
     * The estimate of a set's columns, exact: the best of several sets does not depend on how they were added up. Empty
     * where {@link #estimateKg} is, and for warm-ups and drop sets.
     *
     * @param loadGrams up to 1,500,000
     * @param reps {@link HardSets#NOT_GIVEN} where they were not
     * @param rpeTenths {@link HardSets#NOT_GIVEN} where it was not
     * @param repsInReserveTenths up to 500; {@link HardSets#NOT_GIVEN} where they were not
     * @return parts of which {@value #PARTS_PER_GRAM} make a gram, or {@link #NO_ESTIMATE}
     */
    public static int parts(SetKind kind, int loadGrams, int reps, int rpeTenths, int repsInReserveTenths) {
        if (!isWorking(kind) || loadGrams <= 0 || reps < 1 || reps > REPS_MAX) {
            return NO_ESTIMATE;
        }
        int reserve = 0;
        if (kind == SetKind.WORKING) {
            reserve = repsInReserveTenths != HardSets.NOT_GIVEN
                    ? repsInReserveTenths
                    : rpeTenths != HardSets.NOT_GIVEN ? 100 - rpeTenths : 0;
        }
        return loadGrams * (PARTS_PER_GRAM + 10 * reps + reserve);
    }

    /** The same of a logged set. */
    public static int parts(LoggedSet set) {
        Double loadKg = set.loadKg();
        Integer reps = set.reps();
        if (loadKg == null || reps == null) {
            return NO_ESTIMATE;
        }
        return parts(
                set.kind(),
                (int) Math.round(loadKg * 1_000),
                reps,
                HardSets.tenths(set.rpe()),
                HardSets.tenths(set.repsInReserve()));
    }

    /** Whether the set was meant to be as heavy as it should be: neither a warm-up nor a drop set. */
    public static boolean isWorking(SetKind kind) {
        return kind == SetKind.WORKING || kind == SetKind.FAILURE;
    }

    /** Kilograms of that many parts. */
    public static double kg(int parts) {
        return parts / (PARTS_PER_GRAM * 1_000.0);
    }

    /**
     * The load with which a strength allows that many repetitions and leaves that many undone: Epley the other way round.
     *
     * @param oneRepMaxKg more than 0
     * @param reps 1 to 10
     * @param repsInReserve 0 or more
     */
    public static double loadKg(double oneRepMaxKg, int reps, double repsInReserve) {
        if (!(oneRepMaxKg > 0) || reps < 1 || reps > REPS_MAX || !(repsInReserve >= 0)) {
            throw new IllegalArgumentException("no load for oneRepMaxKg=" + oneRepMaxKg + ", reps=" + reps
                    + ", repsInReserve=" + repsInReserve + "; give a strength, 1 to " + REPS_MAX + " repetitions");
        }
        return oneRepMaxKg / (1 + (reps + repsInReserve) / EPLEY_REPS);
    }
}
