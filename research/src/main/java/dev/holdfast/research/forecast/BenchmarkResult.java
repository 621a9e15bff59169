package dev.holdfast.research.forecast;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The benchmark's scores. No value of any log is in it, so that it can be passed on without the logs.
 *
 * @param definition of the benchmark, {@link Benchmark#DEFINITION}
 * @param lifters logs with at least one forecast
 * @param parameters of the shipped contender, by name
 * @param byLifter for pooling scores of several people
 */
public record BenchmarkResult(
        int definition,
        int lifters,
        Map<String, Double> parameters,
        List<HorizonScores> horizons,
        List<LifterScores> byLifter,
        List<String> warnings) {
    public BenchmarkResult {
        horizons = List.copyOf(horizons);
        byLifter = List.copyOf(byLifter);
        warnings = List.copyOf(warnings);
    }

    /**
     * @param forecasts how many, over all lifters
     * @param bestBaseline the baseline with the smallest RMSE
     * @param differences of {@link Contender#LEVEL} to each other contender
     */
    public record HorizonScores(
            Horizon horizon,
            int lifters,
            int forecasts,
            Contender bestBaseline,
            List<ContenderScores> contenders,
            List<PairedDifference> differences) {
        public HorizonScores {
            contenders = List.copyOf(contenders);
            differences = List.copyOf(differences);
        }

        public ContenderScores of(Contender contender) {
            return contenders.stream()
                    .filter(scores -> scores.contender() == contender)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /**
     * Means over lifters.
     *
     * @param rmse root mean square of ln(forecast / seen)
     * @param medianError median of its absolute value
     * @param coverage80 share of what was seen that lay in the 80 % range; null without ranges
     */
    public record ContenderScores(
            Contender contender,
            double rmse,
            double medianError,
            @Nullable Double coverage80) {}

    /**
     * RMSE of {@link Contender#LEVEL} minus that of {@code to}, lifter by lifter; less than 0 is better.
     *
     * @param low 2.5 % of the bootstrap
     * @param high 97.5 % of the bootstrap
     */
    public record PairedDifference(Contender to, double mean, double low, double high) {}

    /** One lifter on one horizon. */
    public record LifterScores(
            int lifter,
            Horizon horizon,
            int forecasts,
            Map<Contender, Double> rmse,
            @Nullable Double coverage80) {}
}
