package dev.holdfast.event;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The bounds that every fact from outside must keep. Inside, facts are trusted. */
final class Check {
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
        }
    }

    static void pattern(String field, String value, Pattern pattern, String remedy) {
        if (!pattern.matcher(value).matches()) {
            throw new InvalidValueException(field, value, remedy);
        }
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }
}
