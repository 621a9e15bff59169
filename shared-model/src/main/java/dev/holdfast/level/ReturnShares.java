package dev.holdfast.level;

import java.util.List;

/**
 * How long a return takes, as a distribution: of a hundred such returns, how many have shown 98 % of the best of the month
 * before the rest again by then. Never one number of weeks: a quarter of returns takes many times the median.
 *
 * @param atOnce in the first session
 * @param byTwoWeeks in two weeks of training as before
 */
public record ReturnShares(
        double atOnce, double byTwoWeeks, double byFourWeeks, double byEightWeeks, double bySixteenWeeks) {
    /**
     * The athlete's return over several exercises: the mean of theirs.
     *
     * @throws IllegalArgumentException without any
     */
    public static ReturnShares mean(List<ReturnShares> exercises) {
        if (exercises.isEmpty()) {
            throw new IllegalArgumentException("no return to take the mean of; give at least one exercise");
        }
        double[] sum = new double[5];
        for (ReturnShares each : exercises) {
            sum[0] += each.atOnce;
            sum[1] += each.byTwoWeeks;
            sum[2] += each.byFourWeeks;
            sum[3] += each.byEightWeeks;
            sum[4] += each.bySixteenWeeks;
        }
        int count = exercises.size();
        return new ReturnShares(sum[0] / count, sum[1] / count, sum[2] / count, sum[3] / count, sum[4] / count);
    }
}
