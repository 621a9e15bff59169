package dev.holdfast.command.imports.format;

import dev.holdfast.event.PerformedExercise;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A sound row of a workout.
 *
 * @param durationMinutes of the whole workout, null when unknown
 * @param exercise holding the one set of this row; null when the row is no set
 */
record SetRow(
        RowRef row,
        LocalDateTime start,
        String title,
        @Nullable Double durationMinutes,
        @Nullable PerformedExercise exercise) {

    boolean isOfSameWorkout(SetRow other) {
        return start.equals(other.start) && title.equals(other.title);
    }
}
