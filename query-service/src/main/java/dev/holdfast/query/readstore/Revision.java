package dev.holdfast.query.readstore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a batch of events makes of an athlete.
 *
 * @param deleteFromMicros chunks from there on, and what was folded from them, are replaced; null when only added to
 * @param erased nothing of the athlete stays but what is written here
 * @param current null when nothing is left of the athlete
 */
public record Revision(
        AthleteKey key,
        boolean erased,
        @Nullable Long deleteFromMicros,
        List<ChunkRow> chunks,
        List<CheckpointRow> checkpoints,
        @Nullable AthleteRow current) {}
