package dev.holdfast.command.eventstore.groupcommit;

import dev.holdfast.command.eventstore.EventSql;
import dev.holdfast.command.eventstore.StoreConnections;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of one thread for as long as it works, and another one after a failure. Its statements are planned once,
 * and again whenever the store has doubled: of a plan for an empty table nobody knows which index it takes, and kept for
 * an hour it would read every event of a tenant to find one.
 */
final class LastingConnection {
    private static final Logger LOG = LoggerFactory.getLogger(LastingConnection.class);

    /** Up to here any plan is quick. */
    private static final long HEAD_MIN = 500;

    private static final Duration AGE_MAX = Duration.ofMinutes(10);

    private final StoreConnections connections;
    private @Nullable Connection open;
    private long openedNanos;
    private long plannedAt;

    LastingConnection(StoreConnections connections) {
        this.connections = connections;
    }

    Connection get() throws SQLException {
        Connection connection = open;
        if (connection == null) {
            connection = connections.openForAppends();
            open = connection;
            openedNanos = System.nanoTime();
            plannedAt = 0;
        }
        return connection;
    }

    /** Whether it is time for another one: with each, this process's clock is held against the database's. */
    boolean isOld() {
        return open != null && System.nanoTime() - openedNanos > AGE_MAX.toNanos();
    }

    /** @param head the store's last position now */
    void keepPlansUp(long head) throws SQLException {
        if (head >= HEAD_MIN && (head >= 2 * plannedAt || head < plannedAt / 2)) {
            EventSql.planAgain(get());
            plannedAt = head;
        }
    }

    /** Closes what may be broken; the next {@link #get} opens another one. */
    void drop() {
        Connection connection = open;
        open = null;
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("closing a failed connection", e);
            }
        }
    }
}
