package dev.holdfast.formats;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A file, read once from front to back. Every data row ends in exactly one {@link RowRef} or {@link ImportItem.Rejected}.
 * Holds one workout at most. Not for use by two threads.
 */
public interface ImportReader extends Closeable {
    /** What the file turned out to be. */
    ImportFormat format();

    /**
     * The next item, or null at the end of the file. A row's rejection comes as soon as it is read, so before its workout.
     *
     * @throws IOException when the source fails, never for what it says
     */
    @Nullable
    ImportItem next() throws IOException;

    /** Bytes taken from the source so far, for progress. */
    long bytesRead();
}
