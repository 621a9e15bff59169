package dev.holdfast.query.readstore;

import org.jspecify.annotations.Nullable;

/**
 * A row of {@code timeline_chunk}.
 *
 * @param beforePosition of the last event that {@code stateBefore} rests on, 0 for the first chunk
 * @param beforeMicros instant of the last fact before the chunk, null for the first
 */
@SuppressWarnings("ArrayRecordComponent") // Rows are carried, never compared.
public record ChunkRow(
        long fromMicros,
        int fromDay,
        int entryCount,
        long beforePosition,
        @Nullable Long beforeMicros,
        byte[] stateBefore,
        byte[] digestBefore,
        byte[] entries) {}
