package dev.holdfast.formats.text;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the cells of the apps' exports look like. Each gives null for text that is something else. */
public final class Cells {
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,15}([.,][0-9]{1,15})?");
    private static final Pattern THOUSANDS_OR_DECIMALS = Pattern.compile("[+-]?[1-9][0-9]{0,2},[0-9]{3}");
    private static final Pattern HOURS_MINUTES_SECONDS =
            Pattern.compile("(?:([0-9]{1,4})h)? ?(?:([0-9]{1,5})m(?:in)?)? ?(?:([0-9]{1,6})s)?");
    private static final Pattern CLOCK = Pattern.compile("(?:([0-9]{1,4}):)?([0-9]{1,4}):([0-9]{1,2})");

    private static final List<DateTimeFormatter> STARTS = List.of(
            format("uuuu-MM-dd['T'][ ]HH:mm[:ss]"),
            format("d MMM uuuu, HH:mm"),
            format("MMM d, uuuu, h:mm a"),
            dateOnly("uuuu-MM-dd"));

    private Cells() {}

    /** Decimal point or comma, no exponent, never NaN or infinite. */
    public static @Nullable Double number(String text) {
        return NUMBER.matcher(text).matches() ? Double.valueOf(text.replace(',', '.')) : null;
    }

    /** Whether the comma of {@code text} may separate thousands as well as decimals: {@code 1,250}. */
    public static boolean isThousandsOrDecimals(String text) {
        return THOUSANDS_OR_DECIMALS.matcher(text).matches();
    }

    /** The start of a workout, as local time; a date alone is the start of that day. */
    public static @Nullable LocalDateTime start(String text) {
        // British English abbreviates September with four letters on some phones.
        String common = text.replace("Sept ", "Sep ").replace('\u202F', ' ');
        for (DateTimeFormatter format : STARTS) {
            try {
                return LocalDateTime.parse(common, format);
            } catch (DateTimeException e) {
                continue;
            }
        }
        return null;
    }

    /** {@code 2h 18m}, {@code 53m}, {@code 45s}, {@code 1:10:05}, {@code 10:05} or plain seconds. */
    public static @Nullable Duration duration(String text) {
        Matcher words = HOURS_MINUTES_SECONDS.matcher(text);
        if (!text.isEmpty() && words.matches()) {
            return Duration.ofHours(whole(words.group(1)))
                    .plusMinutes(whole(words.group(2)))
                    .plusSeconds(whole(words.group(3)));
        }
        Matcher clock = CLOCK.matcher(text);
        if (clock.matches()) {
            return Duration.ofHours(whole(clock.group(1)))
                    .plusMinutes(whole(clock.group(2)))
                    .plusSeconds(whole(clock.group(3)));
        }
        Double seconds = number(text);
        return seconds == null || seconds < 0 ? null : Duration.ofMillis(Math.round(seconds * 1_000));
    }

    private static long whole(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static DateTimeFormatter format(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    private static DateTimeFormatter dateOnly(String pattern) {
        return new DateTimeFormatterBuilder()
                .appendPattern(pattern)
                .parseDefaulting(ChronoField.NANO_OF_DAY, 0)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }
}
