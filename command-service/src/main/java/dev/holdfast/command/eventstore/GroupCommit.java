package dev.holdfast.command.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends of many callers in one transaction each time. While one group is being made durable, the next one gathers;
 * when nobody else is there, an append goes alone and at once.
 *
 * <p>One thread holds one connection. Positions are taken under the lock of the head row and only for appends that
 * succeed, so they have no gaps and follow the order of commits, also among several processes. While no other process
 * appends, the thread knows where the head is and who was started or paused: then it decides first, and one statement
 * takes the lock, sees that the head is still there, appends and commits.
 *
 * <p>Transactions are begun and ended by hand here and in {@link AppendSql}: what a group sends last commits it, which
 * saves the round trip of a commit, so there is no one place where a transaction closes.
 */
public final class GroupCommit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    /** More callers than this wait to be queued: the database is then far behind, and memory must stay bounded. */
    private static final int QUEUE_SIZE_MAX = 4_096;
    /** A larger group would make its first member wait for little: the commit is already spread thin. */
    private static final int GROUP_SIZE_MAX = 256;
    /** How long a caller waits for a place in the queue before it hears that the store is too busy. */
    private static final Duration QUEUE_WAIT_MAX = Duration.ofSeconds(5);
    /** How long a group is tried again over lost connections before its callers hear of it. */
    private static final Duration RETRY_MAX = Duration.ofSeconds(8);

    /** What is sent again rarely comes alone, and after a refused insert the writer needs a new connection. */
    private static final int GROUPS_ASKING_MAX = 100;

    /** Where others have appended once, they are likely to append again, and a group that is sent in vain is sent twice. */
    private static final int GROUPS_LOCKING_MAX = 100;

    /**
     * While groups follow one another, readers are told so often: each time wakes a backend and a thread in every process,
     * which cost a tenth of an append.
     */
    private static final Duration TELL_EVERY = Duration.ofMillis(5);

    private static final Duration RETRY_PAUSE = Duration.ofMillis(200);
    private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(20);
    /** After so long without an append, what is known of the store is forgotten. */
    private static final Duration IDLE_POLL = Duration.ofMillis(500);

    private final StoreConnections connections;
    private final Clock clock;
    private final LongConsumer onHead;
    private final BlockingQueue<PendingAppend> queue = new ArrayBlockingQueue<>(QUEUE_SIZE_MAX);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread writer;
    // Callers' continuations must not run on the writer, which would hold up everybody's next group.
    private final Executor continuations = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable Connection connection;
    private KeptPlans plans = new KeptPlans();
    private final TurnsAtHand phases = new TurnsAtHand();
    /**
     * How many groups more ask for stored keys before they append. Keys are new but when something is sent again, and the
     * unique index refuses one that is not.
     */
    private int groupsAsking;

    /** Where the last group has left the head; null when nothing is known of it. Others may have moved it since. */
    private AppendSql.@Nullable Head expected;
    /** The head that readers are still to be told of, 0 when they have been; and when they were told last. */
    private long untold;

    private long toldNanos = System.nanoTime();
    /** How many groups more take the head's lock before they decide. */
    private int groupsLocking;

    /** @param onHead told the new head after each commit, on the writer's thread: it must return at once */
    public GroupCommit(StoreConnections connections, Clock clock, LongConsumer onHead) {
        this.connections = connections;
        this.clock = clock;
        this.onHead = onHead;
        this.writer = Thread.ofPlatform().name("group-commit").daemon().unstarted(this::run);
        writer.start();
    }

    /**
     * Appends {@code events}, all or none.
     *
     * @param guard null to append in any case
     * @return completes once the events are durable; fails with {@link ConflictException}, {@link DuplicateKeyException}
     *     or {@link StoreUnavailableException}
     */
    public CompletableFuture<Appended> append(@Nullable Guard guard, List<NewEvent> events) {
        PendingAppend append = new PendingAppend(guard, List.copyOf(events), new CompletableFuture<>());
        try {
            if (closed.get() || !queue.offer(append, QUEUE_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                append.result()
                        .completeExceptionally(new StoreUnavailableException(
                                closed.get()
                                        ? "the service is stopping: send it again to the next one"
                                        : "the event store is too busy: %d appends wait; try again in a few seconds"
                                                .formatted(QUEUE_SIZE_MAX),
                                null));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            append.result().completeExceptionally(new StoreUnavailableException("interrupted while queueing", e));
        }
        return append.result();
    }

    /** What the writer knows of athletes' starts and pauses. */
    TurnsAtHand turnsAtHand() {
        return phases;
    }

    /** How many appends wait for the next group. */
    public int queued() {
        return queue.size();
    }

    @Override
    public void close() {
        closed.set(true);
        try {
            writer.join(CLOSE_WAIT_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<PendingAppend> group = new ArrayList<>(GROUP_SIZE_MAX);
        while (!closed.get() || !queue.isEmpty()) {
            try {
                if (untold > 0 && queue.isEmpty()) {
                    tell();
                }
                PendingAppend first = queue.poll(IDLE_POLL.toMillis(), TimeUnit.MILLISECONDS);
                if (first == null) {
                    forget();
                } else {
                    group.add(first);
                    queue.drainTo(group, GROUP_SIZE_MAX - 1);
                    commit(group);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                // A bug in the decision about one group must not end appends for everybody.
                LOG.error("group failed: size={}", group.size(), e);
                group.forEach(append -> fail(append, e));
                disconnect();
            } finally {
                group.clear();
            }
        }
        disconnect();
    }

    private void commit(List<PendingAppend> group) throws InterruptedException {
        long until = System.nanoTime() + RETRY_MAX.toNanos();
        @Nullable GroupDecision inDoubt = null;
        boolean answersLost = false;
        while (true) {
            boolean sent = false;
            try {
                Connection c = connected();
                AppendSql.Head head = head(c, group);
                plans.keepUp(c, head.position());
                // After a failure nothing is expected, so the lock is ours: the attempt in doubt has ended, or it waits
                // for the lock and will find the head moved.
                if (inDoubt != null && inDoubt.isStored(c)) {
                    end(c);
                    settle(inDoubt);
                    return;
                }
                inDoubt = null;
                GroupDecision decision = GroupDecision.decide(c, head, phases, group, groupsAsking > 0);
                if (decision.events().isEmpty()) {
                    end(c);
                } else {
                    inDoubt = decision;
                    sent = true;
                    Instant now = clock.instant();
                    boolean tells = queue.isEmpty() || System.nanoTime() - toldNanos >= TELL_EVERY.toNanos();
                    Map<Integer, List<Suspect>> suspects =
                            AppendSql.appendAndCommit(c, head, decision.events(), now, tells);
                    if (suspects == null) {
                        inDoubt = null;
                        expected = null;
                        groupsLocking = GROUPS_LOCKING_MAX;
                        continue;
                    }
                    decision.suspect(suspects);
                    told(tells, decision.headAfter());
                    expected = new AppendSql.Head(decision.headAfter(), head.recordedAtOf(now));
                }
                groupsAsking = decision.foundRepeats() ? GROUPS_ASKING_MAX : Math.max(0, groupsAsking - 1);
                settle(decision);
                return;
            } catch (SQLException e) {
                disconnect();
                if (sent && StoreFaults.isTold(e)) {
                    inDoubt = null;
                }
                // When nothing could be appended since, an attempt that still waits for the lock may yet succeed.
                answersLost |= inDoubt != null;
                if (StoreFaults.isRepeatedKey(e) && groupsAsking == 0) {
                    groupsAsking = GROUPS_ASKING_MAX;
                    continue;
                }
                if (StoreFaults.isRefusedValue(e) && group.size() > 1) {
                    // One member's values offend: alone, only that one fails.
                    for (PendingAppend append : group) {
                        commit(List.of(append));
                    }
                    return;
                }
                if (!StoreFaults.isPassing(e) || System.nanoTime() > until || closed.get()) {
                    LOG.warn(
                            "append failed: appends={}, sqlState={}: {}",
                            group.size(),
                            e.getSQLState(),
                            e.getMessage());
                    StoreUnavailableException failure = StoreFaults.unavailable(e, answersLost);
                    group.forEach(append -> fail(append, failure));
                    return;
                }
                Thread.sleep(RETRY_PAUSE);
            }
        }
    }

    /** Where the head is: where the last group has left it, or else where it is found under its lock, which then is held. */
    private AppendSql.Head head(Connection c, List<PendingAppend> group) throws SQLException {
        AppendSql.Head left = expected;
        if (left != null
                && groupsAsking == 0
                && groupsLocking == 0
                && GroupDecision.needsNoStore(left, phases, group)) {
            // One statement is a transaction by itself: to begin and to commit it would only cost.
            c.setAutoCommit(true);
            return left;
        }
        c.setAutoCommit(false);
        HeldHead held = HeldHead.lock(c, phases.seenTo());
        phases.follow(held);
        expected = held.head();
        groupsLocking = Math.max(0, groupsLocking - 1);
        return held.head();
    }

    private static void end(Connection c) throws SQLException {
        if (!c.getAutoCommit()) {
            c.rollback();
        }
    }

    private void told(boolean told, long head) {
        untold = told ? 0 : head;
        if (told) {
            toldNanos = System.nanoTime();
        }
    }

    /** The group that was to tell readers has appended nothing. */
    private void tell() {
        long head = untold;
        untold = 0;
        try {
            AppendSql.tell(connected(), head);
        } catch (SQLException e) {
            // Readers also ask by themselves.
            LOG.debug("telling readers: head={}", head, e);
            disconnect();
        }
    }

    private void settle(GroupDecision decision) {
        if (!decision.events().isEmpty()) {
            phases.turn(decision.turns(), decision.headAfter());
            onHead.accept(decision.headAfter());
        }
        // In turn, on a thread of their own: none of them waits for anything.
        continuations.execute(() -> decision.outcomes().forEach(GroupDecision.Outcome::tell));
    }

    private void fail(PendingAppend append, Throwable failure) {
        continuations.execute(() -> append.result().completeExceptionally(failure));
    }

    private Connection connected() throws SQLException {
        Connection c = connection;
        if (c == null) {
            c = connections.openForAppends();
            connection = c;
            plans = new KeptPlans();
        }
        return c;
    }

    /** What is known holds as long as the connection over which it was heard, and as long as there is something to do. */
    private void forget() {
        phases.forget();
        expected = null;
    }

    private void disconnect() {
        Connection c = connection;
        connection = null;
        forget();
        if (c != null) {
            try {
                c.close();
            } catch (SQLException e) {
                LOG.debug("closing a failed connection", e);
            }
        }
    }
}
