package dev.holdfast.kernel;

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
}
