package dev.holdfast.research.forecast;

import dev.holdfast.event.InvalidValueException;
import dev.holdfast.level.LevelFilter;
import dev.holdfast.level.LevelParameters;
import dev.holdfast.research.calibration.MapFit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The level filter's parameters estimated again on other lifters.
 *
 * <p>Method: squared errors of each target of {@link Benchmark}, over those of the median of three, count as much for each
 * lifter of a horizon and for each horizon (Levenberg–Marquardt). A prior holds a parameter of which the logs say nothing
 * at the shipped value. The ranges' scale follows from the errors: 80 % are to lie within.
 *
 * @param parameters fitted on all lifters
 * @param shipped scores of the shipped parameters
 * @param leftOut scores of parameters that were fitted without the lifter they forecast
 */
public record LevelFit(LevelParameters parameters, BenchmarkResult shipped, BenchmarkResult leftOut) {
    private static final List<FittedParameter> FITTED = List.of(
            FittedParameter.factor("driftPerDay"),
            FittedParameter.factor("lightDayWeight"),
            FittedParameter.offset("modelShareAfterRest", 0.5),
            FittedParameter.offset("cautionAfterWholeRest", 0.03),
            FittedParameter.offset("cautionAfterExerciseLeftOut", 0.03),
            FittedParameter.factor("cautionTauDays"),
            FittedParameter.factor("restVariance"),
            FittedParameter.offset("bestOfSessions", 0.4),
            FittedParameter.offset("cautionGone", 0.4),
            FittedParameter.factor("noiseStart"),
            FittedParameter.factor("noiseStartWeight"),
            FittedParameter.offset("gainFourWeeks", 0.008),
            FittedParameter.factor("returnSd"),
            FittedParameter.factor("personSd"));

    /** What a parameter's distance of one unit costs, over the number of lifters: 14 of them about one horizon of one lifter. */
    private static final double PRIOR_WEIGHT = 0.3;

    private static final int FOLDS_MAX = 10;
    private static final int LIFTERS_MIN = 2;
    private static final double RANGE_SHARE = 0.8;

