package dev.holdfast.model;

/**
 * What is left of each part some days after an effective session, as shares of 1. Tracks that were trained last at the
 * same time share it.
 *
 * @param days Δ ≥ 0 since that session
 * @param nuclei e^(−Δ/τN)
 * @param volatileSize e^(−G/τF) with a = 0
 * @param trace e^(−Δ/τT)
 * @param volatileExpression e^(−G/τM) with a = 0
 */
public record Decay(double days, double nuclei, double volatileSize, double trace, double volatileExpression) {
    /** @throws IllegalArgumentException when {@code days} is negative or no number */
    public static Decay after(double days, Parameters p) {
        TwoSystemModel.requireForward(days);
        double lost = TwoSystemModel.effectiveDays(0, days, p.tauGraceDays());
        return new Decay(
                days,
                StrictMath.exp(-days / p.tauNucleiDays()),
                StrictMath.exp(-lost / p.tauFibreDays()),
                StrictMath.exp(-days / p.tauTraceDays()),
                StrictMath.exp(-lost / p.tauExpressionDays()));
    }
}
