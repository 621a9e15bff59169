package dev.holdfast.cli.terminal;

import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as people read them; nothing where the service says nothing. */
public final class Figures {
    private Figures() {}

    public static String ratio(@Nullable Double value) {
        return formatted("%.2f", value);
    }

    public static String percent(@Nullable Double share) {
        return formatted("%.0f %%", share == null ? null : 100 * share);
    }

    public static String weeks(@Nullable Double value) {
        return formatted("%.1f", value);
    }

    public static String whole(@Nullable Double value) {
        return formatted("%.0f", value);
    }

    public static String date(@Nullable OffsetDateTime value) {
        return value == null ? "" : value.toLocalDate().toString();
    }

    private static String formatted(String format, @Nullable Double value) {
        return value == null ? "" : String.format(Locale.ROOT, format, value);
    }
}
