package dev.holdfast.research.forecast;

import dev.holdfast.level.Level;
import dev.holdfast.level.LevelFilter;
import dev.holdfast.level.LevelParameters;
import dev.holdfast.level.Prediction;
import dev.holdfast.level.Returns;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The level filter over a lifter's days: what it forecasts for each of the lifter's targets. */
final class LevelForecasts {
    private static final int NONE = -1;

    /** The filter without the model and without a return's effect: after a rest of everything 6 % are gone at once. */
    private static final Map<String, Double> FLAT_DROP = Map.of(
            "cautionAfterWholeRest", -StrictMath.log(.94), "cautionTauDays", .1, "returnSd", 1e-4, "personSd", 1e-4);

    private final Lifter lifter;
    private final int[][] firstTarget;
    private final int[][] bestTarget;
    private final int[][] fourWeeksTarget;
    /** Places of series and values in the order of days, within a day of series. */
    private final int[] order;

    /** ln kg, by target. */
    final double[] median;
    /** S, by target. */
    final double[] variance;

    LevelForecasts(Lifter lifter) {
        this.lifter = lifter;
        List<Series> series = lifter.series();
        firstTarget = new int[series.size()][];
        bestTarget = new int[series.size()][];
        fourWeeksTarget = new int[series.size()][];
        int values = 0;
        for (int s = 0; s < series.size(); s++) {
            int size = series.get(s).size();
            firstTarget[s] = none(size);
            bestTarget[s] = none(size);
            fourWeeksTarget[s] = none(size);
            values += size;
        }
        for (int t = 0; t < lifter.targets().size(); t++) {
            Target target = lifter.targets().get(t);
            if (target.horizon() == Horizon.FOUR_WEEKS) {
                fourWeeksTarget[target.series()][target.origin()] = t;
            } else if (target.horizon().isBest()) {
                bestTarget[target.series()][target.first()] = t;
            } else {
                firstTarget[target.series()][target.first()] = t;
            }
        }
        order = order(lifter.trainingDays(), series, values);
        median = new double[lifter.targets().size()];
        variance = new double[lifter.targets().size()];
    }

    private static int[] none(int size) {
        int[] targets = new int[size];
        Arrays.fill(targets, NONE);
        return targets;
    }

    /** For each training day the series that have a value, and {@link #NONE} as its end. */
    private static int[] order(int[] days, List<Series> series, int values) {
        int[] order = new int[values + days.length];
        int[] next = new int[series.size()];
        int at = 0;
        for (int day : days) {
            for (int s = 0; s < next.length; s++) {
                if (next[s] < series.get(s).size() && series.get(s).day()[next[s]] == day) {
                    order[at++] = s;
                    next[s]++;
                }
            }
            order[at++] = NONE;
        }
        return order;
    }

    /** @param beforehand do not use what other exercises have shown since a return */
    void run(LevelParameters p, boolean beforehand) {
        run(p, beforehand, 1);
    }

    void runFlatDrop() {
        run(LevelParameters.DEFAULT.with(FLAT_DROP), false, 0);
    }

    private void run(LevelParameters p, boolean beforehand, double modelShare) {
        List<Series> series = lifter.series();
        Level[] levels = new Level[series.size()];
        int[] next = new int[levels.length];
        for (int s = 0; s < levels.length; s++) {
            levels[s] = new Level();
        }
        Returns returns = new Returns();
        Prediction prediction = new Prediction();
        int at = 0;
        for (int day : lifter.trainingDays()) {
            returns.beginDay(day, p);
            for (; order[at] != NONE; at++) {
                int s = order[at];
                int i = next[s]++;
                Series each = series.get(s);
                double z = modelShare * each.logStrength()[i];
                if (i == 0) {
                    LevelFilter.begin(levels[s], day, each.seen()[i], z, p);
                    continue;
                }
                LevelFilter.predict(levels[s], day, z, returns, beforehand, p, prediction);
                forecastReturn(s, i, each, levels[s], prediction, p, modelShare);
                if (beforehand) {
                    LevelFilter.predict(levels[s], day, z, returns, p, prediction);
                }
                LevelFilter.update(levels[s], day, each.seen()[i], z, prediction, returns, p);
                int fourWeeks = fourWeeksTarget[s][i];
                if (fourWeeks != NONE) {
                    int body = lifter.targets().get(fourWeeks).body();
                    median[fourWeeks] = LevelFilter.fourWeeksOn(levels[s], modelShare * each.logStrength()[body], p);
                    variance[fourWeeks] = LevelFilter.fourWeeksVariance(levels[s], p);
                }
            }
            at++;
            returns.endDay(day);
        }
    }

    private void forecastReturn(
            int s, int i, Series series, Level level, Prediction prediction, LevelParameters p, double modelShare) {
        int first = firstTarget[s][i];
        if (first != NONE) {
            median[first] = prediction.median();
            variance[first] = prediction.variance();
        }
        int best = bestTarget[s][i];
        if (best != NONE) {
            int body = lifter.targets().get(best).body();
            median[best] =
                    LevelFilter.bestOfNextSessions(level, prediction, modelShare * series.logStrength()[body], p);
            variance[best] = prediction.variance();
        }
    }
}
