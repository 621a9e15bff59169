package dev.holdfast.formats;

import dev.holdfast.event.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The first bytes of a file, by which its format is recognised. */
public final class FileStart {
    /** Longer than the headings of any known app, with blank lines before them. */
    public static final int BYTES_MAX = 1 << 16;

    private static final String UTF_8_REMEDY = "save the file as UTF-8 text and send it again";

    /** Where a text has no business having a zero byte. */
    private static final int LOOK_FOR_ZERO_BYTES = 1_024;

    private final byte[] bytes;
    private final String text;
    private final String headings;

    /** @param whole the file or its beginning, of which the first {@link #BYTES_MAX} count */
    public FileStart(byte[] whole) {
        this.bytes = Arrays.copyOf(whole, Math.min(whole.length, BYTES_MAX));
        String decoded = new String(bytes, StandardCharsets.UTF_8);
        this.text = (decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded).strip();
        this.headings = text.lines()
                .filter(line -> !line.isBlank() && !isDelimiterLine(line))
                .findFirst()
                .orElse("");
    }

    /** Whether these ASCII characters stand at {@code offset}. */
    public boolean hasAt(int offset, String ascii) {
        byte[] wanted = ascii.getBytes(StandardCharsets.US_ASCII);
        return bytes.length >= offset + wanted.length
                && Arrays.equals(bytes, offset, offset + wanted.length, wanted, 0, wanted.length);
    }

    /** The beginning as UTF-8 text, without the blanks before and after it. */
    public String text() {
        return text;
    }

    /** The first line that says something, as UTF-8 text. */
    public String headings() {
        return headings;
    }

    /** Some spreadsheets put a first line that names the delimiter. */
    public static boolean isDelimiterLine(String line) {
        return line.startsWith("sep=");
    }

    /** @throws InvalidValueException when the file cannot be a text in UTF-8 */
    public void requireText() {
        textOffset(bytes, bytes.length);
    }

    /**
     * @return how many bytes come before the text: 3 with a UTF-8 byte order mark, else 0
     * @throws InvalidValueException when the file cannot be a text in UTF-8
     */
    public static int textOffset(byte[] bytes, int length) {
        if (begins(bytes, length, 0xEF, 0xBB, 0xBF)) {
            refuseBlank(bytes, 3, length);
            return 3;
        }
        if (begins(bytes, length, 0xFF, 0xFE) || begins(bytes, length, 0xFE, 0xFF)) {
            throw new InvalidValueException("body", "a UTF-16 byte order mark", UTF_8_REMEDY);
        }
        if (begins(bytes, length, 0x1F, 0x8B) || begins(bytes, length, 'P', 'K', 3, 4)) {
            throw new InvalidValueException("body", "a compressed file", "unpack it and send the text file in it");
        }
        for (int i = 0; i < Math.min(length, LOOK_FOR_ZERO_BYTES); i++) {
            if (bytes[i] == 0) {
                throw new InvalidValueException("body", "a zero byte at " + i, UTF_8_REMEDY);
            }
        }
        refuseBlank(bytes, 0, length);
        return 0;
    }

    private static void refuseBlank(byte[] bytes, int from, int length) {
        for (int i = from; i < length; i++) {
            if (bytes[i] > ' ' || bytes[i] < 0) {
                return;
            }
        }
        throw new InvalidValueException("body", "an empty file", "send the export with its heading and rows");
    }

    private static boolean begins(byte[] bytes, int length, int... mark) {
        if (length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
