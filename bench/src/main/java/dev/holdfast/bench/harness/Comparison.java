package dev.holdfast.bench.harness;

import java.util.Arrays;

/**
 * The result of one comparison.
 *
 * @param ratioMedian over the rounds, more than 1 where we are faster or smaller
 * @param ours median score of our side
 * @param theirs median score of the other side
 */
public record Comparison(
        String name,
        String against,
        double ratioMedian,
        double ratioMin,
        double ratioMax,
        int rounds,
        double goal,
        Score ours,
        Score theirs) {

    static Comparison of(String name, Rival rival, Score[] ours, Score[] theirs) {
        double[] ratios = new double[ours.length];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = ours[round].ratioTo(theirs[round]);
        }
        Arrays.sort(ratios);
        return new Comparison(
                name,
                rival.against(),
                median(ratios),
                ratios[0],
                ratios[ratios.length - 1],
                ratios.length,
                rival.goal(),
                median(ours),
                median(theirs));
    }

    public boolean reached() {
        return ratioMedian >= goal;
    }

    private static Score median(Score[] scores) {
        double[] values =
                Arrays.stream(scores).mapToDouble(Score::value).sorted().toArray();
        return new Score(median(values), scores[0].unit());
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
