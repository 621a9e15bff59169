package dev.holdfast.kit.postgres;

import dev.holdfast.kit.postgres.LeaderLock.Lead;
import dev.holdfast.kit.work.SupervisedThread;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that never ends and that one process at a time does: waits for the lead, works while it holds it, and after a
 * failure waits for the lead again.
 *
 * @param work for the log, such as {@code publishing of events}
 * @param retry how long to wait before the lead is asked for again
 */
public record LeaderLoop(String work, LeaderLock lock, Connections connections, Term term, Duration retry)
        implements SupervisedThread.Work {
    private static final Logger LOG = LoggerFactory.getLogger(LeaderLoop.class);

    /** Opens a connection that is the caller's to close. */
    @FunctionalInterface
    public interface Connections {
        Connection open() throws SQLException;
    }

    /** What the leader does until {@code thread} is stopped. */
    @FunctionalInterface
    public interface Term {
        /** @param lead the connection that holds the lead; once it fails, the lead is lost */
        void serve(Connection lead, SupervisedThread thread) throws Exception;
    }

    @Override
    public void serve(SupervisedThread thread) throws Exception {
        do {
            try (Connection connection = connections.open();
                    Lead lead = lock.tryTake(connection)) {
                if (lead == null) {
                    thread.doing("waiting for the lead of " + work);
                    thread.progressed();
                } else {
                    LOG.info("leading the {}", work);
                    thread.doing(work);
                    term.serve(connection, thread);
                }
            }
        } while (!thread.stoppedWithin(retry));
    }
}
