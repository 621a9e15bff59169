package dev.holdfast.level;

import dev.holdfast.kernel.FoldKernel;

/**
 * What the filter knows of one exercise after the last day on which it was seen. Mutable, for one thread; moved by
 * {@link LevelFilter} alone.
 */
public final class Level {
    /** ℓ, ln kg. */
    double log;
    /** P, variance of ℓ. */
    double variance;
    /** σ², variance of a day's best around the level. */
    double noise;
    /** n, how many days σ² rests on. */
    double noiseWeight;
    /** t₀, the last day seen, {@link FoldKernel#NEVER} before the first. */
    int day = FoldKernel.NEVER;
    /** z₀, the model's ln(S/S0) on the morning of that day. */
    double logStrength;
    /** How many days were seen. */
    int days;

    /** ln kg. */
    public double log() {
        return log;
    }

    /** Variance of {@link #log}. */
    public double variance() {
        return variance;
    }

    /** Variance of a day's best around the level. */
    public double noise() {
        return noise;
    }

    /** How many days {@link #noise} rests on. */
    public double noiseWeight() {
        return noiseWeight;
    }

    /** The last day seen, {@link FoldKernel#NEVER} before the first. */
    public int day() {
        return day;
    }

    /** The model's ln(S/S0) on the morning of that day. */
    public double logStrength() {
        return logStrength;
    }

    /** How many days were seen. */
    public int days() {
        return days;
    }

    public boolean isSeen() {
        return day != FoldKernel.NEVER;
    }

    void copyFrom(Level other) {
        log = other.log;
        variance = other.variance;
        noise = other.noise;
        noiseWeight = other.noiseWeight;
        day = other.day;
        logStrength = other.logStrength;
        days = other.days;
    }
}
