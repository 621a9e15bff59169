package dev.holdfast.query.athlete;

import dev.holdfast.event.InvalidValueException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Instants as callers write them. */
final class Moment {
    private static final int YEAR_MIN = 1900;
    private static final int YEAR_MAX = 2200;

    private Moment() {}

    /** @throws InvalidValueException unless {@code text} is RFC 3339 with a zone offset, from 1900 to 2200 */
    static Instant parse(String field, String text) {
        try {
            // A plus in a query string arrives as a blank.
            OffsetDateTime time = OffsetDateTime.parse(text.strip().replace(' ', '+'));
            if (time.getYear() >= YEAR_MIN && time.getYear() <= YEAR_MAX) {
                return time.toInstant();
            }
        } catch (DateTimeParseException e) {
            throw invalid(field, text);
        }
        throw invalid(field, text);
    }

    private static InvalidValueException invalid(String field, String text) {
        return new InvalidValueException(
                field,
                text,
                "give a time as 2026-03-01T00:00:00Z or 2026-03-01T00:00:00+01:00, from the year %d to %d"
                        .formatted(YEAR_MIN, YEAR_MAX));
    }
}
