package dev.holdfast.wire;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Reads what {@link Instant#toString} writes, and writes the same. The general parser and printer of the platform take a
 * tenth of the time of a whole projection, and of an answer with many states; anything that is not of the one form is left
 * to them.
 */
public final class UtcInstant {
    private static final String FORM = "0000-00-00T00:00:00";
    private static final byte[] FORM_BYTES = (FORM + 'Z').getBytes(StandardCharsets.ISO_8859_1);
    private static final int NANO_DIGITS = 9;
    private static final int HOURS = 24;
    private static final int SIXTY = 60;

    /** 0000-01-01 to 9999-12-31 in seconds since 1970. */
    private static final long SECOND_MIN = -62_167_219_200L;

    private static final long SECOND_MAX = 253_402_300_799L;
    private static final int SECONDS_PER_DAY = 86_400;

    private UtcInstant() {}

    /** As {@link Instant#toString}. */
    public static String text(Instant instant) {
        long second = instant.getEpochSecond();
        if (instant.getNano() != 0 || second < SECOND_MIN || second > SECOND_MAX) {
            return instant.toString();
        }
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(second, SECONDS_PER_DAY));
        int ofDay = (int) Math.floorMod(second, SECONDS_PER_DAY);
        byte[] text = FORM_BYTES.clone();
        digits(day.getYear(), text, 4);
        digits(day.getMonthValue(), text, 7);
        digits(day.getDayOfMonth(), text, 10);
        digits(ofDay / (SIXTY * SIXTY), text, 13);
        digits(ofDay / SIXTY % SIXTY, text, 16);
        digits(ofDay % SIXTY, text, 19);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** Over the zeros that end before {@code end}. */
    private static void digits(int number, byte[] text, int end) {
        for (int at = end - 1, rest = number; rest != 0; at--, rest /= 10) {
            text[at] = (byte) ('0' + rest % 10);
        }
    }

    /** @throws DateTimeException when {@code text} is no instant */
    static Instant parse(String text) {
        int end = text.length() - 1;
        int hour;
        int minute;
        int second;
        if (end < FORM.length()
                || !hasForm(text)
                || text.charAt(end) != 'Z'
                || !isFraction(text, end)
                || (hour = number(text, 11, 13)) >= HOURS
                || (minute = number(text, 14, 16)) >= SIXTY
                || (second = number(text, 17, 19)) >= SIXTY) {
            return Instant.parse(text);
        }
        long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                .toEpochDay();
        int nanos = 0;
        if (end > FORM.length()) {
            nanos = number(text, FORM.length() + 1, end);
            for (int digits = end - FORM.length() - 1; digits < NANO_DIGITS; digits++) {
                nanos *= 10;
            }
        }
        return Instant.ofEpochSecond(((day * HOURS + hour) * SIXTY + minute) * SIXTY + second, nanos);
    }

    private static boolean hasForm(String text) {
        for (int i = 0; i < FORM.length(); i++) {
            if (FORM.charAt(i) == '0' ? !isDigit(text.charAt(i)) : text.charAt(i) != FORM.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFraction(String text, int end) {
        if (end == FORM.length()) {
            return true;
        }
        int digits = end - FORM.length() - 1;
        if (text.charAt(FORM.length()) != '.' || digits < 1 || digits > NANO_DIGITS) {
            return false;
        }
        for (int i = FORM.length() + 1; i < end; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
