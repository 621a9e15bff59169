package dev.holdfast.query.readstore;

import org.jspecify.annotations.Nullable;

/**
 * How far a partition is folded.
 *
 * @param nextOffset where to read on
 * @param position of the last event folded, 0 before the first
 * @param coveredPosition up to there a rebuild brought every event of every partition, 0 before the first
 * @param stalledReason why it stands still, null while it runs
 */
public record PartitionProgress(
        long nextOffset,
        long position,
        long coveredPosition,
        @Nullable String stalledReason) {}
