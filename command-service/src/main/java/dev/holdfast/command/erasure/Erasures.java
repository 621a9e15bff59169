package dev.holdfast.command.erasure;

import dev.holdfast.command.erasure.ErasureSql.Athlete;
import dev.holdfast.command.erasure.ErasureSql.Step;
import dev.holdfast.command.eventstore.AppendSql;
import dev.holdfast.command.eventstore.NewEvent;
import dev.holdfast.command.eventstore.StoreConnections;
import dev.holdfast.command.eventstore.StoreFaults;
import dev.holdfast.command.eventstore.StoreQuery;
import dev.holdfast.command.eventstore.StoreUnavailableException;
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

    private final StoreConnections connections;
    private final DataSource reads;
    private final Clock clock;

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
        try (Connection connection = connections.openForErasures()) {
            if (!ErasureSql.lock(connection, athlete)) {
                throw new StoreUnavailableException(
                        "the athlete is being erased: ask again in a few seconds for the receipt", null);
            }
            UUID erasureId = ErasureSql.unfinished(connection, athlete);
            if (erasureId == null) {
                if (!ErasureSql.isAnythingStored(connection, athlete)) {
                    List<ErasureReceipt> before = ErasureSql.of(connection, tenant, id);
                    return before.isEmpty() ? null : new Erased(before.getFirst(), true);
                }
                erasureId = UUID.randomUUID();
                ErasureSql.begin(connection, erasureId, athlete, now());
            }
            long position = emptyStepByStep(connection, erasureId, athlete);
            ErasureReceipt receipt = finish(connection, erasureId, athlete, position);
            LOG.info(
                    "athlete erased: tenant={}, erasureId={}, events={}, importRows={}",
                    tenant,
                    erasureId,
                    receipt.events(),
                    receipt.importRows());
            return new Erased(receipt, false);
        } catch (SQLException e) {
            throw StoreFaults.asProblem(e, false);
        }
    }

    /** Goes on with erasures whose process ended before they did; returns how many it finished. */
    public int finishBegun() {
        int finished = 0;
        for (Athlete athlete : read(ErasureSql::unfinished)) {
            try {
                if (erase(athlete.tenant(), athlete.id()) != null) {
                    finished++;
                }
            } catch (StoreUnavailableException e) {
                // Most often it is being erased. The others have their turn in any case, and this one its next.
                LOG.warn("an erasure waits: tenant={}: {}", athlete.tenant(), e.getMessage());
            }
        }
        return finished;
    }

    /** The receipts of an athlete's erasures, the newest first. */
    public List<ErasureReceipt> of(TenantId tenant, AthleteId athlete) {
        return read(connection -> ErasureSql.of(connection, tenant, athlete));
    }

    /** The receipt, or null when this tenant has no such erasure. */
    public @Nullable ErasureReceipt find(TenantId tenant, UUID erasureId) {
        return read(connection -> ErasureSql.byId(connection, tenant, erasureId));
    }

    /** Returns the last position that was looked at; positions are handed out in order, so none before it can come. */
    private static long emptyStepByStep(Connection connection, UUID erasureId, Athlete athlete) throws SQLException {
        long position = 0;
        Step step;
        do {
            long after = position;
            step = Transaction.commit(connection, c -> ErasureSql.emptyEvents(c, erasureId, athlete, after));
            position = Math.max(position, step.position());
        } while (step.mayHaveMore());
        while (Transaction.commit(connection, c -> ErasureSql.emptyImports(c, erasureId, athlete))) {
            // The next step has the rest.
        }
        return position;
    }

    private ErasureReceipt finish(Connection connection, UUID erasureId, Athlete athlete, long position)
            throws SQLException {
        return Transaction.commit(connection, c -> {
            AppendSql.Head head = AppendSql.lockHead(c);
            long after = position;
            Step step;
            do {
                step = ErasureSql.emptyEvents(c, erasureId, athlete, after);
                after = Math.max(after, step.position());
            } while (step.mayHaveMore());
            while (ErasureSql.emptyImports(c, erasureId, athlete)) {
                // What imports have told since the steps before.
            }
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
        });
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
