package dev.holdfast.formats.wger;

import dev.holdfast.formats.FileStart;
import dev.holdfast.formats.ImportFormat;
import dev.holdfast.formats.ImportOptions;
import dev.holdfast.formats.ImportReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The workout log of wger: one JSON document. */
public final class WgerFormat implements ImportFormat {
    private static final int LOOK_FOR_RESULTS = 256;

    private static final Description DESCRIPTION = new Description(
            "wger",
            "wger's workout log",
            List.of("json"),
            "a JSON list, or an object with `results`",
            "entries of the workout log, counted from 1",
            "athlete, zone",
            false);

    @Override
    public Description description() {
        return DESCRIPTION;
    }

    /** Whether it begins as a list, or as a page of wger's API and not as one of our own events. */
    @Override
    public boolean recognises(FileStart start) {
        String text = start.text();
        return text.startsWith("[")
                || (text.startsWith("{")
                        && text.substring(0, Math.min(text.length(), LOOK_FOR_RESULTS))
                                .contains("\"results\""));
    }

    @Override
    public ImportReader open(InputStream source, ImportOptions options) throws IOException {
        return new WgerReader(this, source, options);
    }
}
