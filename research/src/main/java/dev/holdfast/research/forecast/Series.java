package dev.holdfast.research.forecast;

import java.util.Arrays;

/**
 * One exercise of one lifter: a value for each day that has a working set of 1 to 10 repetitions.
 *
 * @param day ascending, since 1970-01-01
 * @param seen ln of the day's best e1RM in kg
 * @param logStrength z on that morning, as levels take it: with a past before the log
 * @param fibreSize F̄ on that morning without such a past, as the personal fit takes it
 * @param expression M on that morning without such a past
 */
@SuppressWarnings("ArrayRecordComponent") // Columns of a benchmark, never compared.
record Series(
        String exercise, int[] day, double[] seen, double[] logStrength, double[] fibreSize, double[] expression) {
    int size() {
        return day.length;
    }

    /** Middle of the last three values up to and with {@code index} ≥ 2. */
    double medianOfThree(int index) {
        double a = seen[index - 2];
        double b = seen[index - 1];
        double c = seen[index];
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    /** The best of the 30 days that end with {@code index}. */
    double bestOfThirtyDays(int index) {
        double best = seen[index];
        for (int i = index - 1; i >= 0 && day[i] > day[index] - 30; i--) {
            best = Math.max(best, seen[i]);
        }
        return best;
    }

    /** The place of {@code onDay}, which is a day of this series. */
    int indexOf(int onDay) {
        return Arrays.binarySearch(day, onDay);
    }
}
