package dev.holdfast.timeline;

import dev.holdfast.catalogue.Movement;
import dev.holdfast.model.LearningPhase;
import dev.holdfast.model.Motor;

/**
 * A movement at an instant; every figure a model estimate.
 *
 * @param motor T, Y and days since the start of the last effective session's day
 * @param expression M
 * @param sharpness P, 1 = freshly practised
 * @param logStrength ln(S/S0)
 * @param peakLogStrength highest ln(S/S0) right after a session of it, and never under {@code logStrength}
 * @param peakTrace highest T so far
 */
public record MovementAt(
        Movement movement,
        Motor motor,
        double expression,
        double sharpness,
        double logStrength,
        double peakLogStrength,
        double peakTrace) {
    /** S/S0. */
    public double strengthRatio() {
        return StrictMath.exp(logStrength);
    }

    /** Highest S/S0 right after a session of it, and never under {@link #strengthRatio}. */
    public double peakStrengthRatio() {
        return StrictMath.exp(peakLogStrength);
    }

    public LearningPhase learningPhase() {
        return LearningPhase.of(motor.trace());
    }
}
