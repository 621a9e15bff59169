package dev.holdfast.query.readstore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of an athlete, as far as a batch needs it.
 *
 * @param position of the last event stored, 0 when nothing is
 * @param state after all facts, null when nothing is stored
 * @param chunks a tail of the timeline, in order: from the chunk on that the batch touches first
 */
@SuppressWarnings("ArrayRecordComponent") // Rows are carried, never compared.
public record StoredAthlete(long position, byte @Nullable [] state, List<ChunkRow> chunks) {
    public static final StoredAthlete NONE = new StoredAthlete(0, null, List.of());
}
