package dev.holdfast.kit.postgres;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/**
 * Rows in the bytes of PostgreSQL's COPY BINARY, gathered in memory and sent at once: the fastest way in. Each column is
 * its length and its value, big-endian.
 */
public final class CopyRows {
    /** Before a row's first column: how many columns there are. */
    public static final int COLUMN_COUNT_BYTES = Short.BYTES;

    /** Before each column's value. */
    public static final int LENGTH_BYTES = Integer.BYTES;

    /** Signature, flags and length of the extension, which is empty. */
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    private static final short END = -1;
    private static final int NULL_LENGTH = -1;
    private static final int FIRST_BYTES = 1 << 16;

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final String columns;
    private final short columnCount;
    private byte[] bytes = Arrays.copyOf(HEADER, FIRST_BYTES);
    private int length = HEADER.length;
    private int count;

    /** @param columns in the order in which each row is written */
    public CopyRows(String... columns) {
        this.columns = String.join(", ", columns);
        this.columnCount = (short) columns.length;
    }

    /** Hears of each row: {@code row} from {@code at} on, up to its end. */
    @FunctionalInterface
    public interface Taker {
        void take(byte[] row, int at) throws IOException, SQLException;
    }

    /** Gives each row that {@code query} finds to {@code taker}, in the same bytes. */
    public static void read(Connection connection, String query, Taker taker) throws SQLException, IOException {
        CopyOut out = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy (" + query + ") to stdout (format binary)");
        try {
            int at = HEADER.length;
            for (byte[] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
                if (row.length > at && (short) SHORTS.get(row, at) != END) {
                    taker.take(row, at);
                }
                // The header comes in one message with the first row.
                at = 0;
            }
        } finally {
            if (out.isActive()) {
                out.cancelCopy();
            }
        }
    }

    /** How many rows there are. */
    public int count() {
        return count;
    }

    /** How many bytes there are. */
    public int length() {
        return length;
    }

    /** Begins a row, whose columns follow in order; returns where it begins. */
    public int row() {
        int start = length;
        reserve(Short.BYTES);
        SHORTS.set(bytes, length, columnCount);
        length += Short.BYTES;
        count++;
        return start;
    }

    public void text(String value) {
        bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    public void bytes(byte[] value) {
        reserve(Integer.BYTES + value.length);
        INTS.set(bytes, length, value.length);
        System.arraycopy(value, 0, bytes, length + Integer.BYTES, value.length);
        length += Integer.BYTES + value.length;
    }

    public void int8(@Nullable Long value) {
        if (value == null) {
            reserve(Integer.BYTES);
            INTS.set(bytes, length, NULL_LENGTH);
            length += Integer.BYTES;
        } else {
            int8(value.longValue());
        }
    }

    public void int8(long value) {
        reserve(Integer.BYTES + Long.BYTES);
        INTS.set(bytes, length, Long.BYTES);
        LONGS.set(bytes, length + Integer.BYTES, value);
        length += Integer.BYTES + Long.BYTES;
    }

    public void int4(int value) {
        reserve(2 * Integer.BYTES);
        INTS.set(bytes, length, Integer.BYTES);
        INTS.set(bytes, length + Integer.BYTES, value);
        length += 2 * Integer.BYTES;
    }

    public void bool(boolean value) {
        reserve(Integer.BYTES + 1);
        INTS.set(bytes, length, 1);
        bytes[length + Integer.BYTES] = (byte) (value ? 1 : 0);
        length += Integer.BYTES + 1;
    }

    public void uuid(UUID value) {
        reserve(Integer.BYTES + 2 * Long.BYTES);
        INTS.set(bytes, length, 2 * Long.BYTES);
        LONGS.set(bytes, length + Integer.BYTES, value.getMostSignificantBits());
        LONGS.set(bytes, length + Integer.BYTES + Long.BYTES, value.getLeastSignificantBits());
        length += Integer.BYTES + 2 * Long.BYTES;
    }

    public void time(Instant value) {
        int8(PostgresTime.micros(value));
    }

    /** Puts another value where eight bytes were written, {@code at} bytes from the beginning of all rows. */
    public void replaceInt8(int at, long value) {
        LONGS.set(bytes, at, value);
    }

    /** Copies all rows into {@code table}; they stay. */
    public void copyInto(Connection connection, String table) throws SQLException {
        if (count == 0) {
            return;
        }
        reserve(Short.BYTES);
        SHORTS.set(bytes, length, END);
        CopyIn in = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy %s (%s) from stdin (format binary)".formatted(table, columns));
        try {
            in.writeToCopy(bytes, 0, length + Short.BYTES);
            in.endCopy();
        } finally {
            if (in.isActive()) {
                in.cancelCopy();
            }
        }
    }

    /** Forgets all rows. */
    public void clear() {
        length = HEADER.length;
        count = 0;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
