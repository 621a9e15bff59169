package dev.holdfast.query.athlete.http;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.kit.http.Cursor;
import dev.holdfast.query.gym.MemberOrder.Place;
import dev.holdfast.timeline.TimelineChange;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of an ordered list ends.
 *
 * @param at the instant that the whole list is of
 */
record ListCursor(Instant at, Place place) {
    /** Whoever takes longer than that over a list wants a new one. */
    private static final Duration KEPT = Duration.ofDays(1);

    /** Before and between its parts; no athlete id begins so. */
    private static final String MARK = "~";

    String text() {
        return Cursor.of(MARK + TimelineChange.micros(at) + MARK + place.key() + MARK + place.athleteId());
    }

    /** Null where {@code cursor} is none of an ordered list. */
    static @Nullable ListCursor of(@Nullable String cursor, Instant now) {
        String text = Cursor.place(cursor);
        if (cursor == null || text == null || !text.startsWith(MARK)) {
            return null;
        }
        String[] parts = text.substring(MARK.length()).split(MARK, 3);
        try {
            if (parts.length == 3) {
                Instant at = TimelineChange.instant(Long.parseLong(parts[0]));
                if (!at.isAfter(now) && at.isAfter(now.minus(KEPT))) {
                    return new ListCursor(at, new Place(Long.parseLong(parts[1]), new AthleteId(parts[2]).value()));
                }
            }
        } catch (NumberFormatException | InvalidValueException e) {
            throw Cursor.invalid(cursor);
        }
        throw Cursor.invalid(cursor);
    }
}
