package dev.holdfast.command.imports;

import dev.holdfast.command.eventstore.BulkSql;
import dev.holdfast.command.eventstore.StoreConnections;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** An import's connection, opened again after it was lost. That of a dry run rehearses and dies with what it rehearsed. */
final class ImportConnection implements AutoCloseable {
    private final StoreConnections connections;
    private final boolean rehearsal;
    private @Nullable Connection connection;

    ImportConnection(StoreConnections connections, boolean rehearsal) {
        this.connections = connections;
        this.rehearsal = rehearsal;
    }

    boolean isRehearsal() {
        return rehearsal;
    }

    Connection get() throws SQLException {
        Connection c = connection;
        if (c == null) {
            c = connections.openForImport();
            connection = c;
            if (rehearsal) {
                BulkSql.beginRehearsal(c);
                c.commit();
            }
        }
        return c;
    }

    void drop() {
        try {
            close();
        } catch (SQLException e) {
            // It is lost already; the next one is new.
        }
    }

    @Override
    public void close() throws SQLException {
        Connection c = connection;
        connection = null;
        if (c != null) {
            c.close();
        }
    }
}
