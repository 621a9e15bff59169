package dev.holdfast.formats.text;

import dev.holdfast.event.InvalidValueException;
import dev.holdfast.formats.FileStart;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a byte stream into records at line ends, in bounded memory whatever comes. It works on bytes, because one wrong byte
 * must not cost more than its own row, and because the ends of lines and fields are ASCII, which UTF-8 never hides.
 *
 * <p>With a delimiter set, a line end within quotes belongs to the record. A quote that is never closed would then swallow
 * the rest of the file: {@link #keepFirstLineOnly} gives the swallowed lines back, each as a record of its own, so that every
 * byte is looked at twice at most.
 */
public final class RecordSplitter implements Closeable {
    /** The longest record that is kept. A workout of the longest kind has 20,000 rows of a hundred bytes; a row has one. */
    public static final int RECORD_BYTES_MAX = 1 << 20;

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int NONE = -1;

    private final InputStream source;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private long bytesRead;

    /** What {@link #keepFirstLineOnly} gave back; read before the buffer, quotes ignored. */
    private byte[] returned = new byte[0];

    private int returnedPosition;
    private boolean quotesIgnored;

    private int delimiter = NONE;
    private byte[] record = new byte[1 << 12];
    private int length;
    private int firstLineLength;
    private boolean tooLong;
    private long recordLine;
    private long nextLine = 1;
    private boolean lineFeedMayFollow;

    /**
     * @throws InvalidValueException when the beginning shows that the source is empty, compressed, or not UTF-8
     * @throws IOException when the source fails
     */
    public RecordSplitter(InputStream source) throws IOException {
        this.source = source;
        limit = Math.max(source.readNBytes(buffer, 0, buffer.length), 0);
        bytesRead = limit;
        position = FileStart.textOffset(buffer, limit);
    }

    /** From the next record on, quoted fields between {@code delimiter}s may hold line ends. */
    public void quoteFieldsBetween(char delimiter) {
        this.delimiter = delimiter;
    }

    /** Moves to the next record; false at the end of the source. */
    public boolean next() throws IOException {
        length = 0;
        firstLineLength = NONE;
        tooLong = false;
        recordLine = nextLine;
        boolean any = false;
        boolean quoted = false;
        boolean fieldIsQuoted = false;
        int previous = delimiter;
        while (true) {
            any |= keepUpToLineEnd();
            int b = read();
            if (lineFeedMayFollow) {
                lineFeedMayFollow = false;
                if (b == '\n') {
                    continue;
                }
            }
            if (b == NONE) {
                return any;
            }
            any = true;
            if (b == '\n' || b == '\r') {
                boolean ends = !quoted || (tooLong && firstLineLength == NONE);
                lineFeedMayFollow = b == '\r' && ends;
                if (b == '\n' || lineFeedMayFollow) {
                    nextLine++;
                }
                if (ends) {
                    quotesIgnored &= returnedPosition < returned.length;
                    return true;
                }
                if (firstLineLength == NONE) {
                    firstLineLength = length;
                }
            }
            if (delimiter != NONE && !quotesIgnored) {
                if (b == '"') {
                    // Only a field that begins with a quote is quoted; a doubled quote in it closes and opens again.
                    fieldIsQuoted |= previous == delimiter && !quoted;
                    if (quoted || previous == delimiter || (previous == '"' && fieldIsQuoted)) {
                        quoted = !quoted;
                    }
                } else if (b == delimiter && !quoted) {
                    fieldIsQuoted = false;
                }
                // A delimiter within quotes begins no field.
                previous = b == delimiter && quoted ? NONE : b;
            }
            keep((byte) b);
            if (tooLong && firstLineLength != NONE) {
                // The byte that found no place is still to be read; nothing was given back while quotes counted.
                position--;
                return true;
            }
        }
    }

    /** The physical line on which the record begins, from 1. */
    public long line() {
        return recordLine;
    }

    /** Whether the record has more than {@link #RECORD_BYTES_MAX}; then only its beginning is there. */
    public boolean isTooLong() {
        return tooLong;
    }

    public boolean isBlank() {
        for (int i = 0; i < length; i++) {
            if (record[i] != ' ' && record[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    /** Holds the record from 0 to {@link #length}, until the next call of {@link #next}. */
    public byte[] bytes() {
        return record;
    }

    public int length() {
        return length;
    }

    /** @throws CharacterCodingException when the record is not UTF-8 */
    public String text() throws CharacterCodingException {
        return decoder.decode(ByteBuffer.wrap(record, 0, length)).toString();
    }

    /** The beginning of the record for people to see, whatever bytes it has. */
    public String excerpt() {
        return new String(record, 0, Math.min(length, 200), StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ");
    }

    /** Cuts the record after its first physical line; the other lines become the next records, each by itself. */
    public void keepFirstLineOnly() {
        int from = firstLineLength;
        if (from == NONE) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(record, from, tooLong ? length : length + 1);
        if (!tooLong) {
            rest[rest.length - 1] = (byte) (lineFeedMayFollow ? '\r' : '\n');
        }
        lineFeedMayFollow = false;
        byte[] unread = Arrays.copyOfRange(returned, returnedPosition, returned.length);
        returned = Arrays.copyOf(rest, rest.length + unread.length);
        System.arraycopy(unread, 0, returned, rest.length, unread.length);
        returnedPosition = 0;
        quotesIgnored = true;
        length = from;
        firstLineLength = NONE;
        nextLine = recordLine + 1;
        // The rest begins with the line end of the first line, which has been counted.
        if (returned.length > 0 && returned[0] == '\r') {
            returnedPosition++;
        }
        if (returned.length > returnedPosition && returned[returnedPosition] == '\n') {
            returnedPosition++;
        }
    }

    public long bytesRead() {
        return bytesRead;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    private void keep(byte b) {
        if (length == RECORD_BYTES_MAX) {
            tooLong = true;
            return;
        }
        if (length == record.length) {
            record = Arrays.copyOf(record, Math.min(record.length * 2, RECORD_BYTES_MAX));
        }
        record[length++] = b;
    }

    /** Keeps what the buffer has of a plain line at one stroke: most bytes of large files come this way. */
    private boolean keepUpToLineEnd() {
        if (delimiter != NONE || returnedPosition < returned.length || lineFeedMayFollow) {
            return false;
        }
        int end = position;
        while (end < limit && buffer[end] != '\n' && buffer[end] != '\r') {
            end++;
        }
        int bytes = end - position;
        int kept = Math.min(bytes, RECORD_BYTES_MAX - length);
        if (length + kept > record.length) {
            record = Arrays.copyOf(record, Math.min(Math.max(record.length * 2, length + kept), RECORD_BYTES_MAX));
        }
        System.arraycopy(buffer, position, record, length, kept);
        length += kept;
        tooLong |= kept < bytes;
        position = end;
        return bytes > 0;
    }

    private int read() throws IOException {
        if (returnedPosition < returned.length) {
            return returned[returnedPosition++] & 0xFF;
        }
        if (position == limit) {
            limit = Math.max(source.read(buffer, 0, buffer.length), 0);
            position = 0;
            bytesRead += limit;
            if (limit == 0) {
                return NONE;
            }
        }
        return buffer[position++] & 0xFF;
    }
}
