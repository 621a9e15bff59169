package dev.holdfast.command.erasure;

import dev.holdfast.command.erasure.ErasureSql.Athlete;
import dev.holdfast.command.erasure.ErasureSql.Step;
import dev.holdfast.command.eventstore.AppendSql;
import dev.holdfast.command.eventstore.NewEvent;
import dev.holdfast.command.eventstore.StoreConnections;
import dev.holdfast.command.eventstore.StoreFaults;
import dev.holdfast.command.eventstore.StoreQuery;
import dev.holdfast.command.eventstore.StoreUnavailableException;
import dev.holdfast.command.verification.SealBlocks;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.TenantId;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.kit.postgres.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets athletes. The athlete's rows are emptied in place, so that positions stay without gaps, in many short
 * transactions that nobody else waits for. The last one, under the head's lock, empties what came meanwhile and appends
 * the event {@code AthleteErased}, which tells all readers: before its position nothing of the athlete is left.
 *
 * <p>An erasure that has begun is remembered in the store. When its process ends in between, the next one that asks goes
 * on with it, and so does {@link #finishBegun}.
 */
public final class Erasures {
    private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);
    private static final String SOURCE = "holdfast";
    /** Each holds a connection. */
    private static final int RUNNING_MAX = 4;

    private static final int STEP_ATTEMPTS_MAX = 5;

    private final StoreConnections connections;
    private final DataSource reads;
    private final Clock clock;
    private final Semaphore places = new Semaphore(RUNNING_MAX);

    public Erasures(StoreConnections connections, DataSource reads, Clock clock) {
        this.connections = connections;
        this.reads = reads;
        this.clock = clock;
    }

    /** @param repeated true when nothing had come since the last erasure, whose receipt this is */
    public record Erased(ErasureReceipt receipt, boolean repeated) {}

    /**
     * Removes everything that is stored about the athlete.
     *
     * @return null when nothing is or was stored
     * @throws StoreUnavailableException when the store is away, or the athlete is being erased by another call; ask again
     *     then
     */
    public @Nullable Erased erase(TenantId tenant, AthleteId id) {
        Athlete athlete = new Athlete(tenant, id);
        return alone(athlete, connection -> {
            UUID begun = ErasureSql.unfinished(connection, athlete);
            if (begun != null) {
                return new Erased(finish(connection, begun, athlete), false);
            }
            if (!ErasureSql.isAnythingStored(connection, athlete)) {
                List<ErasureReceipt> before = ErasureSql.of(connection, tenant, id);
                return before.isEmpty() ? null : new Erased(before.getFirst(), true);
            }
            UUID erasureId = UUID.randomUUID();
            ErasureSql.begin(connection, erasureId, athlete, now());
            return new Erased(finish(connection, erasureId, athlete), false);
        });
    }

    /** Goes on with erasures whose process ended before they did, and begins none; returns how many it finished. */
    public int finishBegun() {
        int finished = 0;
        for (Athlete athlete : read(ErasureSql::unfinished)) {
            try {
                // It may have ended since the list was read, and the athlete have begun a new life.
                boolean done = alone(athlete, connection -> {
                    UUID begun = ErasureSql.unfinished(connection, athlete);
                    if (begun != null) {
                        finish(connection, begun, athlete);
                    }
                    return begun != null;
                });
                finished += done ? 1 : 0;
            } catch (RuntimeException e) {
                // The others have their turn in any case, and this one its next.
                LOG.warn("an erasure waits: tenant={}", athlete.tenant(), e);
            }
        }
        return finished;
    }

    /** Does {@code work} while nobody else erases the athlete. */
    private <R extends @Nullable Object> R alone(Athlete athlete, StoreQuery<R> work) {
        if (!places.tryAcquire()) {
            throw new StoreUnavailableException(
                    "%d erasures are running: try again when one has ended".formatted(RUNNING_MAX), null);
        }
        try (Connection connection = connections.openForErasures()) {
            if (!ErasureSql.lock(connection, athlete)) {
                throw new StoreUnavailableException(
                        "the athlete is being erased: ask again in a few seconds for the receipt", null);
            }
            return work.on(connection);
        } catch (SQLException e) {
            throw StoreFaults.asProblem(e, false);
        } finally {
            places.release();
        }
    }

    /** The receipts of an athlete's erasures, the newest first. */
    public List<ErasureReceipt> of(TenantId tenant, AthleteId athlete) {
        return read(connection -> ErasureSql.of(connection, tenant, athlete));
    }

    /** The receipt, or null when this tenant has no such erasure. */
    public @Nullable ErasureReceipt find(TenantId tenant, UUID erasureId) {
        return read(connection -> ErasureSql.byId(connection, tenant, erasureId));
    }

    private ErasureReceipt finish(Connection connection, UUID erasureId, Athlete athlete) throws SQLException {
        long position = emptyStepByStep(connection, erasureId, athlete);
        ErasureReceipt receipt = step(connection, c -> end(c, erasureId, athlete, position));
        LOG.info(
                "athlete erased: tenant={}, erasureId={}, events={}, importRows={}",
                athlete.tenant(),
                erasureId,
                receipt.events(),
                receipt.importRows());
        return receipt;
    }

    /** Returns the last position that was looked at; positions are handed out in order, so none before it can come. */
    private static long emptyStepByStep(Connection connection, UUID erasureId, Athlete athlete) throws SQLException {
        long position = 0;
        Step emptied;
        do {
            long after = position;
            emptied = step(connection, c -> ErasureSql.emptyEvents(c, erasureId, athlete, after));
            position = Math.max(position, emptied.position());
        } while (emptied.mayHaveMore());
        while (step(connection, c -> ErasureSql.emptyImports(c, erasureId, athlete))) {
            // The next step has the rest.
        }
        return position;
    }

    /** One transaction, again when it met an import about the same rows and was the one to give way. */
    private static <R> R step(Connection connection, Transaction.Work<R> work) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return Transaction.commit(connection, work);
            } catch (SQLException e) {
                if (!StoreFaults.isDeadlock(e) || attempt == STEP_ATTEMPTS_MAX) {
                    throw e;
                }
            }
        }
    }

    /** Empties what has come since the steps, under the head's lock, and tells all readers. */
    private ErasureReceipt end(Connection c, UUID erasureId, Athlete athlete, long position) throws SQLException {
        // First, so that nobody waits at the head for a check that seals a block.
        SealBlocks.keepOpen(c);
        AppendSql.Head head = AppendSql.lockHead(c);
        long after = position;
        Step emptied;
        do {
            emptied = ErasureSql.emptyEvents(c, erasureId, athlete, after);
            after = Math.max(after, emptied.position());
        } while (emptied.mayHaveMore());
        while (ErasureSql.emptyImports(c, erasureId, athlete)) {
            // What imports have told since the steps before.
        }
        ErasureSql.emptyDerived(c, athlete);
        Instant now = now();
        NewEvent erased = NewEvent.of(
                UUID.randomUUID(),
                athlete.key(),
                now.atOffset(ZoneOffset.UTC),
                new EventKey(SOURCE, erasureId.toString()),
                new TrainingEvent.AthleteErased());
        AppendSql.append(c, head, List.of(erased), now);
        ErasureSql.finish(c, erasureId, now, head.position() + 1);
        ErasureReceipt receipt = ErasureSql.byId(c, athlete.tenant(), erasureId);
        if (receipt == null) {
            throw new IllegalStateException("erasure has vanished: erasureId=" + erasureId);
        }
        return receipt;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private <R extends @Nullable Object> R read(StoreQuery<R> query) {
        try (Connection connection = reads.getConnection()) {
            return query.on(connection);
        } catch (SQLException e) {
            throw StoreFaults.asProblem(e, false);
        }
    }
}
