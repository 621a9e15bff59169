package dev.holdfast.command.imports;

import dev.holdfast.command.eventstore.StoreConnections;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** An import's connection, opened again after it was lost. */
final class ImportConnection implements AutoCloseable {
    private final StoreConnections connections;
    private @Nullable Connection connection;

    ImportConnection(StoreConnections connections) {
        this.connections = connections;
    }

    Connection get() throws SQLException {
        Connection c = connection;
        if (c == null) {
            c = connections.openForAppends();
            connection = c;
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
