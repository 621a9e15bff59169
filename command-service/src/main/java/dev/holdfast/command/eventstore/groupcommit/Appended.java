package dev.holdfast.command.eventstore.groupcommit;

import dev.holdfast.command.eventstore.Suspect;
import java.util.List;

/**
 * Where the events of one append now stand: from first to last, without a gap.
 *
 * @param suspects sessions stored before that may be the same as one of these
 */
public record Appended(long positionFirst, long positionLast, List<Suspect> suspects) {
    Appended with(List<Suspect> found) {
        return new Appended(positionFirst, positionLast, found);
    }
}
