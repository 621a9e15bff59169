package dev.holdfast.command.imports.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.holdfast.event.InvalidValueException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Our own events, one JSON object a line. */
final class NdjsonReader implements ImportReader {
    private static final String EXAMPLE =
            "{\"athleteId\":\"a7\",\"type\":\"SessionLogged\",\"occurredAt\":\"2026-03-02T18:30:00+01:00\",…}";

    private final RecordSplitter records;

    NdjsonReader(RecordSplitter records) {
        this.records = records;
    }

    @Override
    public ImportFormat format() {
        return ImportFormat.NDJSON;
    }

    @Override
    public @Nullable ImportItem next() throws IOException {
        while (records.next()) {
            if (!records.isBlank()) {
                return read();
            }
        }
        return null;
    }

    @Override
    public long bytesRead() {
        return records.bytesRead();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }

    private ImportItem read() throws IOException {
        long line = records.line();
        if (records.isTooLong()) {
            return new ImportItem.Rejected(
                    line, "row", records.excerpt(), "keep a line within " + RecordSplitter.RECORD_BYTES_MAX + " bytes");
        }
        try {
            ImportedEvent event = EventJson.read(records.bytes(), records.length());
            return new ImportItem.Fact(event, List.of(new RowRef(line, RowKind.WORKING)));
        } catch (InvalidValueException e) {
            return ImportItem.Rejected.of(line, e);
        } catch (JsonProcessingException e) {
            String excerpt = records.excerpt();
            return new ImportItem.Rejected(
                    line,
                    "row",
                    excerpt.substring(0, Math.min(excerpt.length(), 120)),
                    "give one JSON object such as " + EXAMPLE + " (" + e.getOriginalMessage() + ")");
        }
    }
}
