package dev.holdfast.research.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.level.LevelParameters;
import dev.holdfast.research.forecast.BenchmarkResult.HorizonScores;
import dev.holdfast.research.forecast.BenchmarkResult.LifterScores;
import dev.holdfast.research.forecast.BenchmarkResult.PairedDifference;
import dev.holdfast.research.forecast.TrainingLog.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BenchmarkTest {
    private static final LevelParameters P = LevelParameters.DEFAULT;

    @Test
    void scores_ofMadeLifters_haveEveryHorizonOfWholeRests_andBeatTheLastValue() {
        BenchmarkResult result = Benchmark.run(MadeLogs.lifters(20, 0.06, 1), P);

        assertThat(result.lifters()).isEqualTo(20);
        assertThat(result.horizons())
                .extracting(HorizonScores::horizon)
                .containsExactly(
                        Horizon.FIRST_AFTER_WHOLE_REST,
                        Horizon.BEST_AFTER_WHOLE_REST,
                        Horizon.NEXT_SESSION,
                        Horizon.FOUR_WEEKS);
        for (HorizonScores horizon : result.horizons()) {
            PairedDifference toLast = horizon.differences().stream()
                    .filter(each -> each.to() == Contender.LAST_VALUE)
                    .findFirst()
                    .orElseThrow();
            assertThat(toLast.mean())
                    .isCloseTo(
                            horizon.of(Contender.LEVEL).rmse()
                                    - horizon.of(Contender.LAST_VALUE).rmse(),
                            within(1e-12))
                    .isBetween(toLast.low(), toLast.high());
            assertThat(toLast.high()).as(horizon.horizon().label()).isNegative();
        }
        assertThat(result.warnings()).singleElement().asString().contains("no test");
    }

    @Test
    void scores_areTheSameAgain_andInAnyOrderOfTheLogsEntries() {
        List<TrainingLog> logs = MadeLogs.lifters(3, 0.1, 2);
        List<TrainingLog> shuffled = logs.stream()
                .map(log -> {
                    List<Entry> entries = new ArrayList<>(log.exercises());
                    Collections.shuffle(entries, new Random(3));
                    return new TrainingLog(entries);
                })
                .toList();
        assertThat(Benchmark.run(shuffled, P)).isEqualTo(Benchmark.run(logs, P));
    }

    @Test
    void scores_areMeansOverLifters_notOverForecasts() {
        BenchmarkResult result = Benchmark.run(MadeLogs.lifters(4, 0.1, 4), P);
        HorizonScores next = result.horizons().stream()
                .filter(each -> each.horizon() == Horizon.NEXT_SESSION)
                .findFirst()
                .orElseThrow();
        List<LifterScores> lifters = result.byLifter().stream()
                .filter(each -> each.horizon() == Horizon.NEXT_SESSION)
                .toList();
        assertThat(lifters).hasSize(4);
        assertThat(lifters.stream().mapToInt(LifterScores::forecasts).sum()).isEqualTo(next.forecasts());
        assertThat(lifters.stream()
                        .mapToDouble(each -> each.rmse().getOrDefault(Contender.LEVEL, Double.NaN))
                        .average())
                .hasValueCloseTo(next.of(Contender.LEVEL).rmse(), within(1e-12));
    }

    @Test
    void aLifterWhoLiftsTheSame_isForecastExactlyByTheLastValue() {
        List<Entry> entries = IntStream.range(0, 40)
                .mapToObj(i -> MadeLogs.entry(18_000 + 3 * i, "Bench Press (Barbell)", 60))
                .toList();
        BenchmarkResult result = Benchmark.run(List.of(new TrainingLog(entries)), P);
        HorizonScores next = result.horizons().getFirst();

        assertThat(next.horizon()).isEqualTo(Horizon.NEXT_SESSION);
        assertThat(next.forecasts()).isEqualTo(34);
        assertThat(next.of(Contender.LAST_VALUE).rmse()).isZero();
        assertThat(next.of(Contender.LEVEL).rmse()).isBetween(0.0, 0.01);
        assertThat(next.of(Contender.LEVEL).coverage80()).isEqualTo(1);
        assertThat(result.warnings()).hasSize(3).first().asString().contains("Under 15 lifters (here 1)");
    }

    @Test
    void exercisesWithoutKilograms_andRareOnes_areNoSeries() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int day = 18_000 + 3 * i;
            entries.add(MadeLogs.entry(day, "Pull Up", 10));
            entries.add(MadeLogs.entry(day, "Pull Up (Assisted)", 10));
            entries.add(MadeLogs.entry(day, "Running", 10));
            entries.add(new Entry(day, new PerformedExercise("Leg Press", List.of(LoggedSet.working(100, 15)))));
            if (i < Lifter.DAYS_MIN - 1) {
                entries.add(MadeLogs.entry(day, "Deadlift (Barbell)", 100));
            }
            if (i < Lifter.DAYS_MIN) {
                entries.add(MadeLogs.entry(day, "Gym's own machine", 40));
            }
        }
        assertThat(Lifter.of(new TrainingLog(entries)).series())
                .extracting(Series::exercise)
                .containsExactly("Gym's own machine");
    }

    @Test
    void logsWithNothingToForecast_areRefused() {
        assertThatThrownBy(() -> Benchmark.run(List.of(new TrainingLog(List.of())), P))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("at least 8 days");
    }

    @Test
    void oneExponential_losesTheGainAlone() {
        double[] seen = {4, 4, 4, 4.3, 4.3, 4.3, 4.1};
        int[] days = {0, 3, 6, 9, 12, 15, 15 + 403};
        Series series = new Series("Squat", days, seen, new double[7], new double[7], new double[7]);
        Target back = new Target(Horizon.FIRST_AFTER_WHOLE_REST, 0, 5, 6, 6, 4.1);
        Target next = new Target(Horizon.NEXT_SESSION, 0, 5, 6, 6, 4.1);

        assertThat(PlainForecasts.oneExponential(series, back)).isCloseTo(4 + 0.3 * StrictMath.exp(-1), within(1e-12));
        assertThat(PlainForecasts.oneExponential(series, next)).isEqualTo(4.3);
    }

    @Test
    void report_namesEveryContenderAndHorizon_andMarksTheBestBaseline() {
        BenchmarkResult result = Benchmark.run(MadeLogs.lifters(2, 0.1, 5), P);
        String markdown = BenchmarkReport.markdown(result);
        for (Contender contender : Contender.values()) {
            assertThat(markdown).contains("| " + contender.label() + " |");
        }
        assertThat(markdown)
                .contains("Definition 1", "Under 15 lifters", "session in four weeks (2 lifters", "best baseline");
    }
}
