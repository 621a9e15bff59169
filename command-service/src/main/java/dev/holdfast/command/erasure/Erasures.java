package dev.holdfast.command.erasure;

import dev.holdfast.command.erasure.ErasureSql.Emptied;
import dev.holdfast.command.eventstore.AppendSql;
import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.NewEvent;
import dev.holdfast.command.eventstore.StoreConnections;
import dev.holdfast.command.eventstore.StoreFaults;
import dev.holdfast.command.eventstore.StoreQuery;
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
import org.jspecify.annotations.Nullable;

/**
 * Forgets athletes. In one transaction under the head's lock, the athlete's rows are emptied in place, so that positions
 * stay without gaps, and an event {@code AthleteErased} lets all readers know.
 */
public final class Erasures {
    private static final String SOURCE = "holdfast";

    private final StoreConnections connections;
    private final Clock clock;

    public Erasures(StoreConnections connections, Clock clock) {
        this.connections = connections;
        this.clock = clock;
    }

    /** @param repeated true when nothing had come since the last erasure, whose receipt this is */
    public record Erased(ErasureReceipt receipt, boolean repeated) {}

    /**
     * Removes everything that is stored about the athlete.
     *
     * @return null when nothing is or was stored
     * @throws dev.holdfast.command.eventstore.StoreUnavailableException also when it is unknown whether it was done; ask
     *     again then
     */
    public @Nullable Erased erase(TenantId tenant, AthleteId athlete) {
        boolean committing = false;
        try (Connection connection = connections.openForAppends();
                Transaction erasing = Transaction.begin(connection)) {
            AppendSql.Head head = AppendSql.lockHead(connection);
            List<ErasureReceipt> before = ErasureSql.of(connection, tenant, athlete);
            Emptied emptied = ErasureSql.emptyEvents(connection, tenant, athlete);
            long importRows = ErasureSql.emptyOutcomes(connection, tenant, athlete);
            long imports = ErasureSql.emptyImports(connection, tenant, athlete);
            if (!emptied.anything() && importRows == 0 && imports == 0) {
                return before.isEmpty() ? null : new Erased(before.getFirst(), true);
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            UUID erasureId = UUID.randomUUID();
            NewEvent erased = NewEvent.of(
                    UUID.randomUUID(),
                    AthleteKey.of(tenant, athlete),
                    now.atOffset(ZoneOffset.UTC),
                    new EventKey(SOURCE, erasureId.toString()),
                    new TrainingEvent.AthleteErased());
            AppendSql.append(connection, head, List.of(erased), now);
            ErasureReceipt receipt = new ErasureReceipt(
                    erasureId,
                    tenant,
                    athlete,
                    now,
                    head.position() + 1,
                    emptied.events(),
                    emptied.byType(),
                    emptied.positionFirst(),
                    emptied.positionLast(),
                    emptied.tags(),
                    imports,
                    importRows);
            ErasureSql.save(connection, receipt);
            committing = true;
            erasing.commit();
            return new Erased(receipt, false);
        } catch (SQLException e) {
            throw StoreFaults.unavailable(e, committing);
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

    private <R extends @Nullable Object> R read(StoreQuery<R> query) {
        try (Connection connection = connections.open("holdfast-erasures")) {
            return query.on(connection);
        } catch (SQLException e) {
            throw StoreFaults.unavailable(e, false);
        }
    }
}
