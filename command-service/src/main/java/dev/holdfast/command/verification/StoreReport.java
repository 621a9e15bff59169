package dev.holdfast.command.verification;

import java.util.List;
import java.util.SortedMap;

/**
 * What a check of the store found.
 *
 * @param head the position that the store says is its last
 * @param erased rows that an erasure has emptied
 * @param foreign rows of other applications, of which only position and time can be checked
 * @param sealsCompared blocks whose rows are the same as when they were sealed
 * @param sealsWritten blocks that were sealed by this check
 * @param problems how many there are of each kind; empty when the store is sound
 * @param examples the first ones
 */
public record StoreReport(
        long head,
        long events,
        long trainingEvents,
        long erased,
        long foreign,
        long tags,
        long publishedPosition,
        long sealsCompared,
        long sealsWritten,
        double seconds,
        SortedMap<String, Long> problems,
        List<Problem> examples) {
    /** How many examples are listed. */
    public static final int EXAMPLES_MAX = 100;

    /** @param position 0 when it is not about one row */
    public record Problem(String kind, long position, String detail) {}

    public boolean sound() {
        return problems.isEmpty();
    }
}
