package dev.holdfast.outlook;

import dev.holdfast.kernel.FoldKernel;
import dev.holdfast.model.Decay;
import dev.holdfast.model.Parameters;
import dev.holdfast.model.Structure;
import dev.holdfast.model.TwoSystemModel;

/**
 * A body that trains by a plan, session after session: {@link BodyState#advance} and {@link BodyState#train} over plain
 * arrays, with what every session of the plan has in common computed once. A search takes hundreds of sessions, and every
 * answered state takes two searches.
 */
final class PlannedSessions {
    private final Parameters p;
    private final double gapDays;
    private final int groups;
    private final int movements;

    private final double[] nuclei;
    private final double[] volatileSize;
    private final double[] ageDays;
    /** Whether a session of the plan is enough to leave a mark on the group. */
    private final boolean[] trained;

    /** kN·uF of a session. */
    private final double[] nucleiGain;

    /** e^(−η·uF) of a session. */
    private final double[] ceilingLeft;

    private final double[] trace;
    /** (1−T)^(−p). */
    private final double[] written;

    private final double[] volatileExpression;
    private final double[] logPeak;
    private final int[][] involved;
    private final double[][] share;
    private final double[] shares;

    private final double traceGain;
    private final PowerNearOne traceRoot;
    private final PowerNearOne tracePower;
    private final double expressionLeft;
    /** Over one gap right after a session. */
    private final Decay gap;

    private final double fibrePerNuclei;

    PlannedSessions(BodyState body, TrainingPlan plan, Parameters p) {
        this.p = p;
        gapDays = plan.gapDays();
        groups = body.groups().size();
        movements = body.movements().size();
        nuclei = new double[groups];
        volatileSize = new double[groups];
        ageDays = new double[groups];
        trained = new boolean[groups];
        nucleiGain = new double[groups];
        ceilingLeft = new double[groups];
        trace = new double[movements];
        written = new double[movements];
        volatileExpression = new double[movements];
        logPeak = new double[movements];
        involved = new int[movements][];
        share = new double[movements][];
        shares = new double[movements];
        double[] dose = new double[groups];
        for (int i = 0; i < movements; i++) {
            BodyState.Movement movement = body.movements().get(i);
            trace[i] = movement.motor().trace();
            written[i] = StrictMath.exp(-p.traceOrder() * StrictMath.log(1 - trace[i]));
            volatileExpression[i] = movement.motor().volatileExpression();
            logPeak[i] = StrictMath.log(movement.peakStrengthRatio());
            int count = movement.involved().size();
            involved[i] = new int[count];
            share[i] = new double[count];
            for (int k = 0; k < count; k++) {
                BodyState.Involvement involvement = movement.involved().get(k);
                involved[i][k] = involvement.group();
                share[i][k] = involvement.share();
                shares[i] += involvement.share();
                dose[involvement.group()] += plan.hardSets() * involvement.share();
            }
        }
        for (int i = 0; i < groups; i++) {
            Structure group = body.groups().get(i);
            nuclei[i] = group.nuclei();
            volatileSize[i] = group.volatileSize();
            ageDays[i] = group.ageDays();
            trained[i] = dose[i] >= TwoSystemModel.EFFECTIVE_HARD_SETS_MIN;
            double drive = TwoSystemModel.structureDrive(dose[i], p);
            nucleiGain[i] = p.nucleiRate() * drive;
            ceilingLeft[i] = StrictMath.exp(-p.fibreRate() * drive);
        }
        double motorDrive = TwoSystemModel.motorDrive(plan.hardSets(), p);
        traceGain = p.traceOrder() * p.traceRate() * motorDrive;
        traceRoot = new PowerNearOne(-1 / p.traceOrder());
        tracePower = new PowerNearOne(-p.traceOrder());
        expressionLeft = StrictMath.exp(-p.expressionRate() * motorDrive);
        gap = Decay.after(gapDays, p);
        fibrePerNuclei = p.nuclearFibreShare() * p.fibreCeilingPerNuclei();
    }

    /** ln(S / peak), mean over the movements, none counted above its best. */
    double meanLogOfPeak() {
        double sum = 0;
        for (int i = 0; i < movements; i++) {
            double size = 0;
            for (int k = 0; k < involved[i].length; k++) {
                int group = involved[i][k];
                size += share[i][k] * (fibrePerNuclei * nuclei[group] + volatileSize[group]);
            }
            double expression = p.latentTraceShare() * trace[i] + volatileExpression[i];
            sum += Math.min(FoldKernel.logStrength(size / shares[i], expression, p) - logPeak[i], 0);
        }
        return sum / movements;
    }

    /** The gap of the plan passes. Every movement was trained before it, and every group that the plan trains. */
    void rest() {
        for (int i = 0; i < groups; i++) {
            if (trained[i]) {
                nuclei[i] *= gap.nuclei();
                volatileSize[i] *= gap.volatileSize();
            } else {
                Structure later =
                        TwoSystemModel.advance(new Structure(nuclei[i], volatileSize[i], ageDays[i]), gapDays, p);
                nuclei[i] = later.nuclei();
                volatileSize[i] = later.volatileSize();
                ageDays[i] = later.ageDays();
            }
        }
        for (int i = 0; i < movements; i++) {
            // The room 1−T grows by a part of itself so small that a series serves.
            written[i] *= tracePower.of(trace[i] * (1 - gap.trace()) / (1 - trace[i]));
            trace[i] *= gap.trace();
            volatileExpression[i] *= gap.volatileExpression();
        }
    }

    /** A session of the plan. */
    void train() {
        for (int i = 0; i < groups; i++) {
            if (trained[i]) {
                double size = fibrePerNuclei * nuclei[i] + volatileSize[i];
                double n = nuclei[i] / p.nucleiMax();
                nuclei[i] = p.nucleiMax() * (1 - 1 / (1 / (1 - n) + nucleiGain[i]));
                double ceiling = p.fibreCeilingUntrained() + p.fibreCeilingPerNuclei() * nuclei[i];
                if (size < ceiling) {
                    size = ceiling - (ceiling - size) * ceilingLeft[i];
                }
                volatileSize[i] = Math.max(size - fibrePerNuclei * nuclei[i], 0);
            }
        }
        for (int i = 0; i < movements; i++) {
            double expression = p.latentTraceShare() * trace[i] + volatileExpression[i];
            trace[i] = 1 - (1 - trace[i]) * traceRoot.of(traceGain / written[i]);
            written[i] += traceGain;
            expression = trace[i] - (trace[i] - expression) * expressionLeft;
            volatileExpression[i] = Math.max(expression - p.latentTraceShare() * trace[i], 0);
        }
    }
}
