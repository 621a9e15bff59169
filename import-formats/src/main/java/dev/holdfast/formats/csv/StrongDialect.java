package dev.holdfast.formats.csv;

import dev.holdfast.event.SetKind;
import dev.holdfast.formats.ImportFormat;
import dev.holdfast.formats.ImportOptions;
import dev.holdfast.formats.RowKind;
import dev.holdfast.formats.RowRef;
import dev.holdfast.formats.text.Cells;
import dev.holdfast.formats.workout.SetRow;
import dev.holdfast.formats.workout.Workout;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Exports of the app Strong, of every age: with comma or semicolon, with or without duration and rating, with the unit in the
 * heading, in a column, or nowhere. Strong writes 0 for a time, a distance or a rating that was not logged. A distance
 * without unit goes by the unit of the load: kilometres with kg, miles with lb.
 */
public final class StrongDialect extends WorkoutDialect {
    public static final ImportFormat FORMAT = new CsvFormat(
            "strong",
            "Strong",
            "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,…",
            "sets; `Rest Timer` and `Note` rows belong to no set",
            "athlete, zone; unit where the heading is a bare `Weight`",
            List.of("date", "workout name", "exercise name", "set order", "reps"),
            StrongDialect::new);

    private final int date;
    private final int title;
    private final int duration;
    private final int setOrder;
    private final Columns columns;
    private final Measure load;
    private final Measure distance;

    private StrongDialect(Headings headings, ImportOptions options) {
        date = headings.find("date");
        title = headings.find("workout name");
        duration = headings.find("duration", "duration (sec)", "workout duration");
        setOrder = headings.find("set order");
        load = Measure.load(headings, options);
        distance = Measure.distance(headings, load);
        columns = new Columns(
                headings.find("exercise name"),
                load.column(),
                headings.find("reps"),
                headings.find("rpe"),
                headings.find("seconds"),
                distance.column());
    }

    @Override
    SetRow read(CsvRow row) {
        var start = start(row, date);
        Double minutes = Workout.minutes(Cells.duration(row.text(duration)));
        SetKind kind = kind(row);
        if (kind == null) {
            return new SetRow(new RowRef(row.line(), RowKind.REST), start, row.text(title), minutes, null);
        }
        Double seconds = row.numberAboveZero(columns.seconds());
        Double meters = distance.of(row);
        meters = meters != null && meters == 0 ? null : meters;
        Integer reps = row.wholeNumber(columns.reps());
        if (reps != null && reps == 0 && (seconds != null || meters != null)) {
            reps = null;
        }
        var exercise =
                columns.performed(row, kind, load.of(row), reps, row.numberAboveZero(columns.rpe()), seconds, meters);
        RowKind rowKind = kind == SetKind.WARM_UP ? RowKind.WARM_UP : RowKind.WORKING;
        return new SetRow(new RowRef(row.line(), rowKind), start, row.text(title), minutes, exercise);
    }

    /** Null for rows between sets. */
    private @Nullable SetKind kind(CsvRow row) {
        String order = row.text(setOrder);
        return switch (order.toUpperCase(Locale.ROOT)) {
            case "W" -> SetKind.WARM_UP;
            case "D" -> SetKind.DROP;
            case "F" -> SetKind.FAILURE;
            case "REST TIMER", "NOTE" -> null;
            default -> {
                Double number = Cells.number(order);
                if (number == null || number < 0 || number != Math.rint(number)) {
                    throw row.invalid(setOrder, "give the number of the set, W, D, F or Rest Timer");
                }
                yield SetKind.WORKING;
            }
        };
    }
}
