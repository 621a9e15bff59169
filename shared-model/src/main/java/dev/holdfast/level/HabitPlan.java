package dev.holdfast.level;

import dev.holdfast.kernel.AgeTables;
import dev.holdfast.kernel.BodyTracks;
import dev.holdfast.kernel.DayTable;
import dev.holdfast.kernel.FoldKernel;

/**
 * One movement and what carries it as it goes on: trained as lately, each at its own pace, from its next session on. Asked
 * for days in ascending order.
 */
final class HabitPlan {
    private static final int NEVER_AGAIN = Integer.MAX_VALUE;

    private final BodyTracks tracks;
    private final DayTable table;
    private final int groups;
    private final double[] gapDays;
    private final double[] nextDay;
    private final int[] milliSets;
    private final boolean known;

    /**
     * @param movement 0 for an exercise that the catalogue does not know, which never changes
     * @param day the first on which there may be a session
     */
    HabitPlan(LevelBody body, int movement, int[] primeMovers, int day, AgeTables tables, int yearOfBirth) {
        known = movement != 0;
        groups = known ? primeMovers.length : 0;
        table = tables.from(day, yearOfBirth);
        tracks = new BodyTracks(1, Math.max(groups, 1));
        gapDays = new double[groups + 1];
        nextDay = new double[groups + 1];
        milliSets = new int[groups + 1];
        for (int i = 0; i < groups; i++) {
            int id = primeMovers[i];
            int last = body.tracks.groupDay(id);
            if (last != FoldKernel.NEVER) {
                tracks.putGroup(i, last, body.tracks.nuclei(id), body.tracks.volatileSize(id));
            }
            habit(i, last, day, body.groupGapDays[id], body.groupMilliSets[id]);
        }
        int last = known ? body.tracks.movementDay(movement) : FoldKernel.NEVER;
        if (last != FoldKernel.NEVER) {
            tracks.putMovement(0, last, body.tracks.trace(movement), body.tracks.volatileExpression(movement));
        }
        habit(groups, last, day, body.movementGapDays[movement], body.movementMilliSets[movement]);
    }

    private void habit(int i, int last, int day, double gap, double dose) {
        gapDays[i] = gap;
        milliSets[i] = (int) Math.round(dose);
        nextDay[i] = last == FoldKernel.NEVER ? NEVER_AGAIN : Math.max(day, last + gap);
    }

    /** Days between two sessions of the movement; 0 when there is no habit. */
    double gapDays() {
        return gapDays[groups];
    }

    /** z on the morning of {@code day}, not before the day asked for last. */
    double logStrength(int day) {
        if (!known) {
            return 0;
        }
        double size = 0;
        for (int i = 0; i < groups; i++) {
            for (; nextDay[i] < day; nextDay[i] += gapDays[i]) {
                tracks.trainGroup(i, (int) nextDay[i], milliSets[i], table);
            }
            size += tracks.fibreSize(i, day, table);
        }
        for (; nextDay[groups] < day; nextDay[groups] += gapDays[groups]) {
            tracks.trainMovement(0, (int) nextDay[groups], milliSets[groups], table);
        }
        return FoldKernel.logStrength(size / groups, tracks.expression(0, day, table), table.parameters());
    }
}
