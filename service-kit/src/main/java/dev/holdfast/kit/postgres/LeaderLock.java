package dev.holdfast.kit.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * An advisory lock of PostgreSQL: of all processes over one database, the one whose connection holds it leads. The lock
 * ends with the connection, so a process that dies leads no longer.
 *
 * @param key the same in every process that competes for this lead, and of no other lock in the database
 */
public record LeaderLock(long key) {
    /**
     * Takes the lead for as long as {@code connection} stays open and the answer is not closed.
     *
     * @return null when another connection has it
     */
    public @Nullable Lead tryTake(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            select.setLong(1, key);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getBoolean(1) ? new Lead(connection, key) : null;
            }
        }
    }

    /** The lead, given back when it is closed. */
    public static final class Lead implements AutoCloseable {
        private final Connection connection;
        private final long key;

        private Lead(Connection connection, long key) {
            this.connection = connection;
            this.key = key;
        }

        @Override
        public void close() throws SQLException {
            try (PreparedStatement select = connection.prepareStatement("select pg_advisory_unlock(?)")) {
                select.setLong(1, key);
                select.execute();
            }
        }
    }
}