    /**
     * @param logs each of one lifter, of at least two
     * @param progress hears how many of {@link #fits} are done
     * @throws InvalidValueException when fewer than two logs have anything to forecast
     */
    public static LevelFit of(List<TrainingLog> logs, IntConsumer progress) {
        List<Lifter> lifters = logs.stream()
                .map(Lifter::of)
                .filter(lifter -> !lifter.targets().isEmpty())
                .toList();
        if (lifters.size() < LIFTERS_MIN) {
            throw new InvalidValueException(
                    "logs",
                    lifters.size(),
                    "give logs of at least " + LIFTERS_MIN
                            + " lifters with something to forecast, so that each can be left out of the fit once");
        }
        LevelParameters all = fit(lifters);
        progress.accept(1);
        int folds = Math.min(lifters.size(), FOLDS_MAX);
        List<LifterForecasts> shipped = new ArrayList<>();
        List<LifterForecasts> leftOut = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            int out = fold;
            LevelParameters others = fit(IntStream.range(0, lifters.size())
                    .filter(i -> i % folds != out)
                    .mapToObj(lifters::get)
                    .toList());
            for (int i = fold; i < lifters.size(); i += folds) {
                LifterForecasts forecasts = LifterForecasts.of(lifters.get(i), LevelParameters.DEFAULT);
                shipped.add(forecasts);
                leftOut.add(forecasts.with(others, lifters.get(i)));
            }
            progress.accept(fold + 2);
        }
        return new LevelFit(all, Benchmark.score(shipped, LevelParameters.DEFAULT), Benchmark.score(leftOut, all));
    }

    /** How many fits that many logs take at most. */
    public static int fits(int logs) {
        return 1 + Math.min(logs, FOLDS_MAX);
    }

    static LevelParameters fit(List<Lifter> lifters) {
        List<LevelForecasts> forecasts =
                lifters.stream().map(LevelForecasts::new).toList();
        double[] weights = weights(lifters, true);
        MapFit fit = MapFit.of(new double[FITTED.size()], x -> residuals(x, lifters, forecasts, weights));
        LevelParameters fitted = at(fit.point());
        double scale = rangeScale(fitted, lifters, forecasts, weights(lifters, false));
        return fitted.with(Map.of("rangeScale", scale));
    }

    private static LevelParameters at(double[] x) {
        double[] values = LevelParameters.DEFAULT.values();
        for (int i = 0; i < x.length; i++) {
            values[FITTED.get(i).index()] = FITTED.get(i).at(x[i]);
        }
        return LevelParameters.of(values);
    }

    private static double[] residuals(
            double[] x, List<Lifter> lifters, List<LevelForecasts> forecasts, double[] weights) {
        LevelParameters p = at(x);
        double[] residuals = new double[weights.length + x.length];
        int at = 0;
        for (int i = 0; i < lifters.size(); i++) {
            forecasts.get(i).run(p, false);
            List<Target> targets = lifters.get(i).targets();
            for (int t = 0; t < targets.size(); t++) {
                double miss = forecasts.get(i).median[t] - targets.get(t).seen();
                residuals[at] = miss * Math.sqrt(weights[at]);
                at++;
            }
        }
        for (double each : x) {
            residuals[at++] = each * Math.sqrt(PRIOR_WEIGHT / lifters.size());
        }
        return residuals;
    }

    /**
     * What each target counts, lifter after lifter: each horizon one, each lifter of a horizon alike.
     *
     * @param overBaseline divide by the mean squared error of the median of three on that horizon
     */
    private static double[] weights(List<Lifter> lifters, boolean overBaseline) {
        Map<Horizon, Double> total = new EnumMap<>(Horizon.class);
        List<Map<Horizon, Integer>> counts = new ArrayList<>();
        for (Lifter lifter : lifters) {
            Map<Horizon, Integer> count = new EnumMap<>(Horizon.class);
            Map<Horizon, Double> squares = new EnumMap<>(Horizon.class);
            for (Target target : lifter.targets()) {
                double baseline = lifter.series().get(target.series()).medianOfThree(target.origin());
                count.merge(target.horizon(), 1, Integer::sum);
                squares.merge(target.horizon(), overBaseline ? square(target.seen() - baseline) : 1, Double::sum);
            }
            squares.forEach((horizon, sum) -> total.merge(horizon, sum / count.getOrDefault(horizon, 1), Double::sum));
            counts.add(count);
        }
        List<Double> weights = new ArrayList<>();
        for (int i = 0; i < lifters.size(); i++) {
            for (Target target : lifters.get(i).targets()) {
                double all = total.getOrDefault(target.horizon(), 0.0);
                int own = counts.get(i).getOrDefault(target.horizon(), 1);
                weights.add(all == 0 ? 0 : 1 / (all * own));
            }
        }
        return weights.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The scale with which 80 % of what was seen lies in the range. */
    private static double rangeScale(
            LevelParameters p, List<Lifter> lifters, List<LevelForecasts> forecasts, double[] weights) {
        LevelParameters unscaled = p.with(Map.of("rangeScale", 1));
        List<double[]> ratios = new ArrayList<>();
        double total = 0;
        int at = 0;
        for (int i = 0; i < lifters.size(); i++) {
            forecasts.get(i).run(p, false);
            List<Target> targets = lifters.get(i).targets();
            for (int t = 0; t < targets.size(); t++) {
                double half = LevelFilter.halfWidth80(forecasts.get(i).variance[t], unscaled);
                double miss =
                        Math.abs(forecasts.get(i).median[t] - targets.get(t).seen());
                ratios.add(new double[] {miss / half, weights[at]});
                total += weights[at++];
            }
        }
        ratios.sort(Comparator.comparingDouble(ratio -> ratio[0]));
        double below = 0;
        for (double[] ratio : ratios) {
            below += ratio[1];
            if (below >= RANGE_SHARE * total) {
                return ratio[0];
            }
        }
        return p.rangeScale();
    }

    private static double square(double value) {
        return value * value;
    }
}
