package dev.holdfast.command.eventstore.groupcommit;

import dev.holdfast.command.eventstore.AppendSql;
import dev.holdfast.command.eventstore.DuplicateKeyException;
import dev.holdfast.command.eventstore.NewEvent;
import dev.holdfast.command.eventstore.StoreConnections;
import dev.holdfast.command.eventstore.StoreFaults;
import dev.holdfast.command.eventstore.StoreUnavailableException;
import dev.holdfast.command.eventstore.Suspect;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends of many callers in one transaction each time.
 *
 * <p>One thread holds one connection. Positions are taken under the lock of the head row and only for appends that
 * succeed, so they have no gaps and follow the order of commits, also among several processes.
 *
 * <p>Transactions are begun and ended by hand here, in {@link KnownHead} and in {@link AppendSql}: what a group sends last
 * also commits it, which saves the round trip of a commit, so there is no one place where a transaction closes.
 */
public final class GroupCommit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    /** A larger group would make its first member wait for little: the commit is already spread thin. */
    private static final int GROUP_SIZE_MAX = 256;
    /** How long a group is tried again over lost connections before its callers hear of it. */
    private static final Duration RETRY_MAX = Duration.ofSeconds(8);

    private static final Duration RETRY_PAUSE = Duration.ofMillis(200);
    private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(20);

    private final Clock clock;
    private final GroupLoop<PendingAppend> loop = new GroupLoop<>("group-commit", GROUP_SIZE_MAX, new Writer());
    private final LastingConnection connection;
    private final PhaseCache phases = new PhaseCache();
    private final KnownHead head = new KnownHead(phases);
    private final ReaderNotices notices = new ReaderNotices();
    // Callers' continuations must not run on the writer, which would hold up everybody's next group.
    private final Executor continuations = Executors.newVirtualThreadPerTaskExecutor();

    public GroupCommit(StoreConnections connections, Clock clock) {
        this.connection = new LastingConnection(connections);
        this.clock = clock;
        loop.start();
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
        loop.add(append);
        return append.result();
    }

    /** The starts and pauses that the writer keeps up with the store. */
    PhaseCache phases() {
        return phases;
    }

    /** How many appends wait for the next group. */
    public int queued() {
        return loop.queued();
    }

    @Override
    public void close() {
        loop.close(CLOSE_WAIT_MAX);
    }

    private final class Writer implements GroupLoop.Worker<PendingAppend> {
        @Override
        public void answer(List<PendingAppend> group) throws InterruptedException {
            commit(group);
        }

        @Override
        public void fail(List<PendingAppend> group, RuntimeException defect) {
            failAll(group, defect);
            disconnect();
        }

        @Override
        public void caughtUp() {
            if (notices.isOwing()) {
                try {
                    notices.send(connection.get());
                } catch (SQLException e) {
                    // Readers also ask by themselves.
                    LOG.debug("notifying readers", e);
                    disconnect();
                }
            }
        }

        @Override
        public void idle() {
            forget();
        }

        @Override
        public void end() {
            disconnect();
        }
    }

    private void commit(List<PendingAppend> group) throws InterruptedException {
        long until = System.nanoTime() + RETRY_MAX.toNanos();
        InDoubt inDoubt = new InDoubt();
        while (true) {
            try {
                if (attempt(group, inDoubt)) {
                    return;
                }
            } catch (SQLException e) {
                disconnect();
                inDoubt.failed(e);
                if (StoreFaults.isRepeatedKey(e) && !head.looksKeysUp()) {
                    head.refusedKey();
                } else if (StoreFaults.isRefusedValue(e) && group.size() > 1) {
                    // One member's values offend: alone, only that one fails.
                    for (PendingAppend append : group) {
                        commit(List.of(append));
                    }
                    return;
                } else if (!StoreFaults.isPassing(e) || System.nanoTime() > until || loop.isClosed()) {
                    LOG.warn(
                            "append failed: appends={}, sqlState={}: {}",
                            group.size(),
                            e.getSQLState(),
                            e.getMessage());
                    failAll(group, StoreFaults.asProblem(e, inDoubt.answersLost()));
                    return;
                } else {
                    Thread.sleep(RETRY_PAUSE);
                }
            }
        }
    }

    /** @return false when others had moved the head, so that the group is to be decided anew */
    private boolean attempt(List<PendingAppend> group, InDoubt inDoubt) throws SQLException {
        inDoubt.begin();
        if (connection.isOld()) {
            disconnect();
        }
        Connection c = connection.get();
        AppendSql.Head at = head.find(c, group);
        connection.keepPlansUp(at.position());
        GroupDecision earlier = inDoubt.resolve(c);
        if (earlier != null) {
            end(c);
            settle(earlier);
            return true;
        }
        GroupDecision decision = GroupDecision.decide(c, at, phases, group, head.looksKeysUp());
        AppendSql.Head after = at;
        if (decision.events().isEmpty()) {
            end(c);
        } else {
            inDoubt.send(decision);
            Instant now = clock.instant();
            boolean notifies = notices.isDue(loop.queued() == 0);
            Map<Integer, List<Suspect>> suspects = AppendSql.appendAndCommit(c, at, decision.events(), now, notifies);
            if (suspects == null) {
                inDoubt.refused();
                head.movedByOthers();
                return false;
            }
            decision.suspect(suspects);
            notices.moved(notifies, decision.headAfter());
            after = new AppendSql.Head(decision.headAfter(), at.recordedAtOf(now));
        }
        head.settled(after, decision.foundRepeats());
        settle(decision);
        return true;
    }

    private static void end(Connection c) throws SQLException {
        if (!c.getAutoCommit()) {
            c.rollback();
        }
    }

    private void settle(GroupDecision decision) {
        if (!decision.events().isEmpty()) {
            phases.changed(decision.phaseChanges(), decision.headAfter());
        }
        // In turn, on a thread of their own: none of them waits for anything.
        continuations.execute(() -> decision.outcomes().forEach(GroupDecision.Outcome::complete));
    }

    private void failAll(List<PendingAppend> group, RuntimeException failure) {
        List<PendingAppend> members = List.copyOf(group);
        continuations.execute(() -> members.forEach(append -> append.result().completeExceptionally(failure)));
    }

    /** What is known holds as long as the connection over which it was read, and as long as there is something to do. */
    private void forget() {
        phases.forget();
        head.forget();
    }

    private void disconnect() {
        connection.drop();
        forget();
    }
}
