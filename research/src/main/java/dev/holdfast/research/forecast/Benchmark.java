package dev.holdfast.research.forecast;

import dev.holdfast.event.InvalidValueException;
import dev.holdfast.level.LevelParameters;
import dev.holdfast.research.forecast.BenchmarkResult.HorizonScores;
import dev.holdfast.research.forecast.BenchmarkResult.LifterScores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How true forecasts of kilograms are on training logs. Its definition is fixed in docs/forecast.md; scores of two
 * definitions are not to be compared.
 */
public final class Benchmark {
    /** Changes with everything that changes a score: series, targets, contenders' rules, scoring. */
    public static final int DEFINITION = 1;

    private static final int LIFTERS_MIN = 15;
    private static final int RETURNS_MIN = 100;

    private Benchmark() {}

    /**
     * @param logs each of one lifter
     * @throws InvalidValueException when no log has anything to forecast
     */
    public static BenchmarkResult run(List<TrainingLog> logs, LevelParameters p) {
        return score(
                logs.stream().map(log -> LifterForecasts.of(Lifter.of(log), p)).toList(), p);
    }

    static BenchmarkResult score(List<LifterForecasts> lifters, LevelParameters p) {
        List<HorizonScores> horizons = new ArrayList<>();
        List<LifterScores> byLifter = new ArrayList<>();
        for (Horizon horizon : Horizon.values()) {
            HorizonScores scores = Scores.of(horizon, lifters);
            if (scores != null) {
                horizons.add(scores);
                byLifter.addAll(Scores.byLifter(horizon, lifters));
            }
        }
        if (horizons.isEmpty()) {
            throw new InvalidValueException(
                    "logs",
                    lifters.size(),
                    "give logs with an exercise that was done with a load on at least " + Lifter.DAYS_MIN + " days");
        }
        int counted =
                (int) byLifter.stream().map(LifterScores::lifter).distinct().count();
        return new BenchmarkResult(DEFINITION, counted, named(p), horizons, byLifter, warnings(counted, horizons));
    }

    private static Map<String, Double> named(LevelParameters p) {
        Map<String, Double> named = new LinkedHashMap<>();
        double[] values = p.values();
        for (int i = 0; i < values.length; i++) {
            named.put(LevelParameters.NAMES.get(i), values[i]);
        }
        return named;
    }

    private static List<String> warnings(int lifters, List<HorizonScores> horizons) {
        List<String> warnings = new ArrayList<>();
        if (lifters < LIFTERS_MIN) {
            warnings.add("Under " + LIFTERS_MIN + " lifters (here " + lifters
                    + ") nothing is shown: the figures are those of these people.");
        }
        int returns = horizons.stream()
                .filter(scores -> scores.horizon() == Horizon.FIRST_AFTER_WHOLE_REST)
                .mapToInt(HorizonScores::forecasts)
                .sum();
        if (returns < RETURNS_MIN) {
            warnings.add("Under " + RETURNS_MIN + " forecasts after a rest from everything (here " + returns
                    + ") nothing is shown about returns.");
        }
        warnings.add("The shipped parameters were fitted on " + LevelParameters.FITTED_ON
                + ". A log that was public then may be among them, and is no test.");
        return warnings;
    }
}
