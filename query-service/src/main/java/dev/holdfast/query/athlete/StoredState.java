package dev.holdfast.query.athlete;

import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.AthleteState;
import dev.holdfast.timeline.CheckpointListener;
import dev.holdfast.timeline.TimelineChange;
import dev.holdfast.timeline.TimelineChunk;
import dev.holdfast.timeline.TimelineEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A state from the bytes of the read tables: the one before the facts of a chunk, and those facts up to an instant. */
final class StoredState {
    private static final byte[] UNTRAINED = AthleteState.untrained().toBytes();

    private StoredState() {}

    /**
     * @param before null where the instant lies before the first fact
     * @param chunk the facts that follow, null where none does
     * @param state becomes what was read, whatever it held
     */
    static void read(
            byte @Nullable [] before, byte @Nullable [] chunk, Instant at, AthleteState state, AthleteFold fold) {
        state.become(before == null ? UNTRAINED : before);
        if (chunk == null) {
            return;
        }
        long until = TimelineChange.micros(at);
        for (TimelineEntry entry : TimelineChunk.decode(chunk)) {
            if (entry.stands() && entry.atMicros() <= until) {
                fold.apply(entry, state, CheckpointListener.NONE);
            }
        }
    }
}
