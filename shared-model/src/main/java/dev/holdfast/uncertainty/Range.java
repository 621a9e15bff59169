package dev.holdfast.uncertainty;

import java.util.Arrays;

/**
 * A derived number with what is known about it.
 *
 * @param low 5 % of the draws are below
 * @param median half of the draws are below
 * @param high 5 % of the draws are above; low ≤ median ≤ high, all finite
 * @param basis what it rests on
 */
public record Range(double low, double median, double high, Basis basis) {
    private static final double LOW = 0.05;
    private static final double HIGH = 0.95;

    public Range {
        if (!(low <= median && median <= high && Double.isFinite(low) && Double.isFinite(high))) {
            throw new IllegalArgumentException("not a range: low=" + low + ", median=" + median + ", high=" + high
                    + "; give finite, ordered numbers");
        }
    }

    /** @param draws at least one, finite, in any order */
    public static Range of(double[] draws, Basis basis) {
        double[] sorted = draws.clone();
        Arrays.sort(sorted);
        return new Range(quantile(sorted, LOW), quantile(sorted, 0.5), quantile(sorted, HIGH), basis);
    }

    /** Linear between the two nearest draws. */
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
