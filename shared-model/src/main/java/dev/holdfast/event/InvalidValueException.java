package dev.holdfast.event;

import org.jspecify.annotations.Nullable;

/** A value from outside that cannot be a training fact. Carries the field, the value and the remedy, each for people. */
public final class InvalidValueException extends IllegalArgumentException {
    private static final int VALUE_LENGTH_MAX = 120;
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String value;
    private final String remedy;

    public InvalidValueException(String field, @Nullable Object value, String remedy) {
        super("%s=%s: %s".formatted(field, shorten(value), remedy));
        this.field = field;
        this.value = shorten(value);
        this.remedy = remedy;
    }

    public String field() {
        return field;
    }

    /** The offending value, shortened to 120 characters. */
    public String value() {
        return value;
    }

    public String remedy() {
        return remedy;
    }

    /** The same fault as seen from one level up: {@code sets[3].reps} instead of {@code reps}. */
    public InvalidValueException within(String path) {
        return new InvalidValueException(path + "." + field, value, remedy);
    }

    private static String shorten(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.length() <= VALUE_LENGTH_MAX ? text : text.substring(0, VALUE_LENGTH_MAX) + "…";
    }
}
