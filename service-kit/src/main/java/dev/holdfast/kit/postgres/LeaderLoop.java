package dev.holdfast.kit.postgres;

import dev.holdfast.kit.postgres.LeaderLock.Lead;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that never ends and that one process at a time does: waits for the lead, works while it holds it, and after a
 * failure waits for the lead again. Runs on the thread that it is given.
 *
 * @param work for the log, such as {@code publishing of events}
 * @param passing what {@code term} throws while something outside is away; logged once for each outage and without a
 *     trace, as SQL failures are
 * @param retry how long to wait before the lead is asked for again
 */
public record LeaderLoop(
        String work,
        LeaderLock lock,
        Connections connections,
        Term term,
        Class<? extends RuntimeException> passing,
        Duration retry,
        CountDownLatch stopped)
        implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaderLoop.class);

    /** Failures that follow one another within this time are one outage. */
    private static final Duration OUTAGE_PAUSE = Duration.ofMinutes(1);

    /** Opens a connection that is the caller's to close. */
    @FunctionalInterface
    public interface Connections {
        Connection open() throws SQLException;
    }

    /** What the leader does until it is stopped. */
    @FunctionalInterface
    public interface Term {
        /** @param lead the connection that holds the lead; once it fails, the lead is lost */
        void serve(Connection lead) throws SQLException, InterruptedException;
    }

    /** Returns once {@link #stopped} says so, or the thread is interrupted. */
    @Override
    public void run() {
        long failedNanos = System.nanoTime() - OUTAGE_PAUSE.toNanos();
        try {
            do {
                try (Connection connection = connections.open();
                        Lead lead = lock.tryTake(connection)) {
                    if (lead != null) {
                        LOG.info("leading the {}", work);
                        term.serve(connection);
                    }
                } catch (SQLException | RuntimeException e) {
                    boolean known = e instanceof SQLException || passing.isInstance(e);
                    if (!known) {
                        LOG.error("{} failed", work, e);
                    } else if (System.nanoTime() - failedNanos >= OUTAGE_PAUSE.toNanos()) {
                        LOG.warn("{} waits: {}", work, e.toString());
                    }
                    failedNanos = System.nanoTime();
                }
            } while (!stopped.await(retry.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
