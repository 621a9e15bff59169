package dev.holdfast.command.eventstore.groupcommit;

import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.EventPage;
import dev.holdfast.command.eventstore.EventSql;
import dev.holdfast.command.eventstore.StoreConnections;
import dev.holdfast.command.eventstore.StoreFaults;
import dev.holdfast.command.eventstore.StoreUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Athletes' starts and pauses for many decisions, in one query for a group of them, or from memory. One round trip for each
 * decision cost more than everything else that a decision does.
 */
public final class PhaseReads implements AutoCloseable {
    /** With at most a page of rows each, an answer stays within some ten megabytes. */
    private static final int GROUP_SIZE_MAX = 64;

    private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(2);
    /** The first attempt may find a connection that has died since its last use. */
    private static final int ATTEMPTS_MAX = 2;

    private final LastingConnection connection;
    private final PhaseCache cache;
    private final GroupLoop<Read> loop = new GroupLoop<>("phase-reads", GROUP_SIZE_MAX, new Reader());

    /** @param appends the writer that keeps what was read up with the store */
    public PhaseReads(StoreConnections connections, GroupCommit appends) {
        this.connection = new LastingConnection(connections);
        this.cache = appends.phases();
        loop.start();
    }

    private record Read(AthleteKey owner, CompletableFuture<EventPage> result) implements GroupLoop.Request {}

    /**
     * The head, and the first starts and pauses of {@code owner}, at most {@code EventSql.PAGE_SIZE}, in one snapshot.
     *
     * @param fresh whether to read the store itself. Otherwise they may lack what other processes have just appended; an
     *     append that follows from them is then refused
     * @return fails with {@link StoreUnavailableException}
     */
    public CompletableFuture<EventPage> of(AthleteKey owner, boolean fresh) {
        EventPage cached = fresh ? null : cache.of(owner);
        if (cached != null) {
            return CompletableFuture.completedFuture(cached);
        }
        Read read = new Read(owner, new CompletableFuture<>());
        loop.add(read);
        return read.result().thenApply(page -> {
            cache.keep(owner, page);
            return page;
        });
    }

    @Override
    public void close() {
        loop.close(CLOSE_WAIT_MAX);
    }

    private final class Reader implements GroupLoop.Worker<Read> {
        @Override
        public void answer(List<Read> group) {
            List<AthleteKey> owners = group.stream().map(Read::owner).toList();
            for (int attempt = 1; ; attempt++) {
                try {
                    List<EventPage> pages = EventSql.phasePages(connection.get(), owners);
                    for (int i = 0; i < group.size(); i++) {
                        group.get(i).result().complete(pages.get(i));
                    }
                    connection.keepPlansUp(pages.getFirst().head());
                    return;
                } catch (SQLException e) {
                    connection.drop();
                    if (attempt == ATTEMPTS_MAX) {
                        fail(group, StoreFaults.asProblem(e, false));
                        return;
                    }
                }
            }
        }

        @Override
        public void fail(List<Read> group, RuntimeException failure) {
            group.forEach(read -> read.result().completeExceptionally(failure));
            connection.drop();
        }

        @Override
        public void end() {
            connection.drop();
        }
    }
}
