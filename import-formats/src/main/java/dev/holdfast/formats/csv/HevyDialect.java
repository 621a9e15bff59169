package dev.holdfast.formats.csv;

import dev.holdfast.event.SetKind;
import dev.holdfast.formats.ImportFormat;
import dev.holdfast.formats.ImportOptions;
import dev.holdfast.formats.RowKind;
import dev.holdfast.formats.RowRef;
import dev.holdfast.formats.text.Cells;
import dev.holdfast.formats.workout.SetRow;
import dev.holdfast.formats.workout.Workout;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Exports of the app Hevy, in kilograms or pounds. Times have no offset. */
public final class HevyDialect extends WorkoutDialect {
    public static final ImportFormat FORMAT = new CsvFormat(
            "hevy",
            "Hevy",
            "title,start_time,end_time,…,exercise_title,…,set_type,weight_kg,reps,…",
            "sets",
            "athlete, zone",
            List.of("title", "start_time", "exercise_title", "set_type", "reps"),
            HevyDialect::new);

    private final int title;
    private final int start;
    private final int end;
    private final int setType;
    private final Columns columns;
    private final Measure load;
    private final Measure distance;
    private String lastEndText = "";
    private @Nullable LocalDateTime lastEnd;

    private HevyDialect(Headings headings, ImportOptions options) {
        title = headings.find("title");
        start = headings.find("start_time");
        end = headings.find("end_time");
        setType = headings.find("set_type");
        load = Measure.load(headings, options);
        distance = Measure.distance(headings, load);
        columns = new Columns(
                headings.find("exercise_title"),
                load.column(),
                headings.find("reps"),
                headings.find("rpe"),
                headings.find("duration_seconds"),
                distance.column());
    }

    @Override
    SetRow read(CsvRow row) {
        LocalDateTime began = start(row, start);
        Double minutes = minutesTo(row.text(end), began);
        SetKind kind = kind(row);
        var exercise = columns.performed(
                row,
                kind,
                load.of(row),
                row.wholeNumber(columns.reps()),
                row.numberAboveZero(columns.rpe()),
                row.number(columns.seconds()),
                distance.of(row));
        RowKind rowKind = kind == SetKind.WARM_UP ? RowKind.WARM_UP : RowKind.WORKING;
        return new SetRow(new RowRef(row.line(), rowKind), began, row.text(title), minutes, exercise);
    }

    /** Rows of one workout repeat its end, so the last one is remembered. */
    private @Nullable Double minutesTo(String endText, LocalDateTime began) {
        if (!endText.equals(lastEndText)) {
            lastEnd = Cells.start(endText);
            lastEndText = endText;
        }
        return lastEnd == null ? null : Workout.minutes(Duration.between(began, lastEnd));
    }

    private SetKind kind(CsvRow row) {
        return switch (row.text(setType).toLowerCase(Locale.ROOT).replaceAll("[ _-]", "")) {
            case "", "normal" -> SetKind.WORKING;
            case "warmup" -> SetKind.WARM_UP;
            case "dropset", "drop" -> SetKind.DROP;
            case "failure" -> SetKind.FAILURE;
            default -> throw row.invalid(setType, "give normal, warmup, dropset or failure");
        };
    }
}
