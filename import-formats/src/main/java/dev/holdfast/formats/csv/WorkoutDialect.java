package dev.holdfast.formats.csv;

import dev.holdfast.event.EventTime;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.SetKind;
import dev.holdfast.formats.text.Cells;
import dev.holdfast.formats.workout.SetRow;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one app writes a set as a row. */
abstract class WorkoutDialect {
    private static final LocalDate EARLIEST = LocalDate.of(EventTime.YEAR_MIN, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(EventTime.YEAR_MAX, 12, 31);

    private String lastStartText = "";
    private LocalDateTime lastStart = EARLIEST.atStartOfDay();

    /** @throws InvalidValueException naming the heading, the value and the remedy */
    abstract SetRow read(CsvRow row);

    /** Rows of one workout repeat its start, so the last one is remembered. */
    LocalDateTime start(CsvRow row, int column) {
        String text = row.text(column);
        if (!text.equals(lastStartText)) {
            LocalDateTime start = Cells.start(text);
            if (start == null) {
                throw row.invalid(column, "give a date and time such as 2025-06-30 19:56:00");
            }
            if (start.toLocalDate().isBefore(EARLIEST) || start.toLocalDate().isAfter(LATEST)) {
                throw row.invalid(column, "give a date from " + EARLIEST + " to " + LATEST);
            }
            lastStart = start;
            lastStartText = text;
        }
        return lastStart;
    }

    /** The columns that a set's values come from, so that a refusal names the file's own heading. */
    record Columns(int exercise, int load, int reps, int rpe, int seconds, int distance) {
        PerformedExercise performed(
                CsvRow row,
                SetKind kind,
                @Nullable Double loadKg,
                @Nullable Integer reps,
                @Nullable Double rpe,
                @Nullable Double durationSeconds,
                @Nullable Double distanceMeters) {
            if (loadKg == null && reps == null && durationSeconds == null && distanceMeters == null) {
                throw row.invalid(
                        this.reps, "give repetitions, a load, a time or a distance: the row says none of them");
            }
            try {
                var set = new LoggedSet(kind, loadKg, reps, rpe, null, durationSeconds, distanceMeters);
                return new PerformedExercise(row.text(exercise), List.of(set));
            } catch (InvalidValueException e) {
                int column = switch (e.field()) {
                    case "loadKg" -> load;
                    case "reps" -> this.reps;
                    case "rpe" -> this.rpe;
                    case "durationSeconds" -> seconds;
                    case "distanceMeters" -> distance;
                    default -> exercise;
                };
                throw row.invalid(column, e.remedy());
            }
        }
    }
}
