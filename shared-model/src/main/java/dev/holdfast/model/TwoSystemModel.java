package dev.holdfast.model;

/**
 * The equations, each as in docs/model/model.md: two systems, built by training and lost on different schedules.
 *
 * <p>Pure and deterministic: {@link StrictMath} only, so the same input gives the same bits on every machine.
 */
public final class TwoSystemModel {
    /** Names the equations in checkpoints; it changes with them. */
    public static final String VERSION = "two-system-1";

    /** A session with fewer hard sets leaves the state as it is. */
    public static final double EFFECTIVE_HARD_SETS_MIN = 0.5;

    private TwoSystemModel() {}

    // Time passes ----------------------------------------------------------------------------------------------------

    /**
     * G = Δ − τD·(e^(−a/τD) − e^(−(a+Δ)/τD)): the days that count for loss, fewer than Δ soon after a session.
     *
     * @param ageDays a ≥ 0, days since the last effective session, may be infinite
     * @param days Δ ≥ 0
     */
    public static double effectiveDays(double ageDays, double days, double tauGraceDays) {
        return days
                - tauGraceDays
                        * (StrictMath.exp(-ageDays / tauGraceDays) - StrictMath.exp(-(ageDays + days) / tauGraceDays));
    }

    /** N·e^(−Δ/τN), X·e^(−G/τF). Exact and composable: two steps equal one. */
    public static Structure advance(Structure from, double days, Parameters p) {
        requireForward(days);
        double lost = effectiveDays(from.ageDays(), days, p.tauGraceDays());
        return new Structure(
                from.nuclei() * StrictMath.exp(-days / p.tauNucleiDays()),
                from.volatileSize() * StrictMath.exp(-lost / p.tauFibreDays()),
                from.ageDays() + days);
    }

    /** T·e^(−Δ/τT), Y·e^(−G/τM). Exact and composable: two steps equal one. */
    public static Motor advance(Motor from, double days, Parameters p) {
        requireForward(days);
        double lost = effectiveDays(from.ageDays(), days, p.tauGraceDays());
        return new Motor(
                from.trace() * StrictMath.exp(-days / p.tauTraceDays()),
                from.volatileExpression() * StrictMath.exp(-lost / p.tauExpressionDays()),
                from.ageDays() + days);
    }

    static void requireForward(double days) {
        if (!(days >= 0)) {
            throw new IllegalArgumentException("cannot advance backwards: days=" + days + "; give a number ≥ 0");
        }
    }

    // A session ------------------------------------------------------------------------------------------------------

    /** uF = (h/href)^gF: the drive to nuclei and fibre of h hard sets. Concave. */
    public static double structureDrive(double hardSets, Parameters p) {
        return StrictMath.pow(hardSets / p.referenceHardSets(), p.structureDoseExponent());
    }

    /** uM = (h/href)^gM: the drive to trace and expression of h hard sets. Concave. */
    public static double motorDrive(double hardSets, Parameters p) {
        return StrictMath.pow(hardSets / p.referenceHardSets(), p.motorDoseExponent());
    }

    /**
     * A pooled day of {@code hardSets} on a muscle group.
     * N: n/(1−n) grows by kN·uF. F: towards C = D0 + D1·N. X: what of F the nuclei do not keep.
     */
    public static Structure train(Structure before, double hardSets, Parameters p) {
        if (hardSets < EFFECTIVE_HARD_SETS_MIN) {
            return before;
        }
        double drive = structureDrive(hardSets, p);
        double size = fibreSize(before, p);
        double n = before.nuclei() / p.nucleiMax();
        double nuclei = p.nucleiMax() * (1 - 1 / (1 / (1 - n) + p.nucleiRate() * drive));
        double ceiling = p.fibreCeilingUntrained() + p.fibreCeilingPerNuclei() * nuclei;
        if (size < ceiling) {
            size = ceiling - (ceiling - size) * StrictMath.exp(-p.fibreRate() * drive);
        }
        return new Structure(nuclei, Math.max(size - nuclearSize(nuclei, p), 0), 0);
    }

    /**
     * A pooled day of {@code hardSets} of a movement.
     * T: (1−T)^(−p) grows by p·kT·uM. M: towards T. Y: what of M the trace does not keep.
     */
    public static Motor train(Motor before, double hardSets, Parameters p) {
        if (hardSets < EFFECTIVE_HARD_SETS_MIN) {
            return before;
        }
        double drive = motorDrive(hardSets, p);
        double expression = expression(before, p);
        double order = p.traceOrder();
        double trace = 1
                - StrictMath.pow(
                        StrictMath.pow(1 - before.trace(), -order) + order * p.traceRate() * drive, -1 / order);
        expression = trace - (trace - expression) * StrictMath.exp(-p.expressionRate() * drive);
        return new Motor(trace, Math.max(expression - p.latentTraceShare() * trace, 0), 0);
    }

    // Readouts -------------------------------------------------------------------------------------------------------

    /** φ·D1·N: fibre size that the nuclei keep through disuse. */
    public static double nuclearSize(double nuclei, Parameters p) {
        return p.nuclearFibreShare() * p.fibreCeilingPerNuclei() * nuclei;
    }

    /** F = φ·D1·N + X: whole-muscle cross-section over untrained, fraction. */
    public static double fibreSize(Structure s, Parameters p) {
        return nuclearSize(s.nuclei(), p) + s.volatileSize();
    }

    /** M = ρ·T + Y: how much of the program is expressed now. */
    public static double expression(Motor m, Parameters p) {
        return p.latentTraceShare() * m.trace() + m.volatileExpression();
    }

    /** P = Y / ((1−ρ)·T): movement precision, 1 = freshly practised; 0 when there is no trace. */
    public static double sharpness(Motor m, Parameters p) {
        return m.trace() == 0 ? 0 : m.volatileExpression() / ((1 - p.latentTraceShare()) * m.trace());
    }

    /** S/S0 = (1+F̄)^β · e^(A·M). */
    public static double strengthRatio(double meanFibreSize, double expression, Parameters p) {
        return StrictMath.pow(1 + meanFibreSize, p.strengthSizeExponent())
                * StrictMath.exp(p.strengthPerExpression() * expression);
    }

    /** (1+F)^β · e^(A·Y/(1−ρ)): force in a test that was not the trained lift (isometric, isokinetic). */
    public static double untrainedTestRatio(double fibreSize, double volatileExpression, Parameters p) {
        return strengthRatio(fibreSize, volatileExpression / (1 - p.latentTraceShare()), p);
    }
}
