package dev.holdfast.fold;

import dev.holdfast.model.Motor;
import dev.holdfast.model.Parameters;
import dev.holdfast.model.Structure;
import dev.holdfast.model.TwoSystemModel;

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

    /** The group's state at a later instant, {@code days} (continuous) after day 0 of the count; exact, StrictMath. */
    public static Structure groupAt(
            double[] nuclei, double[] volatileSize, int[] lastDay, int track, double days, Parameters p) {
        if (lastDay[track] == NEVER) {
            return Structure.UNTRAINED;
        }
        Structure trained = new Structure(nuclei[track], volatileSize[track], 0);
        return TwoSystemModel.advance(trained, days - lastDay[track], p);
    }

    /** The movement's state at a later instant, {@code days} (continuous) after day 0 of the count; exact, StrictMath. */
    public static Motor movementAt(
            double[] trace, double[] volatileExpression, int[] lastDay, int track, double days, Parameters p) {
        if (lastDay[track] == NEVER) {
            return Motor.UNTRAINED;
        }
        Motor trained = new Motor(trace[track], volatileExpression[track], 0);
        return TwoSystemModel.advance(trained, days - lastDay[track], p);
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
