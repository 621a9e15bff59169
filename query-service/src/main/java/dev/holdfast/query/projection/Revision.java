package dev.holdfast.query.projection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a batch makes of an athlete.
 *
 * @param deleteFromMicros chunks from there on, with their checkpoints, are replaced; null when only added to
 * @param erased nothing of the athlete stays but what is written here
 * @param current null when nothing is left of the athlete
 */
public record Revision(
        AthleteKey key,
        boolean erased,
        @Nullable Long deleteFromMicros,
        List<ChunkRow> chunks,
        List<CheckpointRow> checkpoints,
        @Nullable Current current) {
    /** The row of {@code athlete}. */
    @SuppressWarnings("ArrayRecordComponent") // Rows are carried, never compared.
    public record Current(
            long position,
            long lastMicros,
            @Nullable Long lastSessionMicros,
            long sessions,
            byte[] state,
            byte[] digest) {}
}
