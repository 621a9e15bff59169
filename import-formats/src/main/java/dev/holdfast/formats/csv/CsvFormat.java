package dev.holdfast.formats.csv;

import dev.holdfast.formats.FileStart;
import dev.holdfast.formats.ImportFormat;
import dev.holdfast.formats.ImportOptions;
import dev.holdfast.formats.ImportReader;
import dev.holdfast.formats.text.RecordSplitter;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.BiFunction;

/** The export of one app, recognised by its headings. */
final class CsvFormat implements ImportFormat {
    private final Description description;
    private final List<String> requiredHeadings;
    private final BiFunction<Headings, ImportOptions, WorkoutDialect> dialect;

    /** @param requiredHeadings in lower case, in any order */
    CsvFormat(
            String key,
            String name,
            String begins,
            String rows,
            String needs,
            List<String> requiredHeadings,
            BiFunction<Headings, ImportOptions, WorkoutDialect> dialect) {
        this.description = new Description(key, name, List.of("csv"), begins, rows, needs, false);
        this.requiredHeadings = requiredHeadings;
        this.dialect = dialect;
    }

    @Override
    public Description description() {
        return description;
    }

    @Override
    public boolean recognises(FileStart start) {
        return Headings.of(start.headings()).hasAll(requiredHeadings);
    }

    @Override
    public ImportReader open(InputStream source, ImportOptions options) throws IOException {
        RecordSplitter records = new RecordSplitter(source);
        Headings headings = Headings.read(records);
        if (!headings.hasAll(requiredHeadings)) {
            throw headings.notOf(this);
        }
        return new WorkoutReader(this, records, headings, dialect.apply(headings, options), options);
    }
}
