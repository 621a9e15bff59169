package dev.holdfast.command.eventstore;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One array for each column of many rows: a statement that unnests them costs one round trip, however many rows. */
final class SqlArrays {
    private SqlArrays() {}

    @FunctionalInterface
    interface Cell<T, C> {
        @Nullable
        C of(T row);
    }

    @FunctionalInterface
    interface Bytes<T> {
        byte @Nullable [] of(T row);
    }

    /** @param type as PostgreSQL names it, without brackets */
    static <T> Array of(Connection connection, String type, List<T> rows, Cell<T, Object> cell) throws SQLException {
        @Nullable Object[] column = new Object[rows.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = cell.of(rows.get(i));
        }
        return connection.createArrayOf(type, column);
    }

    static <T> Array text(Connection connection, List<T> rows, Cell<T, String> cell) throws SQLException {
        @Nullable String[] column = new String[rows.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = cell.of(rows.get(i));
        }
        return connection.createArrayOf("text", column);
    }

    /** Microseconds since 1970, which take a third of the time of texts. */
    static <T> Array times(Connection connection, List<T> rows, Cell<T, Instant> cell) throws SQLException {
        @Nullable Long[] column = new Long[rows.size()];
        for (int i = 0; i < column.length; i++) {
            Instant time = cell.of(rows.get(i));
            column[i] = time == null ? null : PostgresTime.unixMicros(time);
        }
        return connection.createArrayOf("int8", column);
    }

    static <T> Array bytes(Connection connection, List<T> rows, Bytes<T> cell) throws SQLException {
        byte[] @Nullable [] column = new byte[rows.size()][];
        for (int i = 0; i < column.length; i++) {
            column[i] = cell.of(rows.get(i));
        }
        return connection.createArrayOf("bytea", column);
    }

    /** From 0 to {@code count} - 1. */
    static Array indices(Connection connection, int count) throws SQLException {
        Integer[] numbers = new Integer[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i;
        }
        return connection.createArrayOf("int4", numbers);
    }
}
