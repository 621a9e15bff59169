package dev.holdfast.event;

import java.util.List;

/**
 * The sets of one exercise in the order they were done.
 *
 * @param name the exercise as the source calls it, 1 to 200 characters; the catalogue maps it when it is read
 * @param sets 1 to 200 sets
 */
public record PerformedExercise(String name, List<LoggedSet> sets) {
    public static final int NAME_LENGTH_MAX = 200;
    public static final int SETS_MAX = 200;

    public PerformedExercise {
        Check.length("name", name, NAME_LENGTH_MAX);
        sets = List.copyOf(sets);
        Check.range("sets.length", sets.size(), 1, SETS_MAX, "sets");
    }
}
