package dev.holdfast.research.forecast;

import dev.holdfast.level.LevelFilter;
import dev.holdfast.level.LevelParameters;
import dev.holdfast.research.calibration.PersonalCalibration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;

/**
 * Every contender's forecast for each of a lifter's targets.
 *
 * @param median ln kg by target
 * @param halfWidth80 ln kg by target, of those with ranges
 */
record LifterForecasts(List<Target> targets, Map<Contender, double[]> median, Map<Contender, double[]> halfWidth80) {
    static LifterForecasts of(Lifter lifter, LevelParameters p) {
        Map<Contender, double[]> median = new EnumMap<>(Contender.class);
        median.put(Contender.LAST_VALUE, plain(lifter, (series, target) -> series.seen()[target.origin()]));
        median.put(Contender.MEDIAN_OF_THREE, plain(lifter, (series, target) -> series.medianOfThree(target.origin())));
        median.put(
                Contender.BEST_OF_THIRTY_DAYS,
                plain(lifter, (series, target) -> series.bestOfThirtyDays(target.origin())));
        median.put(Contender.ONE_EXPONENTIAL, plain(lifter, PlainForecasts::oneExponential));
        median.put(Contender.PERSONAL_FIT, personal(lifter));
        LevelForecasts filter = new LevelForecasts(lifter);
        filter.runFlatDrop();
        median.put(Contender.FLAT_DROP, filter.median.clone());
        return new LifterForecasts(lifter.targets(), median, Map.of()).with(p, lifter);
    }

    /** The same with the forecasts of these parameters in place of others. */
    LifterForecasts with(LevelParameters p, Lifter lifter) {
        Map<Contender, double[]> medians = new EnumMap<>(median);
        Map<Contender, double[]> halfWidths = new EnumMap<>(Contender.class);
        LevelForecasts filter = new LevelForecasts(lifter);
        filter.run(p, true);
        medians.put(Contender.LEVEL_BEFOREHAND, filter.median.clone());
        halfWidths.put(Contender.LEVEL_BEFOREHAND, halfWidths(filter, p));
        filter.run(p, false);
        medians.put(Contender.LEVEL, filter.median.clone());
        halfWidths.put(Contender.LEVEL, halfWidths(filter, p));
        return new LifterForecasts(targets, medians, halfWidths);
    }

    private static double[] plain(Lifter lifter, ToDoubleBiFunction<Series, Target> forecast) {
        return lifter.targets().stream()
                .mapToDouble(target -> forecast.applyAsDouble(lifter.series().get(target.series()), target))
                .toArray();
    }

    private static double[] halfWidths(LevelForecasts filter, LevelParameters p) {
        double[] half = new double[filter.variance.length];
        for (int i = 0; i < half.length; i++) {
            half[i] = LevelFilter.halfWidth80(filter.variance[i], p);
        }
        return half;
    }

    /** One fit for each origin, which up to two targets share. */
    private static double[] personal(Lifter lifter) {
        List<Target> targets = lifter.targets();
        Map<Origin, PersonalCalibration> fits = new HashMap<>();
        double[] median = new double[targets.size()];
        for (int t = 0; t < median.length; t++) {
            Target target = targets.get(t);
            Series series = lifter.series().get(target.series());
            PersonalCalibration fit = fits.computeIfAbsent(
                    new Origin(target.series(), target.origin()),
                    origin -> PlainForecasts.personalFit(series, origin.index()));
            median[t] = PlainForecasts.personal(fit, series, target.body());
        }
        return median;
    }

    private record Origin(int series, int index) {}
}
