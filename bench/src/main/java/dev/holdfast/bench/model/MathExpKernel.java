package dev.holdfast.bench.model;

import dev.holdfast.kernel.FoldKernel;
import dev.holdfast.model.Parameters;
import dev.holdfast.model.TwoSystemModel;

/**
 * What the fold is measured against: the same equations over the same arrays, with {@link Math#exp} and {@link Math#pow}
 * (intrinsics of the JIT compiler) called for each term. A fast, ordinary way to write them down; a = 0 is used here too.
 */
final class MathExpKernel {
    private MathExpKernel() {}

    static void trainGroup(
            double[] nuclei, double[] volatileSize, int[] lastDay, int track, int day, int milliSets, Parameters p) {
        double hardSets = milliSets / 1_000.0;
        if (hardSets < TwoSystemModel.EFFECTIVE_HARD_SETS_MIN) {
            return;
        }
        double before = 0;
        double expressed = 0;
        if (lastDay[track] != FoldKernel.NEVER) {
            double days = day - lastDay[track];
            double lost = days - p.tauGraceDays() * (1 - Math.exp(-days / p.tauGraceDays()));
            before = nuclei[track] * Math.exp(-days / p.tauNucleiDays());
            expressed = volatileSize[track] * Math.exp(-lost / p.tauFibreDays());
        }
        double kept = p.nuclearFibreShare() * p.fibreCeilingPerNuclei();
        double drive = Math.pow(hardSets / p.referenceHardSets(), p.structureDoseExponent());
        double size = kept * before + expressed;
        double n = before / p.nucleiMax();
        double after = p.nucleiMax() * (1 - 1 / (1 / (1 - n) + p.nucleiRate() * drive));
        double ceiling = p.fibreCeilingUntrained() + p.fibreCeilingPerNuclei() * after;
        if (size < ceiling) {
            size = ceiling - (ceiling - size) * Math.exp(-p.fibreRate() * drive);
        }
        nuclei[track] = after;
        volatileSize[track] = Math.max(size - kept * after, 0);
        lastDay[track] = day;
    }

    static void trainMovement(
            double[] trace,
            double[] volatileExpression,
            int[] lastDay,
            int track,
            int day,
            int milliSets,
            Parameters p) {
        double hardSets = milliSets / 1_000.0;
        if (hardSets < TwoSystemModel.EFFECTIVE_HARD_SETS_MIN) {
            return;
        }
        double before = 0;
        double expressed = 0;
        if (lastDay[track] != FoldKernel.NEVER) {
            double days = day - lastDay[track];
            double lost = days - p.tauGraceDays() * (1 - Math.exp(-days / p.tauGraceDays()));
            before = trace[track] * Math.exp(-days / p.tauTraceDays());
            expressed = volatileExpression[track] * Math.exp(-lost / p.tauExpressionDays());
        }
        double drive = Math.pow(hardSets / p.referenceHardSets(), p.motorDoseExponent());
        double order = p.traceOrder();
        double expression = p.latentTraceShare() * before + expressed;
        double after = 1 - Math.pow(Math.pow(1 - before, -order) + order * p.traceRate() * drive, -1 / order);
        expression = after - (after - expression) * Math.exp(-p.expressionRate() * drive);
        trace[track] = after;
        volatileExpression[track] = Math.max(expression - p.latentTraceShare() * after, 0);
        lastDay[track] = day;
    }
}
