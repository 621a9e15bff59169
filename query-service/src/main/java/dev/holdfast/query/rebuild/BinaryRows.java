package dev.holdfast.query.rebuild;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows in the bytes of COPY BINARY, sent when there are enough of them. */
final class BinaryRows {
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final int FIRST_BYTES = 1 << 16;

    private final String copy;
    private final int columns;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;
    private long rows;

    BinaryRows(String table, String... columns) {
        this.copy = "copy " + table + " (" + String.join(", ", columns) + ") from stdin (format binary)";
        this.columns = columns.length;
        restart();
    }

    int length() {
        return length;
    }

    void row() {
        int2(columns);
        rows++;
    }

    void text(String value) {
        bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    void bytes(byte[] value) {
        int4raw(value.length);
        reserve(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    void int8(@Nullable Long value) {
        if (value == null) {
            int4raw(-1);
            return;
        }
        int8(value.longValue());
    }

    void int8(long value) {
        int4raw(Long.BYTES);
        int4raw((int) (value >>> 32));
        int4raw((int) value);
    }

    void int4(int value) {
        int4raw(Integer.BYTES);
        int4raw(value);
    }

    void bool(boolean value) {
        int4raw(1);
        reserve(1);
        bytes[length++] = (byte) (value ? 1 : 0);
    }

    /** Sends what there is and begins anew. */
    void send(Connection connection) throws SQLException {
        if (rows > 0) {
            int2(-1);
            CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
            try {
                in.writeToCopy(bytes, 0, length);
                in.endCopy();
            } finally {
                if (in.isActive()) {
                    in.cancelCopy();
                }
            }
        }
        restart();
    }

    private void restart() {
        System.arraycopy(HEADER, 0, bytes, 0, HEADER.length);
        length = HEADER.length;
        rows = 0;
    }

    private void int2(int value) {
        reserve(2);
        bytes[length++] = (byte) (value >>> 8);
        bytes[length++] = (byte) value;
    }

    private void int4raw(int value) {
        reserve(Integer.BYTES);
        bytes[length++] = (byte) (value >>> 24);
        bytes[length++] = (byte) (value >>> 16);
        bytes[length++] = (byte) (value >>> 8);
        bytes[length++] = (byte) value;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
