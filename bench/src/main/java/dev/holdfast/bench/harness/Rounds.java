package dev.holdfast.bench.harness;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs both sides in turns: rival, we, rival, we … A machine that slows down for a while then slows both, and the ratio
 * of one round compares neighbours in time.
 */
public final class Rounds {
    /** Fewer say nothing about the spread. */
    private static final int ROUNDS_QUICK = 4;

    private static final int ROUNDS_FULL = 7;
    private static final Duration WINDOW_QUICK = Duration.ofSeconds(4);
    private static final Duration WINDOW_FULL = Duration.ofSeconds(10);

    private final boolean quick;
    private final PrintStream progress;

    public Rounds(boolean quick, PrintStream progress) {
        this.quick = quick;
        this.progress = progress;
    }

    /** True when everything must be over within five minutes. */
    public boolean quick() {
        return quick;
    }

    /** How long a run that is bounded by time should measure. */
    public Duration window() {
        return quick ? WINDOW_QUICK : WINDOW_FULL;
    }

    /** Says on standard error what goes on. */
    public void note(String format, Object... values) {
        progress.println(String.format(Locale.ROOT, format, values));
        progress.flush();
    }

    /** Compares ours with every rival in turn. One run of each side before the first round warms up and is not counted. */
    public List<Comparison> compare(String name, Contender ours, List<Rival> rivals) throws Exception {
        return compare(name, ours, rivals, 1);
    }

    /**
     * Compares ours with every rival in turn.
     *
     * @param warmUps runs of each side before the first round, in turns and not counted: what runs through many thousand
     *     methods is compiled late
     */
    public List<Comparison> compare(String name, Contender ours, List<Rival> rivals, int warmUps) throws Exception {
        int rounds = quick ? ROUNDS_QUICK : ROUNDS_FULL;
        Score[][] our = new Score[rivals.size()][rounds];
        Score[][] their = new Score[rivals.size()][rounds];
        for (int warmUp = 0; warmUp < warmUps; warmUp++) {
            for (Rival rival : rivals) {
                rival.contender().run();
            }
            ours.run();
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < rivals.size(); i++) {
                Score theirScore = rivals.get(i).contender().run();
                Score ourScore = ours.run();
                their[i][round] = theirScore;
                our[i][round] = ourScore;
                note(
                        "%s round %d/%d: %s %,.0f, we %,.0f %s, ratio %.2f",
                        name,
                        round + 1,
                        rounds,
                        rivals.get(i).against(),
                        theirScore.value(),
                        ourScore.value(),
                        ourScore.unit().label(),
                        ourScore.ratioTo(theirScore));
            }
        }
        List<Comparison> comparisons = new ArrayList<>();
        for (int i = 0; i < rivals.size(); i++) {
            comparisons.add(Comparison.of(name, rivals.get(i), our[i], their[i]));
        }
        return comparisons;
    }
}
