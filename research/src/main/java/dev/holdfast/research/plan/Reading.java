package dev.holdfast.research.plan;

import dev.holdfast.model.Motor;
import dev.holdfast.model.Parameters;
import dev.holdfast.model.Structure;
import dev.holdfast.model.TwoSystemModel;

/**
 * What a protocol leaves at one instant, on one movement and its one muscle group.
 *
 * @param week weeks since the protocol's start
 * @param structure N, X, a
 * @param motor T, Y, a
 * @param fibreSize F, whole-muscle cross-section over untrained, fraction
 * @param expression M, motor expression in [0, T]
 * @param sharpness P, movement precision in [0, 1]
 * @param strengthRatio S/S0, 1 = untrained
 * @param untrainedTestRatio force over untrained in a test that was not the trained lift, 1 = untrained
 */
public record Reading(
        double week,
        Structure structure,
        Motor motor,
        double fibreSize,
        double expression,
        double sharpness,
        double strengthRatio,
        double untrainedTestRatio) {

    static Reading of(double week, Structure structure, Motor motor, Parameters p) {
        double fibreSize = TwoSystemModel.fibreSize(structure, p);
        double expression = TwoSystemModel.expression(motor, p);
        return new Reading(
                week,
                structure,
                motor,
                fibreSize,
                expression,
                TwoSystemModel.sharpness(motor, p),
                TwoSystemModel.strengthRatio(fibreSize, expression, p),
                TwoSystemModel.untrainedTestRatio(fibreSize, motor.volatileExpression(), p));
    }
}
