package dev.holdfast.formats.json;

import org.jspecify.annotations.Nullable;

/** Bytes that are not the JSON that is needed. The message says what is wrong. */
public final class WrongJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** In what way it is wrong. */
    public enum Kind {
        /** No JSON, or not one object. */
        MALFORMED,
        UNKNOWN_FIELD,
        WRONG_TYPE
    }

    private final Kind kind;
    private final @Nullable String field;
    private final @Nullable String value;
    private final String remedy;

    WrongJsonException(Kind kind, String message, @Nullable String field, @Nullable String value, String remedy) {
        super(message);
        this.kind = kind;
        this.field = field;
        this.value = value;
        this.remedy = remedy;
    }

    public Kind kind() {
        return kind;
    }

    /** The field with its place, such as {@code exercises[2].sets[0].reps}; null when it is the whole. */
    public @Nullable String field() {
        return field;
    }

    /** The offending value; null where there is none to show. */
    public @Nullable String value() {
        return value;
    }

    public String remedy() {
        return remedy;
    }
}
