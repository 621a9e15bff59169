package dev.holdfast.formats.ndjson;

import dev.holdfast.formats.FileStart;
import dev.holdfast.formats.ImportFormat;
import dev.holdfast.formats.ImportOptions;
import dev.holdfast.formats.ImportReader;
import dev.holdfast.formats.text.RecordSplitter;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Holdfast's own events, one JSON object a line. */
public final class NdjsonFormat implements ImportFormat {
    private static final Description DESCRIPTION = new Description(
            "ndjson",
            "Holdfast's own events, one JSON object a line",
            List.of("ndjson", "jsonl"),
            "{\"athleteId\":\"a7\",\"type\":\"SessionLogged\",\"occurredAt\":\"2026-03-02T18:30:00+01:00\",…}",
            "events",
            "nothing",
            true);

    @Override
    public Description description() {
        return DESCRIPTION;
    }

    @Override
    public boolean recognises(FileStart start) {
        return start.text().startsWith("{");
    }

    @Override
    public ImportReader open(InputStream source, ImportOptions options) throws IOException {
        return new NdjsonReader(this, new RecordSplitter(source));
    }
}
