package dev.holdfast.kit.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A transaction on one connection. What is not committed when it closes is rolled back, and the connection commits by
 * itself again if it did so before.
 *
 * <p>The only place that begins and ends transactions, but for the group commit of command-service.
 */
public final class Transaction implements AutoCloseable {
    private final Connection connection;
    private final boolean autoCommitBefore;

    private Transaction(Connection connection, boolean autoCommitBefore) {
        this.connection = connection;
        this.autoCommitBefore = autoCommitBefore;
    }

    /** A piece of work on a connection. */
    @FunctionalInterface
    public interface Work<R> {
        R on(Connection connection) throws SQLException;
    }

    public static Transaction begin(Connection connection) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        return new Transaction(connection, autoCommit);
    }

    /** Does {@code work} and commits it, or rolls it back when it throws. */
    public static <R> R commit(Connection connection, Work<R> work) throws SQLException {
        try (Transaction transaction = begin(connection)) {
            R result = work.on(connection);
            transaction.commit();
            return result;
        }
    }

    public Connection connection() {
        return connection;
    }

    /** Makes durable what was done since the beginning, or since the last commit; what follows is the next transaction. */
    public void commit() throws SQLException {
        connection.commit();
    }

    /** Undoes what was done since the beginning, or since the last commit; what follows is the next transaction. */
    public void rollback() throws SQLException {
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        // Costs nothing when nothing is open: the driver knows and does not ask the server.
        connection.rollback();
        connection.setAutoCommit(autoCommitBefore);
    }
}
