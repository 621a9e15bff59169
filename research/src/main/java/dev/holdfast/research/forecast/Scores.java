package dev.holdfast.research.forecast;

import dev.holdfast.research.forecast.BenchmarkResult.ContenderScores;
import dev.holdfast.research.forecast.BenchmarkResult.HorizonScores;
import dev.holdfast.research.forecast.BenchmarkResult.LifterScores;
import dev.holdfast.research.forecast.BenchmarkResult.PairedDifference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Errors by lifter, then means over lifters and a bootstrap over them: forecasts of one lifter are not independent. */
final class Scores {
    private static final int BOOTSTRAPS = 2_000;
    private static final long SEED = 20_261_128;

    private Scores() {}

    /** One lifter's errors on one horizon, of one contender. */
    private record Errors(
            double rmse, double median, @Nullable Double coverage80) {}

    /** One lifter on one horizon. */
    private record LifterErrors(int lifter, int forecasts, Map<Contender, Errors> errors) {
        double rmse(Contender contender) {
            return Objects.requireNonNull(errors.get(contender)).rmse();
        }
    }

    /** Of a horizon, by lifter; lifters without a forecast are left out. */
    static List<LifterScores> byLifter(Horizon horizon, List<LifterForecasts> lifters) {
        List<LifterScores> scores = new ArrayList<>();
        for (LifterErrors each : errors(horizon, lifters)) {
            Map<Contender, Double> rmse = new EnumMap<>(Contender.class);
            each.errors().forEach((contender, errors) -> rmse.put(contender, errors.rmse()));
            Errors level = Objects.requireNonNull(each.errors().get(Contender.LEVEL));
            scores.add(new LifterScores(each.lifter(), horizon, each.forecasts(), rmse, level.coverage80()));
        }
        return scores;
    }

    /** Null where no lifter has a forecast. */
    static @Nullable HorizonScores of(Horizon horizon, List<LifterForecasts> lifters) {
        List<LifterErrors> errors = errors(horizon, lifters);
        if (errors.isEmpty()) {
            return null;
        }
        List<ContenderScores> contenders = new ArrayList<>();
        for (Contender contender : Contender.values()) {
            List<Errors> own = errors.stream()
                    .map(each -> Objects.requireNonNull(each.errors().get(contender)))
                    .toList();
            contenders.add(new ContenderScores(
                    contender,
                    own.stream().mapToDouble(Errors::rmse).average().orElseThrow(),
                    own.stream().mapToDouble(Errors::median).average().orElseThrow(),
                    contender.hasRanges()
                            ? (Double) own.stream()
                                    .mapToDouble(each -> Objects.requireNonNull(each.coverage80()))
                                    .average()
                                    .orElseThrow()
                            : null));
        }
        Contender best = contenders.stream()
                .filter(scores -> scores.contender().isBaseline())
                .min(Comparator.comparingDouble(ContenderScores::rmse))
                .orElseThrow()
                .contender();
        return new HorizonScores(
                horizon,
                errors.size(),
                errors.stream().mapToInt(LifterErrors::forecasts).sum(),
                best,
                contenders,
                differences(errors));
    }

    private static List<PairedDifference> differences(List<LifterErrors> errors) {
        List<PairedDifference> differences = new ArrayList<>();
        for (Contender to : Contender.values()) {
            if (to != Contender.LEVEL) {
                double[] byLifter = errors.stream()
                        .mapToDouble(each -> each.rmse(Contender.LEVEL) - each.rmse(to))
                        .toArray();
                double[] means = bootstrap(byLifter);
                differences.add(new PairedDifference(
                        to,
                        Arrays.stream(byLifter).average().orElseThrow(),
                        means[(int) (0.025 * BOOTSTRAPS)],
                        means[(int) (0.975 * BOOTSTRAPS)]));
            }
        }
        return differences;
    }

    /** Means over as many lifters drawn with replacement, ascending. */
    private static double[] bootstrap(double[] byLifter) {
        Random random = new Random(SEED);
        double[] means = new double[BOOTSTRAPS];
        for (int i = 0; i < BOOTSTRAPS; i++) {
            double sum = 0;
            for (int j = 0; j < byLifter.length; j++) {
                sum += byLifter[random.nextInt(byLifter.length)];
            }
            means[i] = sum / byLifter.length;
        }
        Arrays.sort(means);
        return means;
    }

    private static List<LifterErrors> errors(Horizon horizon, List<LifterForecasts> lifters) {
        List<LifterErrors> errors = new ArrayList<>();
        for (int lifter = 0; lifter < lifters.size(); lifter++) {
            LifterForecasts forecasts = lifters.get(lifter);
            int[] places = places(horizon, forecasts.targets());
            if (places.length > 0) {
                Map<Contender, Errors> byContender = new EnumMap<>(Contender.class);
                for (Contender contender : Contender.values()) {
                    byContender.put(contender, errors(forecasts, places, contender));
                }
                errors.add(new LifterErrors(lifter, places.length, byContender));
            }
        }
        return errors;
    }

    private static Errors errors(LifterForecasts forecasts, int[] places, Contender contender) {
        double[] median = Objects.requireNonNull(forecasts.median().get(contender));
        double[] half = forecasts.halfWidth80().get(contender);
        double squares = 0;
        int covered = 0;
        double[] absolute = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            double miss = median[places[i]] - forecasts.targets().get(places[i]).seen();
            squares += miss * miss;
            absolute[i] = Math.abs(miss);
            covered += half != null && absolute[i] <= half[places[i]] ? 1 : 0;
        }
        Arrays.sort(absolute);
        int middle = absolute.length / 2;
        return new Errors(
                Math.sqrt(squares / places.length),
                absolute.length % 2 == 1 ? absolute[middle] : (absolute[middle - 1] + absolute[middle]) / 2,
                half == null ? null : (Double) ((double) covered / places.length));
    }

    private static int[] places(Horizon horizon, List<Target> targets) {
        int[] places = new int[targets.size()];
        int count = 0;
        for (int i = 0; i < places.length; i++) {
            if (targets.get(i).horizon() == horizon) {
                places[count++] = i;
            }
        }
        return Arrays.copyOf(places, count);
    }
}
