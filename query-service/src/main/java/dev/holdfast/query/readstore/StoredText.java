package dev.holdfast.query.readstore;

import org.jspecify.annotations.Nullable;

/** Text from outside as PostgreSQL can hold it: it has no NUL, and nobody reads a reason of a megabyte. */
final class StoredText {
    /** Some hundred headers, or a reason with what was found. */
    static final int CHARACTERS_MAX = 10_000;

    private StoredText() {}

    /** NUL shown as what stands for unreadable bytes, and the end cut off with a mark where it is too long. */
    static String of(String text) {
        String readable = text.replace('\0', '\uFFFD');
        if (readable.length() <= CHARACTERS_MAX) {
            return readable;
        }
        int end = Character.isHighSurrogate(readable.charAt(CHARACTERS_MAX - 1)) ? CHARACTERS_MAX - 1 : CHARACTERS_MAX;
        return readable.substring(0, end) + "…";
    }

    static @Nullable String ofNullable(@Nullable String text) {
        return text == null ? null : of(text);
    }
}
