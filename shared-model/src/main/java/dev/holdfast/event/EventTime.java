package dev.holdfast.event;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/** The times that a fact may have: a year outside the bounds is a slip of the pen. */
public final class EventTime {
    /** Nobody who trains today was training before. */
    public static final int YEAR_MIN = 1950;

    public static final int YEAR_MAX = 2100;

    /** Clocks and zones of senders differ; nobody trains further ahead than this. */
    public static final Duration AHEAD_MAX = Duration.ofDays(1);

    private EventTime() {}

    /** @throws InvalidValueException naming {@code field} when it is no time with an offset, or of a year out of bounds */
    public static OffsetDateTime parse(String field, String text) {
        try {
            return bounded(field, OffsetDateTime.parse(text));
        } catch (DateTimeException e) {
            throw new InvalidValueException(
                    field, text, "give a time with its zone offset, for example 2026-01-05T18:00:00+01:00");
        }
    }

    /** @throws InvalidValueException naming {@code field} when the year is out of bounds */
    public static OffsetDateTime bounded(String field, OffsetDateTime time) {
        if (time.getYear() < YEAR_MIN || time.getYear() > YEAR_MAX) {
            throw new InvalidValueException(field, time, "give a year from " + YEAR_MIN + " to " + YEAR_MAX);
        }
        return time;
    }

    /** @throws InvalidValueException naming {@code occurredAt} when it lies too far ahead of {@code now} */
    public static void requireNotAhead(OffsetDateTime occurredAt, Instant now) {
        if (occurredAt.toInstant().isAfter(now.plus(AHEAD_MAX))) {
            throw new InvalidValueException(
                    "occurredAt", occurredAt, "give a time that has been: at most a day after now");
        }
    }
}
