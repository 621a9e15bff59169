package dev.holdfast.uncertainty;

import dev.holdfast.model.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

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

    /**
     * The range of a readout over bodies that the studies allow, with the model's own error on top.
     *
     * @param structuralSd of that error in the readout's unit, such as {@link Evidence#STRENGTH_ERROR_POPULATION}
     * @param min the readout's lowest possible value, where the error stops
     */
    public static Range over(
            List<Parameters> bodies,
            ToDoubleFunction<Parameters> readout,
            double structuralSd,
            double min,
            long seed,
            Basis basis) {
        // Not the seed itself: the bodies may be drawn from it, and the error must not go with them.
        Random random = new Random(seed ^ 0x9E3779B97F4A7C15L);
        double[] draws = new double[bodies.size()];
        for (int i = 0; i < draws.length; i++) {
            draws[i] = Math.max(readout.applyAsDouble(bodies.get(i)) + structuralSd * random.nextGaussian(), min);
        }
        return of(draws, basis);
    }

    /** Linear between the two nearest draws. */
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
