package dev.holdfast.timeline;

import dev.holdfast.event.PriorTraining;
import dev.holdfast.event.Sex;
import dev.holdfast.load.Dose;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One fact of an athlete's life.
 *
 * @param key digest of the event's key; tells facts of one athlete apart
 * @param about digest of the key of the session that this is about: its own, or that of the session it corrects
 * @param day local day by the event's own offset, days since 1970-01-01
 * @param atMicros when it happened, microseconds since 1970-01-01T00:00Z
 * @param offsetSeconds offset of the place from UTC
 * @param position position of the event in the store
 * @param recordedAtMicros when the store took that event
 * @param superseded what took it back, null while it stands
 */
public record TimelineEntry(
        long key,
        long about,
        int day,
        long atMicros,
        int offsetSeconds,
        long position,
        long recordedAtMicros,
        @Nullable Supersession superseded,
        Content content) {
    /** Of equal instants: starts before sessions before what follows them. Never by position, which is arrival order. */
    public static final Comparator<TimelineEntry> EFFECTIVE_ORDER = TimelineEntry::compareEffective;

    /**
     * The event that corrected or retracted an entry.
     *
     * @param position of that event
     * @param recordedAtMicros when the store took it
     */
    public record Supersession(long position, long recordedAtMicros) {}

    /** What the fact says. */
    public sealed interface Content {
        /** Order among facts of one instant; also the kind's number in stored bytes. */
        default int rank() {
            return switch (this) {
                case Start start -> 0;
                case Session session -> 1;
                case Assessment assessment -> 2;
                case Pause pause -> 3;
                case NoEffect none -> 4;
            };
        }
    }

    /**
     * Training began or resumed.
     *
     * @param inferred the command side concluded it from a session; the fold concludes the same and ignores it
     */
    public record Start(
            boolean inferred,
            @Nullable Integer yearOfBirth,
            @Nullable Sex sex,
            @Nullable PriorTraining prior) implements Content {}

    /** @param inferred concluded from a gap; the fold concludes the same and ignores it */
    public record Pause(boolean inferred) implements Content {}

    /**
     * A strength test.
     *
     * @param movementId 0 where the catalogue does not know the exercise
     * @param oneRepMaxGrams estimated one-repetition maximum
     */
    public record Assessment(int movementId, long oneRepMaxGrams) implements Content {}

    /**
     * Changes no state: a correction or retraction of a session that was not there, or a fact that no equation asks for. Kept,
     * so that it can be shown.
     *
     * @param about digest of the key of the session that was not there, or else of the event's own key
     */
    public record NoEffect(long about) implements Content {}

    /**
     * A session.
     *
     * @param movements doses as {@link Dose}s, ascending by id
     * @param groups doses as {@link Dose}s, ascending by id
     * @param unknownSets sets by name of exercises that the catalogue does not know
     * @param sessionLoad rating × minutes where nothing else is known, else NaN
     */
    @SuppressWarnings("ArrayRecordComponent") // Trusted inside; a list of boxes would be half of a replay's time.
    public record Session(int[] movements, int[] groups, Map<String, Integer> unknownSets, double sessionLoad)
            implements Content {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Session that
                    && Arrays.equals(movements, that.movements)
                    && Arrays.equals(groups, that.groups)
                    && unknownSets.equals(that.unknownSets)
                    && Double.compare(sessionLoad, that.sessionLoad) == 0;
        }

        @Override
        public int hashCode() {
            return Objects.hash(Arrays.hashCode(movements), Arrays.hashCode(groups), unknownSets, sessionLoad);
        }
    }

    private static int compareEffective(TimelineEntry one, TimelineEntry other) {
        if (one.day != other.day) {
            return Integer.compare(one.day, other.day);
        }
        if (one.atMicros != other.atMicros) {
            return Long.compare(one.atMicros, other.atMicros);
        }
        int byRank = Integer.compare(one.content.rank(), other.content.rank());
        return byRank != 0 ? byRank : Long.compare(one.key, other.key);
    }

    /** Whether it stood when the store held nothing after {@code knownPosition}. */
    public boolean visibleAt(long knownPosition) {
        return position <= knownPosition && (superseded == null || superseded.position > knownPosition);
    }

    /** Whether it stands now. */
    public boolean stands() {
        return superseded == null;
    }

    TimelineEntry supersededBy(Supersession by) {
        return new TimelineEntry(key, about, day, atMicros, offsetSeconds, position, recordedAtMicros, by, content);
    }

    /** The same fact, about that session. */
    TimelineEntry about(long session) {
        return new TimelineEntry(
                key, session, day, atMicros, offsetSeconds, position, recordedAtMicros, superseded, content);
    }

    /** The position at which it last changed. */
    public long lastPosition() {
        return superseded == null ? position : superseded.position;
    }
}
