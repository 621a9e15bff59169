package dev.holdfast.bench.model;

import dev.holdfast.bench.harness.Benchmark;
import dev.holdfast.bench.harness.Comparison;
import dev.holdfast.bench.harness.Contender;
import dev.holdfast.bench.harness.Rival;
import dev.holdfast.bench.harness.Rounds;
import dev.holdfast.bench.harness.Score;
import dev.holdfast.bench.harness.Score.Unit;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Serves the decision that parameters are changed by replaying timelines: a fold must cost little more than reading them.
 *
 * <p>A run is JMH in a fresh JVM. An event is one training day of one track, a movement or a muscle group.
 */
public final class ModelBenchmark implements Benchmark {
    private static final double SINGLE_TRACK_GOAL = 3;

    /** The full fold may cost 1.5 single-track steps for each movement or group that a session touches. */
    private static final double FULL_FOLD_GOAL = 1 / 1.5;

    @Override
    public String name() {
        return "model";
    }

    @Override
    public String purpose() {
        return "Folding training days, against Math.exp for each term; the full fold, against single tracks.";
    }

    @Override
    public List<Comparison> run(Rounds rounds) throws Exception {
        double fullSteps = fullSteps();
        Contender movement = () -> perStep("movementTables", rounds, 1);
        Contender group = () -> perStep("groupTables", rounds, 1);
        List<Comparison> comparisons = new ArrayList<>();
        comparisons.addAll(rounds.compare(
                "model",
                movement,
                List.of(new Rival(
                        "movement, Math.exp per term",
                        SINGLE_TRACK_GOAL,
                        () -> perStep("movementMathExp", rounds, 1)))));
        comparisons.addAll(rounds.compare(
                "model",
                group,
                List.of(new Rival(
                        "group, Math.exp per term", SINGLE_TRACK_GOAL, () -> perStep("groupMathExp", rounds, 1)))));
        comparisons.addAll(rounds.compare(
                "model",
                () -> perStep("packedFold", rounds, fullSteps),
                List.of(new Rival("packed days: one track's step", FULL_FOLD_GOAL, () -> mean(movement, group)))));
        comparisons.addAll(rounds.compare(
                "model",
                () -> perStep("timelineFold", rounds, fullSteps),
                List.of(new Rival("timeline: one track's step", FULL_FOLD_GOAL, () -> mean(movement, group)))));
        return comparisons;
    }

    /** As many movement steps as group steps. */
    private static Score mean(Contender one, Contender other) throws Exception {
        double nanos = 1e9 / one.run().value() + 1e9 / other.run().value();
        return new Score(2e9 / nanos, Unit.EVENTS_PER_SECOND);
    }

    private static Score perStep(String benchmark, Rounds rounds, double steps) throws RunnerException {
        TimeValue time = TimeValue.milliseconds(rounds.quick() ? 300 : 1_000);
        Options options = new OptionsBuilder()
                .include(FoldMicrobenchmark.class.getName() + "\\." + benchmark + "$")
                .forks(1)
                .warmupIterations(4)
                .warmupTime(time)
                .measurementIterations(5)
                .measurementTime(time)
                .verbosity(VerboseMode.SILENT)
                .build();
        RunResult result = quietly(options);
        double nanos = result.getPrimaryResult().getScore();
        return new Score(steps * 1e9 / nanos, Unit.EVENTS_PER_SECOND);
    }

    /** Standard output is for results: what JMH and its JVMs say of themselves must not get into the JSON. */
    private static RunResult quietly(Options options) throws RunnerException {
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            return new Runner(options).runSingle();
        } finally {
            System.setOut(out);
        }
    }

    private static double fullSteps() {
        FoldMicrobenchmark lives = new FoldMicrobenchmark();
        lives.lives();
        return lives.fullSteps();
    }
}
