package dev.holdfast.formats.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.formats.FileStart;
import dev.holdfast.formats.ImportFormat;
import dev.holdfast.formats.text.RecordSplitter;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The first row of a CSV file, found by name whatever their order and case. */
final class Headings {
    static final int ABSENT = -1;

    private static final char[] DELIMITERS = {',', ';', '\t'};

    private final char delimiter;
    private final List<String> names;
    private final Map<String, Integer> columns = new HashMap<>();

    private Headings(char delimiter, List<String> names) {
        this.delimiter = delimiter;
        this.names = names;
        for (int i = 0; i < names.size(); i++) {
            columns.putIfAbsent(names.get(i).toLowerCase(Locale.ROOT), i);
        }
    }

    /**
     * Reads the first record that says something.
     *
     * @throws InvalidValueException when the file has none
     */
    static Headings read(RecordSplitter records) throws IOException {
        while (records.next()) {
            if (!records.isBlank() && !FileStart.isDelimiterLine(records.excerpt())) {
                if (records.isTooLong()) {
                    throw new InvalidValueException(
                            "body.headings", records.excerpt(), "send a file whose first line is its headings");
                }
                try {
                    return of(records.text());
                } catch (CharacterCodingException e) {
                    throw new InvalidValueException("body.headings", records.excerpt(), "save the file as UTF-8 text");
                }
            }
        }
        throw new InvalidValueException("body", "an empty file", "send the export with its heading and rows");
    }

    /** The delimiter is the one that makes the most headings. */
    static Headings of(String line) {
        List<String> best = List.of(line);
        char delimiter = ',';
        for (char candidate : DELIMITERS) {
            List<String> names = split(line, candidate);
            if (names.size() > best.size()) {
                best = names;
                delimiter = candidate;
            }
        }
        return new Headings(delimiter, best);
    }

    char delimiter() {
        return delimiter;
    }

    int size() {
        return names.size();
    }

    String name(int column) {
        return names.get(column);
    }

    boolean hasAll(List<String> wanted) {
        return columns.keySet().containsAll(wanted);
    }

    /** The column of the first of {@code wanted} that is there, or {@link #ABSENT}. */
    int find(String... wanted) {
        for (String name : wanted) {
            Integer column = columns.get(name);
            if (column != null) {
                return column;
            }
        }
        return ABSENT;
    }

    @Override
    public String toString() {
        return String.join(String.valueOf(delimiter), names);
    }

    private static List<String> split(String line, char delimiter) {
        try {
            List<String> names = new ArrayList<>();
            CsvReader.builder()
                    .fieldSeparator(delimiter)
                    .ofSingleCsvRecord(line)
                    .getFields()
                    .forEach(name -> names.add(name.strip()));
            return names;
        } catch (CsvParseException e) {
            return List.of();
        }
    }

    /** The refusal of a file that lacks what {@code format} has. */
    InvalidValueException notOf(ImportFormat format) {
        return new InvalidValueException(
                "body.headings",
                this,
                "send a file that begins like this one: " + format.description().begins());
    }
}
