package dev.holdfast.formats;

import dev.holdfast.event.InvalidValueException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A kind of file that can be read: all that anything else says of it comes from here. */
public interface ImportFormat {
    /**
     * @param key as in the request parameter {@code format}; for exports of apps also the source of the events
     * @param name as people call it
     * @param extensions of such files, without the dot
     * @param begins how such a file begins, by which it is recognised
     * @param rows what a row of it is
     * @param needs what the sender has to say of it
     * @param namesAthletes whether the file says of whom its rows are
     */
    record Description(
            String key,
            String name,
            List<String> extensions,
            String begins,
            String rows,
            String needs,
            boolean namesAthletes) {
        public Description {
            extensions = List.copyOf(extensions);
        }
    }

    Description description();

    /** Whether a file that begins so is of this format. */
    boolean recognises(FileStart start);

    /**
     * Begins to read.
     *
     * @throws InvalidValueException when the whole file is refused, naming the parameter that is missing or what is wrong
     *     with the body
     * @throws IOException when the source fails
     */
    ImportReader open(InputStream source, ImportOptions options) throws IOException;

    default String key() {
        return description().key();
    }
}
