package dev.holdfast.command.imports.format;

import dev.holdfast.event.InvalidValueException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** The files that can be read. */
public enum ImportFormat {
    /** Told by the first line. */
    AUTO,
    STRONG,
    HEVY,
    FITNOTES,
    /** Our own events, one JSON object a line. */
    NDJSON;

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
        throw new InvalidValueException("format", key, "give auto, strong, hevy, fitnotes or ndjson");
    }

    /**
     * Reads the beginning and says what the file is.
     *
     * @throws InvalidValueException when the whole file is refused, naming the parameter that is missing or what is wrong
     *     with the body: empty, of another encoding, compressed, or of headings that no known app writes
     * @throws IOException when the source fails
     */
    public static ImportReader open(InputStream source, ImportOptions options) throws IOException {
        throw new UnsupportedOperationException();
    }
}
