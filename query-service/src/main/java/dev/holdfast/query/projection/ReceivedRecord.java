package dev.holdfast.query.projection;

import dev.holdfast.query.readstore.AthleteKey;
import dev.holdfast.query.readstore.DeadLetter;
import dev.holdfast.timeline.TimelineChange;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a record, before anybody knows whether it is due: it has either a fact or a letter.
 *
 * @param writtenMillis when Kafka took it, milliseconds since 1970
 * @param position 0 when it is none of our records
 * @param letter why nothing can be folded of it
 */
record ReceivedRecord(
        long offset,
        long writtenMillis,
        long position,
        long previousPosition,
        @Nullable Fact fact,
        @Nullable DeadLetter letter) {
    /** What is to be folded. */
    record Fact(AthleteKey athlete, TimelineChange change) {}

    DeadLetter deadLetter() {
        return Objects.requireNonNull(letter);
    }
}
