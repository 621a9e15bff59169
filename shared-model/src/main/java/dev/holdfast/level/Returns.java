package dev.holdfast.level;

import dev.holdfast.kernel.FoldKernel;
import java.util.Arrays;

/**
 * An athlete's returns from rests of everything, and what each showed: how much all exercises of that return lay above or
 * below what was expected of them. What a day shows counts from the next training day on. Mutable, for one thread.
 */
public final class Returns {
    private int count;
    private int[] day = new int[4];
    private int[] restDays = new int[4];
    /** W, sum of 1/S. */
    private double[] weight = new double[4];
    /** E, sum of (seen − expected)/S. */
    private double[] evidence = new double[4];

    private int lastDay = FoldKernel.NEVER;

    private int shownCount;
    private int[] shownReturn = new int[16];
    private double[] shownWeight = new double[16];
    private double[] shownEvidence = new double[16];

    /** How many returns so far. */
    public int count() {
        return count;
    }

    /** The day of that return. */
    public int day(int index) {
        return day[index];
    }

    /** How long the rest before it was. */
    public int restDays(int index) {
        return restDays[index];
    }

    double weight(int index) {
        return weight[index];
    }

    double evidence(int index) {
        return evidence[index];
    }

    /** The last training day, {@link FoldKernel#NEVER} before the first. */
    public int lastDay() {
        return lastDay;
    }

    /** The athlete trains on {@code day}, later than all before. */
    public void beginDay(int day, LevelParameters p) {
        if (lastDay != FoldKernel.NEVER && day - lastDay >= p.restDays()) {
            add(day, day - lastDay, 0, 0);
        }
    }

    /** What that day showed counts from now on. */
    public void endDay(int day) {
        for (int i = 0; i < shownCount; i++) {
            weight[shownReturn[i]] += shownWeight[i];
            evidence[shownReturn[i]] += shownEvidence[i];
        }
        shownCount = 0;
        lastDay = day;
    }

    /** An exercise of that return showed {@code miss} more than expected, with that variance; both ln kg. */
    void show(int index, double miss, double variance) {
        if (shownCount == shownReturn.length) {
            shownReturn = Arrays.copyOf(shownReturn, 2 * shownCount);
            shownWeight = Arrays.copyOf(shownWeight, 2 * shownCount);
            shownEvidence = Arrays.copyOf(shownEvidence, 2 * shownCount);
        }
        shownReturn[shownCount] = index;
        shownWeight[shownCount] = 1 / variance;
        shownEvidence[shownCount++] = miss / variance;
    }

    /** The return from the longest rest after {@code from}, the first of equals, or {@link Prediction#NONE}. */
    int longestSince(int from) {
        int longest = Prediction.NONE;
        for (int i = count - 1; i >= 0 && day[i] > from; i--) {
            if (longest == Prediction.NONE || restDays[i] >= restDays[longest]) {
                longest = i;
            }
        }
        return longest;
    }

    /**
     * u of that return: what earlier returns of this athlete had in common, and what this one has shown.
     *
     * @param beforehand as it was expected before this return showed anything
     */
    double effect(int index, boolean beforehand, LevelParameters p) {
        double returnVariance = square(p.returnSd());
        double personWeight = 0;
        double personEvidence = 0;
        for (int i = 0; i < index; i++) {
            if (weight[i] > 0) {
                double a = 1 / (returnVariance + 1 / weight[i]);
                personWeight += a;
                personEvidence += a * evidence[i] / weight[i];
            }
        }
        double precision = personWeight + 1 / square(p.personSd());
        double person = personEvidence / precision;
        double prior = returnVariance + 1 / precision;
        double shown = beforehand ? 0 : evidence[index];
        double shownPrecision = beforehand ? 0 : weight[index];
        return (shown + person / prior) / (shownPrecision + 1 / prior);
    }

    void add(int returnDay, int days, double returnWeight, double returnEvidence) {
        if (count == day.length) {
            day = Arrays.copyOf(day, 2 * count);
            restDays = Arrays.copyOf(restDays, 2 * count);
            weight = Arrays.copyOf(weight, 2 * count);
            evidence = Arrays.copyOf(evidence, 2 * count);
        }
        day[count] = returnDay;
        restDays[count] = days;
        weight[count] = returnWeight;
        evidence[count++] = returnEvidence;
    }

    void lastDay(int day) {
        lastDay = day;
    }

    void copyFrom(Returns other) {
        count = other.count;
        day = other.day.clone();
        restDays = other.restDays.clone();
        weight = other.weight.clone();
        evidence = other.evidence.clone();
        lastDay = other.lastDay;
        shownCount = 0;
    }

    private static double square(double value) {
        return value * value;
    }
}
