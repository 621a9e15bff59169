package dev.holdfast.kernel;

import dev.holdfast.model.Decay;
import dev.holdfast.model.Motor;
import dev.holdfast.model.Parameters;
import dev.holdfast.model.Structure;

/**
 * The fold over packed days: one athlete's movements and muscle groups in plain arrays, no allocation in a step.
 *
 * <p>Each track keeps its state as it was right after its last effective session and the whole day of that session; it
 * is moved only when it is trained again or read. That keeps a = 0 in every step, so {@link DayTable} has the factors,
 * and makes a snapshot plus its tail the same bits as a full replay.
 *
 * <p>Method: the equations of {@link dev.holdfast.model.TwoSystemModel} with n/(1−n) and (1−T)^(−p) rearranged so that
 * one division replaces three and two series replace two powers. Against the StrictMath equations a track's durable and
 * volatile part differ by less than 1e-12 relative after any history tested ({@code FoldKernelProperties}).
 */
public final class FoldKernel {
    /** Last day of a track that was never effectively trained. */
    public static final int NEVER = Integer.MIN_VALUE;

    private static final int LOG_STEPS = 256;

    /** Muscles that grow by more than half are not in any study. */
    private static final double LOG_MAX = 0.5;

    private static final double[] LOG = new double[(int) (LOG_MAX * LOG_STEPS) + 1];
    private static final double[] LOG_INVERSE = new double[LOG.length];

    static {
        for (int i = 0; i < LOG.length; i++) {
            LOG[i] = StrictMath.log1p((double) i / LOG_STEPS);
            LOG_INVERSE[i] = 1.0 / (LOG_STEPS + i);
        }
    }

    private FoldKernel() {}

    /**
     * A pooled day on a muscle group. Doses under half a hard set leave the track as it is.
     *
     * @param nuclei N by track, as of {@code lastDay}
     * @param volatileSize X by track, as of {@code lastDay}
     * @param lastDay day of the last effective session by track, {@link #NEVER} before the first
     * @param day ≥ the track's last day
     * @param milliSets pooled dose of that day, thousandths of a hard set
     */
    public static void trainGroup(
            double[] nuclei, double[] volatileSize, int[] lastDay, int track, int day, int milliSets, DayTable table) {
        if (milliSets < DayTable.EFFECTIVE_MILLI_SETS_MIN) {
            return;
        }
        Parameters p = table.p;
        double kept = p.nuclearFibreShare() * p.fibreCeilingPerNuclei();
        double before = 0;
        double size = 0;
        if (lastDay[track] != NEVER) {
            int days = requireForward(lastDay[track], day);
            before = nuclei[track] * table.nucleiKept(days);
            size = kept * before + volatileSize[track] * table.sizeKept(days);
        }
        double room = Math.fma(-before, table.inverseNucleiMax(), 1);
        double after = p.nucleiMax() * (1 - room / Math.fma(table.nucleiGain(milliSets), room, 1));
        double ceiling = Math.fma(p.fibreCeilingPerNuclei(), after, p.fibreCeilingUntrained());
        if (size < ceiling) {
            size = ceiling - (ceiling - size) * table.fibreGapKept(milliSets);
        }
        nuclei[track] = after;
        volatileSize[track] = Math.max(size - kept * after, 0);
        lastDay[track] = day;
    }

    /**
     * A pooled day of a movement. Doses under half a hard set leave the track as it is.
     *
     * @param trace T by track, as of {@code lastDay}
     * @param volatileExpression Y by track, as of {@code lastDay}
     * @param lastDay day of the last effective session by track, {@link #NEVER} before the first
     * @param day ≥ the track's last day
     * @param milliSets pooled dose of that day, thousandths of a hard set
     */
    public static void trainMovement(
            double[] trace,
            double[] volatileExpression,
            int[] lastDay,
            int track,
            int day,
            int milliSets,
            DayTable table) {
        if (milliSets < DayTable.EFFECTIVE_MILLI_SETS_MIN) {
            return;
        }
        double share = table.p.latentTraceShare();
        double room = 1;
        double before = 0;
        double expression = 0;
        if (lastDay[track] != NEVER) {
            int days = requireForward(lastDay[track], day);
            double kept = table.traceKept(days);
            before = trace[track] * kept;
            room = Math.fma(-trace[track], kept, 1);
            expression = share * before + volatileExpression[track] * table.expressionKept(days);
        }
        double after = Math.fma(-room, table.root(table.power(room, table.traceGain(milliSets))), 1);
        expression = after - (after - expression) * table.expressionGapKept(milliSets);
        trace[track] = after;
        volatileExpression[track] = Math.max(expression - share * after, 0);
        lastDay[track] = day;
    }

    /**
     * ln(S/S0) = β·ln(1+F̄) + A·M, for comparing strengths while folding: monotone in S, and without StrictMath's time.
     *
     * @param meanFibreSize F̄ ≥ 0
     * @param expression M in [0, 1]
     */
    public static double logStrength(double meanFibreSize, double expression, Parameters p) {
        return Math.fma(p.strengthSizeExponent(), log1p(meanFibreSize), p.strengthPerExpression() * expression);
    }

    /** ln(1+x) at the nearest grid point plus the series of ln(1+δ), |δ| ≤ 1/512, cut where a term is below 1e-16. */
    static double log1p(double x) {
        if (!(x >= 0 && x <= LOG_MAX)) {
            return StrictMath.log1p(x);
        }
        int i = (int) (x * LOG_STEPS + 0.5);
        double d = (x * LOG_STEPS - i) * LOG_INVERSE[i];
        double series = Math.fma(d, Math.fma(d, Math.fma(d, Math.fma(d, 1 / 5.0, -1 / 4.0), 1 / 3.0), -1 / 2.0), 1);
        return Math.fma(d, series, LOG[i]);
    }

    /** The group's state when that much is left of its last effective day; exact, StrictMath. */
    public static Structure groupAt(double[] nuclei, double[] volatileSize, int track, Decay decay) {
        return new Structure(nuclei[track] * decay.nuclei(), volatileSize[track] * decay.volatileSize(), decay.days());
    }

    /** The movement's state when that much is left of its last effective day; exact, StrictMath. */
    public static Motor movementAt(double[] trace, double[] volatileExpression, int track, Decay decay) {
        return new Motor(
                trace[track] * decay.trace(), volatileExpression[track] * decay.volatileExpression(), decay.days());
    }

    private static int requireForward(int lastDay, int day) {
        int days = day - lastDay;
        if (days < 0) {
            throw new IllegalArgumentException("cannot train backwards: day=" + day + ", lastDay=" + lastDay
                    + "; pools come in order of their day");
        }
        return days;
    }
}
