package dev.holdfast.formats.fit;

import dev.holdfast.formats.FileStart;
import dev.holdfast.formats.ImportFormat;
import dev.holdfast.formats.ImportOptions;
import dev.holdfast.formats.ImportReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** An activity of a watch: binary. */
public final class FitFormat implements ImportFormat {
    private static final int SIGNATURE_OFFSET = 8;
    private static final String SIGNATURE = ".FIT";

    private static final Description DESCRIPTION = new Description(
            "fit",
            "activities of watches",
            List.of("fit"),
            "`.FIT` in the file's header",
            "strength sets, counted from 1; an activity without sets is one row, its sport",
            "athlete; zone where the watch wrote no local time",
            false);

    @Override
    public Description description() {
        return DESCRIPTION;
    }

    @Override
    public boolean recognises(FileStart start) {
        return start.hasAt(SIGNATURE_OFFSET, SIGNATURE);
    }

    @Override
    public ImportReader open(InputStream source, ImportOptions options) throws IOException {
        return new FitReader(this, source, options);
    }
}
