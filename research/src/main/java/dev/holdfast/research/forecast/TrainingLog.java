package dev.holdfast.research.forecast;

import dev.holdfast.event.PerformedExercise;
import java.util.Comparator;
import java.util.List;

/**
 * Everything that one lifter logged.
 *
 * @param exercises in order of their days
 */
public record TrainingLog(List<Entry> exercises) {
    /** @param day local day, since 1970-01-01 */
    public record Entry(int day, PerformedExercise exercise) {}

    public TrainingLog {
        exercises =
                exercises.stream().sorted(Comparator.comparingInt(Entry::day)).toList();
    }
}
