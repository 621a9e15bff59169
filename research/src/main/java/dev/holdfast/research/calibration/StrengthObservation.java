package dev.holdfast.research.calibration;

import dev.holdfast.event.InvalidValueException;

/**
 * A strength seen on one movement, beside what the model says of the body at that instant.
 *
 * @param day when, in days of any fixed count
 * @param strengthKg one-repetition maximum, tested or estimated
 * @param meanFibreSize F̄ then, under the population's parameters
 * @param expression M then, under the population's parameters
 * @param logSd error of the observation, SD of its logarithm: {@link #TESTED_LOG_SD} or {@link #ESTIMATED_LOG_SD}
 */
public record StrengthObservation(
        double day, double strengthKg, double meanFibreSize, double expression, double logSd) {
    /** A tested one-repetition maximum repeats within about 4 % (Grgic et al. 2020, doi:10.1186/s40798-020-00260-z). */
    public static final double TESTED_LOG_SD = 0.04;

    /** Estimates from submaximal sets miss by about 7 % (assumption; fatigue of the day is in it). */
    public static final double ESTIMATED_LOG_SD = 0.07;

    public StrengthObservation {
        require("day", day, -1e6, 1e6);
        require("strengthKg", strengthKg, 0.1, 2_000);
        require("meanFibreSize", meanFibreSize, 0, 100);
        require("expression", expression, 0, 1);
        require("logSd", logSd, 0.001, 10);
    }

    static void require(String field, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new InvalidValueException(field, value, "give a number from " + min + " to " + max);
        }
    }
}
