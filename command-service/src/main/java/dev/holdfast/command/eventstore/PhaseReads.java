package dev.holdfast.command.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Athletes' starts and pauses for many decisions in one query each time. While one query runs, the next one gathers;
 * when nobody else asks, a read goes alone and at once. Every answer is one snapshot: the head and the rows up to it.
 *
 * <p>One round trip for each decision cost more than everything else that a decision does.
 */
public final class PhaseReads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PhaseReads.class);

    /** As many as may wait for an append. */
    private static final int QUEUE_SIZE_MAX = 4_096;
    /** With at most a page of rows each, an answer stays within some ten megabytes. */
    private static final int GROUP_SIZE_MAX = 64;

    private static final Duration QUEUE_WAIT_MAX = Duration.ofSeconds(5);
    private static final Duration IDLE_POLL = Duration.ofMillis(500);
    /** The first attempt may find a connection that has died since its last use. */
    private static final int ATTEMPTS_MAX = 2;

    private final StoreConnections connections;
    private final BlockingQueue<Asked> queue = new ArrayBlockingQueue<>(QUEUE_SIZE_MAX);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread reader;
    private @Nullable Connection connection;
    private KeptPlans plans = new KeptPlans();

    public PhaseReads(StoreConnections connections) {
        this.connections = connections;
        this.reader = Thread.ofPlatform().name("phase-reads").daemon().unstarted(this::run);
        reader.start();
    }

    private record Asked(AthleteKey owner, CompletableFuture<Selection.Page> answer) {}

    /**
     * The head, and the first starts and pauses of {@code owner}, at most {@code EventSql.PAGE_SIZE}.
     *
     * @return fails with {@link StoreUnavailableException}
     */
    CompletableFuture<Selection.Page> of(AthleteKey owner) {
        Asked asked = new Asked(owner, new CompletableFuture<>());
        try {
            if (closed.get() || !queue.offer(asked, QUEUE_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                asked.answer()
                        .completeExceptionally(new StoreUnavailableException(
                                "the event store is too busy or stopping; try again in a few seconds", null));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            asked.answer().completeExceptionally(new StoreUnavailableException("interrupted while queueing", e));
        }
        return asked.answer();
    }

    @Override
    public void close() {
        closed.set(true);
        try {
            reader.join(IDLE_POLL.multipliedBy(4));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Asked> group = new ArrayList<>(GROUP_SIZE_MAX);
        while (!closed.get() || !queue.isEmpty()) {
            try {
                Asked first = queue.poll(IDLE_POLL.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    group.add(first);
                    queue.drainTo(group, GROUP_SIZE_MAX - 1);
                    answer(group);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                // A bug in one group must not leave its callers waiting, nor end reads for everybody.
                LOG.error("reads failed: size={}", group.size(), e);
                group.forEach(asked -> asked.answer().completeExceptionally(e));
                disconnect();
            } finally {
                group.clear();
            }
        }
        disconnect();
    }

    private void answer(List<Asked> group) {
        List<AthleteKey> owners = group.stream().map(Asked::owner).toList();
        for (int attempt = 1; ; attempt++) {
            try {
                List<Selection.Page> pages = EventSql.phasePages(connected(), owners);
                for (int i = 0; i < group.size(); i++) {
                    group.get(i).answer().complete(pages.get(i));
                }
                plans.keepUp(connected(), pages.getFirst().head());
                return;
            } catch (SQLException e) {
                disconnect();
                if (attempt == ATTEMPTS_MAX) {
                    StoreUnavailableException failure = StoreFaults.unavailable(e, false);
                    group.forEach(asked -> asked.answer().completeExceptionally(failure));
                    return;
                }
            }
        }
    }

    private Connection connected() throws SQLException {
        Connection c = connection;
        if (c == null) {
            c = connections.openForAppends();
            plans = new KeptPlans();
            connection = c;
        }
        return c;
    }

    private void disconnect() {
        Connection c = connection;
        connection = null;
        if (c != null) {
            try {
                c.close();
            } catch (SQLException e) {
                LOG.debug("closing a failed connection", e);
            }
        }
    }
}
