package dev.holdfast.kit.http;

import dev.holdfast.event.InvalidValueException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Year;
import org.jspecify.annotations.Nullable;

/** Reads query parameters, naming the one that is wrong. */
public final class QueryParameter {
    /** Nobody has trained before, and PostgreSQL and JSON readers know no later year of four digits. */
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse(Year.of(2200) + "-01-01T00:00:00Z");

    private QueryParameter() {}

    /** An RFC 3339 time with its offset; null when it is missing. */
    public static @Nullable Instant instant(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            Instant instant =
                    OffsetDateTime.parse(value.strip().replace(' ', '+')).toInstant();
            if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
                throw new InvalidValueException(field, value, "give an instant from 1900 to 2200");
            }
            return instant;
        } catch (DateTimeException e) {
            throw new InvalidValueException(
                    field, value, "give an RFC 3339 time with offset, such as 2026-03-01T18:00:00Z");
        }
    }

    /** A whole number, {@code otherwise} when it is missing. */
    public static int whole(String field, @Nullable String value, int min, int max, int otherwise) {
        if (value == null || value.isBlank()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw notWhole(field, value, min, max);
        }
        throw notWhole(field, value, min, max);
    }

    private static InvalidValueException notWhole(String field, String value, int min, int max) {
        return new InvalidValueException(field, value, "give a whole number from " + min + " to " + max);
    }

    /** A decimal number, {@code otherwise} when it is missing; its range is for whoever uses it to check. */
    public static double decimal(String field, @Nullable String value, double otherwise) {
        if (value == null || value.isBlank()) {
            return otherwise;
        }
        try {
            return Double.parseDouble(value.strip());
        } catch (NumberFormatException e) {
            throw new InvalidValueException(field, value, "give a number such as 2.5");
        }
    }

    /** An ISO 8601 duration of days, hours, minutes and seconds. */
    public static Duration duration(String field, String value) {
        try {
            return Duration.parse(value);
        } catch (DateTimeException e) {
            throw new InvalidValueException(field, value, "give an ISO 8601 duration, such as P1D or PT6H");
        }
    }
}
