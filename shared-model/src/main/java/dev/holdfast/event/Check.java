package dev.holdfast.event;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The bounds that every fact from outside must keep. Inside, facts are trusted. */
final class Check {
    /** So that it fits paths, topics and metrics. */
    private static final int ID_LENGTH_MAX = 64;

    private Check() {}

    static void range(String field, @Nullable Double value, double min, double max, String unit) {
        if (value != null && !(value >= min && value <= max)) {
            throw new InvalidValueException(
                    field, value, "give a finite number from %s to %s %s".formatted(plain(min), plain(max), unit));
        }
    }

    static void range(String field, @Nullable Integer value, int min, int max, String unit) {
        if (value != null && (value < min || value > max)) {
            throw new InvalidValueException(
                    field, value, "give a whole number from %d to %d %s".formatted(min, max, unit));
        }
    }

    static void length(String field, String value, int max) {
        if (value.isBlank() || value.length() > max) {
            throw new InvalidValueException(field, value, "give 1 to %d characters".formatted(max));
        }
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw new InvalidValueException(field, value, "leave out control characters");
            }
            if (Character.isSurrogate(value.charAt(i)) && !isPair(value, i)) {
                throw new InvalidValueException(field, value, "leave out half characters (unpaired surrogates)");
            }
        }
    }

    /** Whether the surrogate at {@code i} has its other half: a half has no UTF-8, so stored text would not equal it. */
    private static boolean isPair(String value, int i) {
        return Character.isHighSurrogate(value.charAt(i))
                ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
    }

    /**
     * 1 to {@link #ID_LENGTH_MAX} of {@code letters}, and after the first also of {@code marks}. Ids are read from every
     * record: a loop takes a fraction of a pattern's time.
     */
    static void id(String field, String value, IntPredicate letters, String marks, String remedy) {
        boolean kept = !value.isEmpty() && value.length() <= ID_LENGTH_MAX && letters.test(value.charAt(0));
        for (int i = 1; kept && i < value.length(); i++) {
            kept = letters.test(value.charAt(i)) || marks.indexOf(value.charAt(i)) >= 0;
        }
        if (!kept) {
            throw new InvalidValueException(field, value, remedy);
        }
    }

    static boolean isLowerCaseOrDigit(int character) {
        return character >= 'a' && character <= 'z' || character >= '0' && character <= '9';
    }

    static boolean isLetterOrDigit(int character) {
        return isLowerCaseOrDigit(character) || character >= 'A' && character <= 'Z';
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }
}
