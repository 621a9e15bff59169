package dev.holdfast.wire;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.timeline.TimelineChange;
import dev.holdfast.timeline.TimelineChange.Told;

/**
 * An event as the store and Kafka hold it, its payload unread.
 *
 * @param key {@link TimelineChange#digest} of the event's key
 * @param atMicros when it happened, microseconds since 1970-01-01T00:00Z
 * @param recordedAtMicros when the store took it
 * @param schemaVersion of the payload, see {@link EventPayload#SCHEMA_VERSION}
 */
@SuppressWarnings("ArrayRecordComponent") // A place in a page, never compared.
public record EncodedEvent(
        long position, long key, long atMicros, long recordedAtMicros, int schemaVersion, byte[] payload) {
    /**
     * What the event does to a timeline. The same as {@link TimelineChange#of} of the payload that is read whole; of a plain
     * session only the dose is read, which is most of the work of a replay.
     *
     * @throws IllegalArgumentException when the bytes are no payload of that version
     */
    public TimelineChange change(ExerciseCatalogue catalogue) {
        EventPayload.requireKnown(schemaVersion);
        PlainSession session = PlainSession.read(payload, catalogue);
        if (session != null) {
            return TimelineChange.of(told(session.offsetSeconds()), session.dose());
        }
        EventPayload read = EventPayload.fromBytes(schemaVersion, payload);
        return TimelineChange.of(told(read.offset().getTotalSeconds()), read.fact(), catalogue);
    }

    private Told told(int offsetSeconds) {
        return new Told(position, key, atMicros, offsetSeconds, recordedAtMicros);
    }
}
