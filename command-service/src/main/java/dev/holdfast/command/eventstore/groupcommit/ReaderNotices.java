package dev.holdfast.command.eventstore.groupcommit;

import dev.holdfast.command.eventstore.AppendSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * When readers are notified of new events. While groups follow one another, only now and then: each notice wakes a backend
 * and a thread in every process, which cost a tenth of an append.
 */
final class ReaderNotices {
    private static final Duration EVERY = Duration.ofMillis(5);

    /** The head of which readers are still to be notified; 0 when they have been. */
    private long dueHead;

    private long lastNanos = System.nanoTime();

    /** Whether the next commit is to notify readers. */
    boolean isDue(boolean nobodyWaits) {
        return nobodyWaits || System.nanoTime() - lastNanos >= EVERY.toNanos();
    }

    /** A commit has moved the head, and has notified readers or not. */
    void moved(boolean notified, long head) {
        dueHead = notified ? 0 : head;
        if (notified) {
            lastNanos = System.nanoTime();
        }
    }

    /** Whether the last commits have not notified readers. */
    boolean isOwing() {
        return dueHead > 0;
    }

    /** Notifies readers of the last commits: the group that was to do so has appended nothing. */
    void send(Connection connection) throws SQLException {
        long head = dueHead;
        dueHead = 0;
        AppendSql.notifyReaders(connection, head);
    }
}
