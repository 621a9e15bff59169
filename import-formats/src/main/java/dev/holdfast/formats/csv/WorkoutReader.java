package dev.holdfast.formats.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.formats.ImportFormat;
import dev.holdfast.formats.ImportItem;
import dev.holdfast.formats.ImportOptions;
import dev.holdfast.formats.ImportReader;
import dev.holdfast.formats.text.RecordSplitter;
import dev.holdfast.formats.workout.SetRow;
import dev.holdfast.formats.workout.Workout;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts an app's rows together to workouts: neighbouring rows with the same start and title are one. When both come again
 * further down, it is another workout, and its key says which.
 */
final class WorkoutReader implements ImportReader {
    /** A workout a day for 500 years. Keys are remembered, so there must be an end to them. */
    private static final int WORKOUTS_MAX = 200_000;

    private static final String UNREADABLE = "begin and end the field with a quote, and double each quote within it";

    private final ImportFormat format;
    private final RecordSplitter records;
    private final Headings headings;
    private final WorkoutDialect dialect;
    private final AthleteId athlete;
    private final ZoneId zone;
    private final CsvReader.CsvReaderBuilder csv;
    private final Map<String, Integer> timesSeen = new HashMap<>();
    private @Nullable Workout open;
    private @Nullable SetRow pending;

    WorkoutReader(
            ImportFormat format,
            RecordSplitter records,
            Headings headings,
            WorkoutDialect dialect,
            ImportOptions options) {
        this.format = format;
        this.records = records;
        this.headings = headings;
        this.dialect = dialect;
        this.athlete = options.athleteOrRefuse(format);
        this.zone = options.zoneOrRefuse(format);
        this.csv = CsvReader.builder().fieldSeparator(headings.delimiter()).skipEmptyLines(false);
        records.quoteFieldsBetween(headings.delimiter());
    }

    @Override
    public ImportFormat format() {
        return format;
    }

    @Override
    public @Nullable ImportItem next() throws IOException {
        while (true) {
            SetRow row = pending;
            pending = null;
            if (row == null) {
                if (!nextRecord()) {
                    Workout last = open;
                    open = null;
                    return last == null ? null : finish(last);
                }
                try {
                    row = dialect.read(parsed());
                } catch (InvalidValueException e) {
                    return ImportItem.Rejected.of(records.line(), e);
                }
            }
            Workout workout = open;
            if (workout != null && !workout.first().isOfSameWorkout(row)) {
                pending = row;
                open = null;
                return finish(workout);
            }
            if (workout == null) {
                workout = new Workout(row);
                open = workout;
            }
            ImportItem.Rejected refused = workout.add(row);
            if (refused != null) {
                return refused;
            }
        }
    }

    @Override
    public long bytesRead() {
        return records.bytesRead();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }

    private boolean nextRecord() throws IOException {
        while (records.next()) {
            if (!records.isBlank()) {
                return true;
            }
        }
        return false;
    }

    private CsvRow parsed() {
        if (records.isTooLong()) {
            records.keepFirstLineOnly();
            throw new InvalidValueException(
                    "row",
                    records.excerpt(),
                    "keep a row within " + RecordSplitter.RECORD_BYTES_MAX
                            + " bytes; check that every quote is closed");
        }
        String text;
        try {
            text = records.text();
        } catch (CharacterCodingException e) {
            String excerpt = records.excerpt();
            records.keepFirstLineOnly();
            throw new InvalidValueException("row", excerpt, "save the file as UTF-8: the row holds bytes that are not");
        }
        String[] cells = cells(text);
        if (cells.length != headings.size()) {
            records.keepFirstLineOnly();
            throw new InvalidValueException(
                    "row",
                    records.excerpt(),
                    "give %d fields as in the heading, not %d".formatted(headings.size(), cells.length));
        }
        return new CsvRow(records.line(), headings, cells);
    }

    /** All fields of the record: where the parser sees another end of it, the row is refused and none is lost. */
    private String[] cells(String text) {
        try (CloseableIterator<CsvRecord> parsed = csv.ofCsvRecord(text).iterator()) {
            CsvRecord first = parsed.next();
            if (!parsed.hasNext()) {
                return first.getFields().toArray(new String[0]);
            }
        } catch (CsvParseException | IOException e) {
            // Said below, as for a record that ends early.
        }
        records.keepFirstLineOnly();
        throw new InvalidValueException("row", records.excerpt(), UNREADABLE);
    }

    private ImportItem finish(Workout workout) {
        if (!workout.hasSets()) {
            return new ImportItem.NothingToKeep(workout.rows());
        }
        String id = athlete.value() + "/" + workout.identity();
        if (timesSeen.size() == WORKOUTS_MAX) {
            // A repeat of one that is forgotten here meets its key in the store, which tells that the contents differ.
            timesSeen.clear();
        }
        int ordinal = timesSeen.merge(id, 1, Integer::sum);
        EventKey key = new EventKey(format.key(), ordinal == 1 ? id : id + "/" + ordinal);
        // In the hour that autumn repeats the earlier of both is taken, in the one that spring skips the next one.
        OffsetDateTime at = workout.first().start().atZone(zone).toOffsetDateTime();
        return new ImportItem.Fact(workout.event(athlete, at, key), workout.rows());
    }
}
