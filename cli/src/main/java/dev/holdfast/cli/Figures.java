package dev.holdfast.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Numbers as people read them; nothing where the service says nothing. */
final class Figures {
    private static final int DATE_LENGTH = "2026-11-23".length();

    private Figures() {}

    static String ratio(JsonNode value) {
        return value.isNumber() ? String.format(Locale.ROOT, "%.2f", value.asDouble()) : "";
    }

    static String percent(JsonNode value) {
        return value.isNumber() ? String.format(Locale.ROOT, "%.0f %%", 100 * value.asDouble()) : "";
    }

    static String weeks(JsonNode value) {
        return value.isNumber() ? String.format(Locale.ROOT, "%.1f", value.asDouble()) : "";
    }

    static String whole(JsonNode value) {
        return value.isNumber() ? String.format(Locale.ROOT, "%.0f", value.asDouble()) : "";
    }

    static String date(JsonNode value) {
        String text = value.asText("");
        return text.length() > DATE_LENGTH ? text.substring(0, DATE_LENGTH) : text;
    }
}
