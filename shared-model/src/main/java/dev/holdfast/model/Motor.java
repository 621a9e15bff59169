package dev.holdfast.model;

/**
 * What the motor program of a movement holds.
 *
 * @param trace T, in [0, 1); the durable part
 * @param volatileExpression Y, expression beyond what the trace keeps, ≥ 0; loses precision
 * @param ageDays a, days since the last effective session; infinite before the first
 */
public record Motor(double trace, double volatileExpression, double ageDays) {
    public static final Motor UNTRAINED = new Motor(0, 0, Double.POSITIVE_INFINITY);
}
