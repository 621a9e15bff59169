package dev.holdfast.query.readstore;

import dev.holdfast.kit.postgres.CopyRows;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of a {@link ReadTable}.
 *
 * @param value of a row; as the type says: Long, Integer, String, Boolean or byte[]
 */
public record Column<R>(String name, Type type, Role role, Function<R, ? extends @Nullable Object> value) {
    /** PostgreSQL's names. */
    public enum Type {
        INT8,
        INT4,
        TEXT,
        BOOL,
        BYTEA;

        String sql() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What becomes of the value when the row is written again. */
    public enum Role {
        /** Names the row, together with tenant and athlete. */
        KEY,
        /** The same in every writing, so it is written once. */
        FIXED,
        CHANGING
    }

    Array array(Connection connection, List<R> rows) throws SQLException {
        @Nullable Object[] cells = type == Type.BYTEA ? new byte[rows.size()][] : new @Nullable Object[rows.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = value.apply(rows.get(i));
        }
        return connection.createArrayOf(type.sql(), cells);
    }

    void copy(R row, CopyRows to) {
        Object cell = value.apply(row);
        switch (type) {
            case INT8 -> to.int8((Long) cell);
            case INT4 -> to.int4((Integer) Objects.requireNonNull(cell));
            case TEXT -> to.text((String) Objects.requireNonNull(cell));
            case BOOL -> to.bool((Boolean) Objects.requireNonNull(cell));
            case BYTEA -> to.bytes((byte[]) Objects.requireNonNull(cell));
        }
    }
}
