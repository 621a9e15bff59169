package dev.holdfast.kit.postgres;

import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PgArray;

/** One array for each column of many rows: a statement that unnests them costs one round trip, however many rows. */
public final class SqlArrays {
    private static final int ARRAY_HEADER_BYTES = 5 * Integer.BYTES;
    private static final int NULL_LENGTH = -1;

    private SqlArrays() {}

    @FunctionalInterface
    public interface Cell<T, C> {
        @Nullable
        C of(T row);
    }

    @FunctionalInterface
    public interface Bytes<T> {
        byte @Nullable [] of(T row);
    }

    public static <T> Array uuids(Connection connection, List<T> rows, Cell<T, UUID> cell) throws SQLException {
        return fixed(
                connection,
                Oid.UUID_ARRAY,
                Oid.UUID,
                2 * Long.BYTES,
                rows,
                cell,
                (to, id) -> to.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()));
    }

    public static <T> Array times(Connection connection, List<T> rows, Cell<T, Instant> cell) throws SQLException {
        return fixed(
                connection,
                Oid.TIMESTAMPTZ_ARRAY,
                Oid.TIMESTAMPTZ,
                Long.BYTES,
                rows,
                cell,
                (to, time) -> to.putLong(PostgresTime.micros(time)));
    }

    public static <T> Array text(Connection connection, List<T> rows, Cell<T, String> cell) throws SQLException {
        @Nullable String[] column = new String[rows.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = cell.of(rows.get(i));
        }
        return connection.createArrayOf("text", column);
    }

    public static <T> Array bytes(Connection connection, List<T> rows, Bytes<T> cell) throws SQLException {
        byte[] @Nullable [] column = new byte[rows.size()][];
        for (int i = 0; i < column.length; i++) {
            column[i] = cell.of(rows.get(i));
        }
        return connection.createArrayOf("bytea", column);
    }

    /** From 0 to {@code count} - 1. */
    public static Array indices(Connection connection, int count) throws SQLException {
        Integer[] numbers = new Integer[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i;
        }
        return connection.createArrayOf("int4", numbers);
    }

    /**
     * An array as the server keeps it: number of dimensions, whether it has nulls, type, then length and first index, then
     * each element behind its length. The driver itself would send these types as text, which takes both sides several
     * times as long.
     */
    private static <T, C> Array fixed(
            Connection connection,
            int arrayOid,
            int oid,
            int elementBytes,
            List<T> rows,
            Cell<T, C> cell,
            BiConsumer<ByteBuffer, C> element)
            throws SQLException {
        ByteBuffer to = ByteBuffer.allocate(ARRAY_HEADER_BYTES + rows.size() * (Integer.BYTES + elementBytes));
        to.putInt(1).putInt(1).putInt(oid).putInt(rows.size()).putInt(1);
        for (T row : rows) {
            C value = cell.of(row);
            to.putInt(value == null ? NULL_LENGTH : elementBytes);
            if (value != null) {
                element.accept(to, value);
            }
        }
        return new PgArray(connection.unwrap(BaseConnection.class), arrayOid, Arrays.copyOf(to.array(), to.position()));
    }
}
