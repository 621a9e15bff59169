package dev.holdfast.formats.ndjson;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.formats.ImportFormat;
import dev.holdfast.formats.ImportItem;
import dev.holdfast.formats.ImportReader;
import dev.holdfast.formats.ImportedEvent;
import dev.holdfast.formats.RowKind;
import dev.holdfast.formats.RowRef;
import dev.holdfast.formats.text.RecordSplitter;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Our own events, one JSON object a line. */
final class NdjsonReader implements ImportReader {
    private final ImportFormat format;
    private final RecordSplitter records;

    NdjsonReader(ImportFormat format, RecordSplitter records) {
        this.format = format;
        this.records = records;
    }

    @Override
    public ImportFormat format() {
        return format;
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
                    "give one JSON object such as " + format.description().begins() + " (" + e.getOriginalMessage()
                            + ")");
        }
    }
}
