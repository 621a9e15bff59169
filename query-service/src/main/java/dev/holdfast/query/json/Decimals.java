package dev.holdfast.query.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * Numbers as they are answered: rounded to {@value #DECIMALS} decimals, which is more than an estimate carries. The bytes
 * of a state, which digests are over, keep them in full.
 */
public final class Decimals {
    private static final int DECIMALS = 6;
    private static final double SCALE = 1e6;

    /** Above it a double has fewer decimals than that anyway. */
    private static final double ROUNDED_MAX = 1e9;

    private static final int DIGITS_MAX = 20;

    private Decimals() {}

    /** Without trailing zeros: 0.25, 3, 0.000001. */
    public static String text(double value) {
        if (!(Math.abs(value) < ROUNDED_MAX)) {
            return Double.toString(value);
        }
        char[] digits = new char[DIGITS_MAX];
        int start = write(value, digits);
        return new String(digits, start, DIGITS_MAX - start);
    }

    /** Writes the value of a field or an item. */
    static void write(double value, JsonGenerator to) throws IOException {
        if (Math.abs(value) < ROUNDED_MAX) {
            char[] digits = new char[DIGITS_MAX];
            int start = write(value, digits);
            to.writeNumber(digits, start, DIGITS_MAX - start);
        } else {
            to.writeNumber(value);
        }
    }

    /** Writes to the end of {@code digits}; returns where it begins. */
    private static int write(double value, char[] digits) {
        long scaled = Math.round(Math.abs(value) * SCALE);
        boolean negative = value < 0 && scaled != 0;
        int place = DECIMALS;
        while (place > 0 && scaled % 10 == 0) {
            scaled /= 10;
            place--;
        }
        int at = DIGITS_MAX;
        while (place > 0) {
            digits[--at] = (char) ('0' + scaled % 10);
            scaled /= 10;
            if (--place == 0) {
                digits[--at] = '.';
            }
        }
        do {
            digits[--at] = (char) ('0' + scaled % 10);
            scaled /= 10;
        } while (scaled != 0);
        if (negative) {
            digits[--at] = '-';
        }
        return at;
    }
}
