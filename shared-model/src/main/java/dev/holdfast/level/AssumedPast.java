package dev.holdfast.level;

import dev.holdfast.catalogue.Movement;
import dev.holdfast.catalogue.MuscleGroup;
import dev.holdfast.kernel.AgeTables;
import dev.holdfast.kernel.BodyTracks;
import dev.holdfast.kernel.DayTable;
import dev.holdfast.load.Dose;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was trained before a log began: nobody who opens a log begins to train that day, so each movement and muscle group
 * is taken to have been trained for a year as in the log's first days, at their frequency and mean dose.
 *
 * <p>Athletes share habits, so what a habit leaves is remembered. Safe to share between threads.
 */
final class AssumedPast {
    private static final int DAYS = 52 * 7;

    /** At least one session in so many days. */
    static final int SPARSEST_DAYS = 14;

    /** Doses are rounded to what the tables of the kernel hold. */
    private static final int DOSE_STEP_MILLI_SETS = 50;

    /** Beyond it a habit is worked out each time. */
    private static final int REMEMBERED_MAX = 20_000;

    private final ConcurrentHashMap<Habit, BodyTracks> remembered = new ConcurrentHashMap<>();

    /**
     * @param table of the athlete's age when the log began
     * @param sessions on so many days …
     * @param spanDays … of so many
     */
    private record Habit(DayTable table, int milliSets, int sessions, int spanDays) {}

    /**
     * Trains a clear body as it is taken to have been trained before {@code opening}.
     *
     * @param spanDays how many days the opening covers
     */
    void train(LevelBody body, Opening opening, int spanDays, AgeTables tables, int yearOfBirth) {
        DayTable table = tables.from(opening.firstDay(), yearOfBirth);
        int[] movementDays = new int[Movement.ID_MAX + 1];
        long[] movementMilliSets = new long[Movement.ID_MAX + 1];
        int[] groupDays = new int[MuscleGroup.ID_MAX + 1];
        long[] groupMilliSets = new long[MuscleGroup.ID_MAX + 1];
        for (Opening.Day day : opening.days) {
            count(day.movements(), movementDays, movementMilliSets);
            count(day.groups(), groupDays, groupMilliSets);
        }
        for (int id = 0; id < movementDays.length; id++) {
            if (movementDays[id] > 0) {
                Habit habit = habit(table, movementMilliSets[id], movementDays[id], spanDays);
                BodyTracks past = past(habit);
                body.tracks.putMovement(
                        id, opening.firstDay() + past.movementDay(0), past.trace(0), past.volatileExpression(0));
                body.movementGapDays[id] = (float) habit.spanDays() / habit.sessions();
                body.movementMilliSets[id] = habit.milliSets();
            }
        }
        for (int id = 0; id < groupDays.length; id++) {
            if (groupDays[id] > 0) {
                Habit habit = habit(table, groupMilliSets[id], groupDays[id], spanDays);
                BodyTracks past = past(habit);
                body.tracks.putGroup(id, opening.firstDay() + past.groupDay(0), past.nuclei(0), past.volatileSize(0));
                body.groupGapDays[id] = (float) habit.spanDays() / habit.sessions();
                body.groupMilliSets[id] = habit.milliSets();
            }
        }
    }

    private static void count(int[] doses, int[] days, long[] milliSets) {
        for (int dose : doses) {
            if (Dose.milliSets(dose) >= DayTable.EFFECTIVE_MILLI_SETS_MIN) {
                days[Dose.id(dose)]++;
                milliSets[Dose.id(dose)] += Dose.milliSets(dose);
            }
        }
    }

    private static Habit habit(DayTable table, long milliSets, int days, int spanDays) {
        long steps = Math.round((double) milliSets / days / DOSE_STEP_MILLI_SETS);
        int mean = (int) Math.min(steps * DOSE_STEP_MILLI_SETS, Dose.MILLI_SETS_MAX);
        return days * SPARSEST_DAYS < spanDays
                ? new Habit(table, mean, 1, SPARSEST_DAYS)
                : new Habit(table, mean, days, spanDays);
    }

    /** One movement and one group after that habit; days count from the log's first one. */
    private BodyTracks past(Habit habit) {
        BodyTracks known = remembered.get(habit);
        if (known != null) {
            return known;
        }
        BodyTracks past = new BodyTracks(1, 1);
        for (int before = DAYS * habit.sessions() / habit.spanDays(); before >= 1; before--) {
            int day = -(before * habit.spanDays() / habit.sessions());
            past.trainMovement(0, day, habit.milliSets(), habit.table());
            past.trainGroup(0, day, habit.milliSets(), habit.table());
        }
        if (remembered.size() < REMEMBERED_MAX) {
            remembered.put(habit, past);
        }
        return past;
    }
}
