package dev.holdfast.formats.workout;

import dev.holdfast.event.PerformedExercise;
import dev.holdfast.formats.RowRef;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A sound row of a workout.
 *
 * @param durationMinutes of the whole workout, null when unknown
 * @param exercise holding the one set of this row; null when the row is no set
 */
public record SetRow(
        RowRef row,
        LocalDateTime start,
        String title,
        @Nullable Double durationMinutes,
        @Nullable PerformedExercise exercise) {

    /** Whether both rows have the same start and title. */
    public boolean isOfSameWorkout(SetRow other) {
        return start.equals(other.start) && title.equals(other.title);
    }
}
