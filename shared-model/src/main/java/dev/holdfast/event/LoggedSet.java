package dev.holdfast.event;

import org.jspecify.annotations.Nullable;

/**
 * One set as it was logged; whatever was not logged is null.
 *
 * @param loadKg external load in kilograms, 0 to 1,500, kept to the gram; for assisted exercises the assistance
 * @param reps repetitions, 0 to 1,000
 * @param rpe rate of perceived exertion, 0 to 10, kept to a tenth
 * @param repsInReserve repetitions left undone, 0 to 50, kept to a tenth
 * @param durationSeconds time under tension or of a hold, 0 to 86,400, kept to a millisecond
 * @param distanceMeters distance, 0 to 1,000,000, kept to a millimetre
 */
public record LoggedSet(
        SetKind kind,
        @Nullable Double loadKg,
        @Nullable Integer reps,
        @Nullable Double rpe,
        @Nullable Double repsInReserve,
        @Nullable Double durationSeconds,
        @Nullable Double distanceMeters) {
    public static final double LOAD_KG_MAX = 1_500;
    public static final int REPS_MAX = 1_000;
    public static final int RPE_MAX = 10;
    public static final int REPS_IN_RESERVE_MAX = 50;
    public static final int DURATION_SECONDS_MAX = 86_400;
    public static final int DISTANCE_METERS_MAX = 1_000_000;

    public LoggedSet {
        Check.range("loadKg", loadKg, 0, LOAD_KG_MAX, "kg");
        Check.range("reps", reps, 0, REPS_MAX, "repetitions");
        Check.range("rpe", rpe, 0, RPE_MAX, "(rate of perceived exertion)");
        Check.range("repsInReserve", repsInReserve, 0, REPS_IN_RESERVE_MAX, "repetitions");
        Check.range("durationSeconds", durationSeconds, 0, DURATION_SECONDS_MAX, "s");
        Check.range("distanceMeters", distanceMeters, 0, DISTANCE_METERS_MAX, "m");
        loadKg = rounded(loadKg, 1_000);
        rpe = rounded(rpe, 10);
        repsInReserve = rounded(repsInReserve, 10);
        durationSeconds = rounded(durationSeconds, 1_000);
        distanceMeters = rounded(distanceMeters, 1_000);
    }

    /** A working set of {@code reps} repetitions with {@code loadKg}. */
    public static LoggedSet working(double loadKg, int reps) {
        return new LoggedSet(SetKind.WORKING, loadKg, reps, null, null, null, null);
    }

    /** Facts are kept in whole units of the wire format, so that reading back gives what was written. */
    private static @Nullable Double rounded(@Nullable Double value, int perUnit) {
        if (value == null) {
            return null;
        }
        double kept = (double) Math.round(value * perUnit) / perUnit;
        return kept == value ? value : (Double) kept;
    }
}
