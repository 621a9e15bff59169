package dev.holdfast.timeline;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.event.SetKind;
import dev.holdfast.load.HardSets;
import dev.holdfast.load.SessionDose;
import dev.holdfast.load.SessionTally;
import dev.holdfast.timeline.TimelineChange.Provenance;
import dev.holdfast.wire.EventPayload;
import dev.holdfast.wire.ReceivedHeaders;
import dev.holdfast.wire.SessionColumns;

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
     * The event of a record of {@code training-events}.
     *
     * @param value the record's value, an {@link EventPayload}
     * @throws IllegalArgumentException when a header is missing or malformed
     */
    public static EncodedEvent of(ReceivedHeaders headers, byte[] value) {
        return new EncodedEvent(
                headers.position(),
                TimelineChange.digest(headers.source(), headers.sourceEventId()),
                TimelineChange.micros(headers.occurredAt()),
                TimelineChange.micros(headers.recordedAt()),
                headers.schemaVersion(),
                value);
    }

    /**
     * What the event does to a timeline. The same as {@link TimelineChange#of} of the payload that is read whole; of a plain
     * session only the columns are read, which is most of the work of a replay.
     *
     * @throws IllegalArgumentException when the bytes are no payload of that version
     */
    public TimelineChange change(ExerciseCatalogue catalogue) {
        SessionColumns session = SessionColumns.read(schemaVersion, payload);
        if (session != null) {
            return TimelineChange.of(provenance(session.offsetSeconds()), dose(session, catalogue));
        }
        EventPayload read = EventPayload.fromBytes(schemaVersion, payload);
        return TimelineChange.of(provenance(read.offset().getTotalSeconds()), read.fact(), catalogue);
    }

    /** The same as {@link HardSets#of} of the session that the columns stand for. */
    private static SessionDose dose(SessionColumns session, ExerciseCatalogue catalogue) {
        SessionTally tally = new SessionTally(catalogue);
        int i = 0;
        for (int e = 0; e < session.exerciseCount(); e++) {
            int effort = 0;
            for (int s = 0; s < session.setCount(e); s++, i++) {
                SetKind kind = session.kind(i);
                boolean wasDone =
                        session.reps(i) != 0 || session.durationMillis(i) > 0 || session.distanceMillimeters(i) > 0;
                effort += wasDone
                        ? HardSets.effortThousandths(kind, session.rpeTenths(i), session.repsInReserveTenths(i))
                        : 0;
            }
            tally.add(session.exerciseName(e), session.setCount(e), effort);
        }
        return tally.dose();
    }

    private Provenance provenance(int offsetSeconds) {
        return new Provenance(position, key, atMicros, offsetSeconds, recordedAtMicros);
    }
}
