package dev.holdfast.kit.http;

import dev.holdfast.event.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Where the next page of a list begins, as text that callers hand back without reading it. */
public final class Cursor {
    /** Carries the next page's cursor where the body has no room for it; missing on the last page. */
    public static final String NEXT_HEADER = "Holdfast-Next-Cursor";

    private Cursor() {}

    public static String of(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The place that a cursor means; null for the first page.
     *
     * @throws InvalidValueException when it is none of ours
     */
    public static @Nullable String place(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid(cursor);
        }
    }

    public static InvalidValueException invalid(String cursor) {
        return new InvalidValueException("cursor", cursor, "give the nextCursor of the page before, unchanged");
    }
}
