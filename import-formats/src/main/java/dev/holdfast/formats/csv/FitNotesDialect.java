package dev.holdfast.formats.csv;

import dev.holdfast.event.SetKind;
import dev.holdfast.formats.ImportFormat;
import dev.holdfast.formats.ImportOptions;
import dev.holdfast.formats.LoadUnit;
import dev.holdfast.formats.RowKind;
import dev.holdfast.formats.RowRef;
import dev.holdfast.formats.text.Cells;
import dev.holdfast.formats.workout.SetRow;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Exports of the app FitNotes, of Android (with a column of units, or older with the unit in the heading) and of iOS (with
 * both units). It knows days, not times: a day's sets are one workout that is placed at the start of the day.
 */
public final class FitNotesDialect extends WorkoutDialect {
    public static final ImportFormat FORMAT = new CsvFormat(
            "fitnotes",
            "FitNotes",
            "Date,Exercise,Category,Weight,Weight Unit,Reps,…",
            "sets; a day is one session, at the start of the day",
            "athlete, zone; unit where neither heading nor column says it",
            List.of("date", "exercise", "category", "reps"),
            FitNotesDialect::new);

    private final int date;
    private final int kind;
    private final int time;
    private final Columns columns;
    private final Measure load;
    private final Measure loadOtherwise;
    private final Measure distance;

    private FitNotesDialect(Headings headings, ImportOptions options) {
        date = headings.find("date");
        kind = headings.find("kind");
        time = headings.find("time");
        load = Measure.load(headings, options);
        // The iOS app fills in one of two columns.
        loadOtherwise = new Measure(headings.find("weight (lbs)"), Headings.ABSENT, LoadUnit.LB.kilograms());
        distance = Measure.distance(headings, load);
        columns = new Columns(
                headings.find("exercise"),
                load.column(),
                headings.find("reps"),
                headings.find("rpe"),
                time,
                distance.column());
    }

    @Override
    SetRow read(CsvRow row) {
        var start = start(row, date).toLocalDate().atStartOfDay();
        SetKind setKind = kind(row);
        Double loadKg = load.of(row);
        if (loadKg == null && loadOtherwise.column() != Headings.ABSENT) {
            loadKg = loadOtherwise.of(row);
        }
        var exercise = columns.performed(
                row,
                setKind,
                loadKg,
                row.wholeNumber(columns.reps()),
                row.numberAboveZero(columns.rpe()),
                seconds(row),
                distance.of(row));
        RowKind rowKind = setKind == SetKind.WARM_UP ? RowKind.WARM_UP : RowKind.WORKING;
        return new SetRow(new RowRef(row.line(), rowKind), start, "", null, exercise);
    }

    private @Nullable Double seconds(CsvRow row) {
        String text = row.text(time);
        if (text.isEmpty()) {
            return null;
        }
        Duration duration = Cells.duration(text);
        if (duration == null) {
            throw row.invalid(time, "give a time such as 0:01:30");
        }
        return duration.toMillis() / 1_000.0;
    }

    private SetKind kind(CsvRow row) {
        String text = row.text(kind).toLowerCase(Locale.ROOT);
        return text.contains("warm") ? SetKind.WARM_UP : text.contains("drop") ? SetKind.DROP : SetKind.WORKING;
    }
}
