package dev.holdfast.command.eventstore;

import dev.holdfast.kit.work.SupervisedThread;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells readers that there may be new events, from this process or any other. PostgreSQL notifies at each commit; a
 * lost connection or notification costs at most one poll interval, never an event, since readers ask by position.
 */
public final class StoreWakeups implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreWakeups.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final StoreConnections connections;
    private final Map<Object, Runnable> readers = new ConcurrentHashMap<>();
    private final SupervisedThread listener;

    public StoreWakeups(StoreConnections connections) {
        this.connections = connections;
        this.listener = SupervisedThread.start("store-wakeups", "listening for new events", this::listen);
    }

    /** A reader's place in the list. */
    public interface Registration {
        /** Ends the wake-ups; false when they had ended already. */
        boolean cancel();
    }

    /** Calls {@code reader}, which must return at once, whenever there may be new events. */
    public Registration onEvents(Runnable reader) {
        Object place = new Object();
        readers.put(place, reader);
        return () -> readers.remove(place) != null;
    }

    @Override
    public void close() {
        listener.stop();
    }

    /** Readers are told at each begin, also after the loss of a connection: they poll by this while the store is away. */
    private void listen(SupervisedThread thread) throws SQLException {
        wake();
        try (Connection connection = connections.open("holdfast-wakeups")) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("listen " + AppendSql.CHANNEL);
            }
            PGConnection notified = connection.unwrap(PGConnection.class);
            while (!thread.stopped()) {
                wake();
                notified.getNotifications((int) POLL.toMillis());
                thread.progressed();
            }
        }
    }

    private void wake() {
        for (Runnable reader : readers.values()) {
            try {
                reader.run();
            } catch (RuntimeException e) {
                LOG.warn("a reader failed on wake-up", e);
            }
        }
    }
}
