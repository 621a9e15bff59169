package dev.holdfast.level;

import dev.holdfast.load.Dose;
import dev.holdfast.load.OpenDoses;
import dev.holdfast.packed.PackedReader;
import dev.holdfast.packed.PackedWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The first days of a log, kept as they were: what was trained before the log is taken to have been like them, so they can
 * be folded only when they are known. Nothing here is folded yet.
 */
final class Opening {
    /** How long a log opens. */
    static final int DAYS = 90;

    final List<Day> days = new ArrayList<>();

    /**
     * @param movements doses as {@link Dose}s, ascending by id
     * @param groups doses as {@link Dose}s, ascending by id
     * @param exercises seen that day, in order of their keys
     * @param bestParts of each of them
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Day(int day, int[] movements, int[] groups, ExerciseTrack[] exercises, int[] bestParts) {}

    /** Whether a log that began on {@code firstDay} is still open on {@code day}. */
    static boolean isOpen(int firstDay, int day) {
        return day < firstDay + DAYS;
    }

    int firstDay() {
        return days.getFirst().day();
    }

    /** A day with the exercises that its lifts are open in. */
    void add(int day, OpenDoses movements, OpenDoses groups, List<ExerciseTrack> open) {
        ExerciseTrack[] exercises = new ExerciseTrack[open.size()];
        int[] bestParts = new int[exercises.length];
        for (int i = 0; i < exercises.length; i++) {
            exercises[i] = open.get(i);
            bestParts[i] = open.get(i).openParts;
        }
        days.add(new Day(day, doses(movements), doses(groups), exercises, bestParts));
    }

    private static int[] doses(OpenDoses from) {
        int[] doses = new int[Long.bitCount(from.touched())];
        int next = 0;
        for (long rest = from.touched(); rest != 0; rest &= rest - 1) {
            int id = Long.numberOfTrailingZeros(rest);
            doses[next++] = Dose.of(id, from.milliSets(id));
        }
        return doses;
    }

    /** The same days of a copy of the athlete, whose exercises are at the same places. */
    Opening copy(List<ExerciseTrack> to) {
        Opening copy = new Opening();
        for (Day day : days) {
            ExerciseTrack[] exercises = new ExerciseTrack[day.exercises().length];
            Arrays.setAll(exercises, i -> to.get(day.exercises()[i].place));
            copy.days.add(new Day(day.day(), day.movements(), day.groups(), exercises, day.bestParts()));
        }
        return copy;
    }

    void write(PackedWriter to) {
        to.unsigned(days.size());
        int before = 0;
        for (Day day : days) {
            to.signed(day.day() - before);
            before = day.day();
            doses(day.movements(), to);
            doses(day.groups(), to);
            to.unsigned(day.exercises().length);
            for (int i = 0; i < day.exercises().length; i++) {
                to.unsigned(day.exercises()[i].place);
                to.unsigned(day.bestParts()[i]);
            }
        }
    }

    static Opening read(PackedReader from, List<ExerciseTrack> all) {
        Opening opening = new Opening();
        int count = from.count(DAYS);
        int day = 0;
        for (int i = 0; i < count; i++) {
            day = Math.toIntExact(day + from.signed());
            int[] movements = doses(from);
            int[] groups = doses(from);
            int seen = from.count(LevelState.EXERCISES_MAX);
            ExerciseTrack[] exercises = new ExerciseTrack[seen];
            int[] bestParts = new int[seen];
            for (int j = 0; j < seen; j++) {
                exercises[j] = all.get(from.count(all.size() - 1));
                bestParts[j] = from.count(Integer.MAX_VALUE);
            }
            opening.days.add(new Day(day, movements, groups, exercises, bestParts));
        }
        return opening;
    }

    private static void doses(int[] doses, PackedWriter to) {
        to.unsigned(doses.length);
        for (int dose : doses) {
            to.octet(Dose.id(dose));
            to.unsigned(Dose.milliSets(dose));
        }
    }

    private static int[] doses(PackedReader from) {
        int[] doses = new int[from.count(Long.SIZE)];
        for (int i = 0; i < doses.length; i++) {
            int id = from.octet();
            doses[i] = Dose.of(id, from.count(Dose.MILLI_SETS_MAX));
        }
        return doses;
    }
}
