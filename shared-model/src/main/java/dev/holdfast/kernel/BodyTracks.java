package dev.holdfast.kernel;

import dev.holdfast.model.Parameters;
import java.util.Arrays;

/**
 * One athlete's movements and muscle groups in plain arrays: N, X and T, Y of every track as they were right after its
 * last effective session, and the day of that session ({@link FoldKernel#NEVER} before the first). Mutable and owned by
 * one thread; clear and use again for the next athlete.
 */
public final class BodyTracks {
    final double[] trace;
    final double[] volatileExpression;
    final int[] movementDay;
    final double[] nuclei;
    final double[] volatileSize;
    final int[] groupDay;

    public BodyTracks(int movements, int groups) {
        trace = new double[movements];
        volatileExpression = new double[movements];
        movementDay = new int[movements];
        nuclei = new double[groups];
        volatileSize = new double[groups];
        groupDay = new int[groups];
        clear();
    }

    /** An untrained body. */
    public void clear() {
        Arrays.fill(trace, 0);
        Arrays.fill(volatileExpression, 0);
        Arrays.fill(movementDay, FoldKernel.NEVER);
        Arrays.fill(nuclei, 0);
        Arrays.fill(volatileSize, 0);
        Arrays.fill(groupDay, FoldKernel.NEVER);
    }

    public int movements() {
        return trace.length;
    }

    public int groups() {
        return nuclei.length;
    }

    /** T of that movement on its last day. */
    public double trace(int movement) {
        return trace[movement];
    }

    /** Y of that movement on its last day. */
    public double volatileExpression(int movement) {
        return volatileExpression[movement];
    }

    /** Day of the movement's last effective session, or {@link FoldKernel#NEVER}. */
    public int movementDay(int movement) {
        return movementDay[movement];
    }

    /** N of that group on its last day. */
    public double nuclei(int group) {
        return nuclei[group];
    }

    /** X of that group on its last day. */
    public double volatileSize(int group) {
        return volatileSize[group];
    }

    /** Day of the group's last effective session, or {@link FoldKernel#NEVER}. */
    public int groupDay(int group) {
        return groupDay[group];
    }

    /** Takes on the state of {@code other}, which has as many movements and groups. */
    public void copyFrom(BodyTracks other) {
        System.arraycopy(other.trace, 0, trace, 0, trace.length);
        System.arraycopy(other.volatileExpression, 0, volatileExpression, 0, trace.length);
        System.arraycopy(other.movementDay, 0, movementDay, 0, trace.length);
        System.arraycopy(other.nuclei, 0, nuclei, 0, nuclei.length);
        System.arraycopy(other.volatileSize, 0, volatileSize, 0, nuclei.length);
        System.arraycopy(other.groupDay, 0, groupDay, 0, nuclei.length);
    }

    /** Puts a movement where its last effective session left it. */
    public void putMovement(int movement, int day, double trace, double volatileExpression) {
        this.trace[movement] = trace;
        this.volatileExpression[movement] = volatileExpression;
        movementDay[movement] = day;
    }

    /** Puts a group where its last effective session left it. */
    public void putGroup(int group, int day, double nuclei, double volatileSize) {
        this.nuclei[group] = nuclei;
        this.volatileSize[group] = volatileSize;
        groupDay[group] = day;
    }

    /** As {@link FoldKernel#trainMovement}. */
    public void trainMovement(int movement, int day, int milliSets, DayTable table) {
        FoldKernel.trainMovement(trace, volatileExpression, movementDay, movement, day, milliSets, table);
    }

    /** As {@link FoldKernel#trainGroup}. */
    public void trainGroup(int group, int day, int milliSets, DayTable table) {
        FoldKernel.trainGroup(nuclei, volatileSize, groupDay, group, day, milliSets, table);
    }

    /** M of that movement at the start of {@code day}, not before its last one; 0 before the first. */
    public double expression(int movement, int day, DayTable table) {
        if (movementDay[movement] == FoldKernel.NEVER) {
            return 0;
        }
        int days = day - movementDay[movement];
        return table.p.latentTraceShare() * trace[movement] * table.traceKept(days)
                + volatileExpression[movement] * table.expressionKept(days);
    }

    /** F of that group at the start of {@code day}, not before its last one; 0 before the first. */
    public double fibreSize(int group, int day, DayTable table) {
        if (groupDay[group] == FoldKernel.NEVER) {
            return 0;
        }
        int days = day - groupDay[group];
        Parameters p = table.p;
        return p.nuclearFibreShare() * p.fibreCeilingPerNuclei() * nuclei[group] * table.nucleiKept(days)
                + volatileSize[group] * table.sizeKept(days);
    }
}
