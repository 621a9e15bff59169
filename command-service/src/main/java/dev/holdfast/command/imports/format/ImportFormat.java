package dev.holdfast.command.imports.format;

import dev.holdfast.event.InvalidValueException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The files that can be read. */
public enum ImportFormat {
    /** Told by the first line. */
    AUTO,
    STRONG,
    HEVY,
    FITNOTES,
    /** Our own events, one JSON object a line. */
    NDJSON,
    /** An activity of a watch: binary. */
    FIT,
    /** The workout log of wger: one JSON document. */
    WGER;

    private static final int START_BYTES = 256;

    /** As in the request parameter and, for app exports, the source of the events: {@code strong}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws InvalidValueException naming the parameter {@code format} */
    public static ImportFormat ofKey(String key) {
        for (ImportFormat each : values()) {
            if (each.key().equals(key.toLowerCase(Locale.ROOT))) {
                return each;
            }
        }
        throw new InvalidValueException("format", key, "give auto, strong, hevy, fitnotes, ndjson, fit or wger");
    }

    /**
     * Reads the beginning and says what the file is.
     *
     * @throws InvalidValueException when the whole file is refused, naming the parameter that is missing or what is wrong
     *     with the body: empty, of another encoding, compressed, or of headings that no known app writes
     * @throws IOException when the source fails
     */
    public static ImportReader open(InputStream source, ImportOptions options) throws IOException {
        var buffered = new BufferedInputStream(source);
        buffered.mark(START_BYTES);
        byte[] start = buffered.readNBytes(START_BYTES);
        buffered.reset();
        if (options.format() == FIT || (options.format() == AUTO && FitReader.isFit(start, start.length))) {
            return new FitReader(buffered, options);
        }
        if (options.format() == WGER
                || (options.format() == AUTO && WgerReader.isWger(new String(start, StandardCharsets.UTF_8)))) {
            return new WgerReader(buffered, options);
        }
        RecordSplitter records = new RecordSplitter(buffered);
        boolean ndjson = options.format() == NDJSON || (options.format() == AUTO && records.beginsWith('{'));
        return ndjson ? new NdjsonReader(records) : openExport(records, options);
    }

    private static ImportReader openExport(RecordSplitter records, ImportOptions options) throws IOException {
        Headings headings = headings(records);
        WorkoutDialect dialect = StrongDialect.of(headings, options);
        if (dialect == null) {
            dialect = HevyDialect.of(headings, options);
        }
        if (dialect == null) {
            dialect = FitNotesDialect.of(headings, options);
        }
        if (dialect == null) {
            throw headings.unknown();
        }
        if (options.format() != AUTO && options.format() != dialect.format()) {
            throw new InvalidValueException(
                    "format",
                    options.format().key(),
                    "give format=" + dialect.format().key() + " or auto: the headings are " + headings);
        }
        return new WorkoutReader(records, headings, dialect, options);
    }

    private static Headings headings(RecordSplitter records) throws IOException {
        while (records.next()) {
            // Some spreadsheets put a first line that names the delimiter.
            if (!records.isBlank() && !records.excerpt().startsWith("sep=")) {
                if (records.isTooLong()) {
                    throw new InvalidValueException(
                            "body.headings", records.excerpt(), "send a file whose first line is its headings");
                }
                try {
                    return Headings.of(records.text());
                } catch (CharacterCodingException e) {
                    throw new InvalidValueException("body.headings", records.excerpt(), "save the file as UTF-8 text");
                }
            }
        }
        throw new InvalidValueException("body", "an empty file", "send the export with its heading and rows");
    }
}
