package dev.holdfast.command.verification;

import dev.holdfast.command.eventstore.EventSql;
import dev.holdfast.command.eventstore.StoreConnections;
import dev.holdfast.command.eventstore.StoreFaults;
import dev.holdfast.command.eventstore.StoreUnavailableException;
import dev.holdfast.command.eventstore.StoredEvent;
import dev.holdfast.kit.postgres.Transaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.Semaphore;

/**
 * Reads the whole store, a block in a snapshot and a page in memory at a time, and says what does not agree. Appends go on
 * meanwhile; no snapshot lives so long that it would slow them.
 */
public final class StoreCheck {
    private static final int ROWS_PER_FETCH = 2_000;
    private static final long ROWS_PER_REPORT = 20_000;

    private final StoreConnections connections;
    private final Clock clock;
    /** One at a time: it reads everything there is. */
    private final Semaphore place = new Semaphore(1);

    public StoreCheck(StoreConnections connections, Clock clock) {
        this.connections = connections;
        this.clock = clock;
    }

    /** Hears how far the check is. */
    @FunctionalInterface
    public interface Progress<X extends Exception> {
        void at(long events, long head, long problems) throws X;
    }

    /** @throws StoreUnavailableException when the store is away, or a check runs here already */
    public <X extends Exception> StoreReport run(Progress<X> progress) throws X {
        if (!place.tryAcquire()) {
            throw new StoreUnavailableException("a check of the store runs already: wait for its end", null);
        }
        try (Connection connection = connections.open("holdfast-verify-store")) {
            long begun = System.nanoTime();
            CheckSql.Claims claims = CheckSql.claims(connection);
            Findings findings = new Findings();
            RowCheck rows = new RowCheck(claims, findings);
            Seals seals = new Seals(findings);
            for (long block = 0; block * SealBlocks.EVENTS < claims.head(); block++) {
                long told = rows.events() / ROWS_PER_REPORT;
                read(connection, block, claims.head(), rows, seals);
                if (rows.events() / ROWS_PER_REPORT > told) {
                    progress.at(rows.events(), claims.head(), findings.count());
                }
                try (Transaction sealing = Transaction.begin(connection)) {
                    seals.write(connection, clock.instant());
                    sealing.commit();
                }
            }
            rows.end();
            CheckSql.tagsWithoutRow(connection, findings);
            CheckSql.receiptsWithoutEvent(connection, findings);
            return new StoreReport(
                    claims.head(),
                    rows.events(),
                    rows.trainingEvents(),
                    rows.erased(),
                    rows.foreign(),
                    claims.tags(),
                    claims.published(),
                    seals.compared(),
                    seals.written(),
                    (System.nanoTime() - begun) / 1e9,
                    findings.byKind(),
                    findings.examples());
        } catch (SQLException e) {
            throw StoreFaults.asProblem(e, false);
        } finally {
            place.release();
        }
    }

    /** A block and its seal as they are at one moment. */
    private static void read(Connection connection, long block, long head, RowCheck rows, Seals seals)
            throws SQLException {
        try (Transaction snapshot = Transaction.begin(connection)) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            seals.begin(block, CheckSql.sealOf(connection, block));
            try (PreparedStatement statement = connection.prepareStatement(EventSql.BETWEEN)) {
                statement.setFetchSize(ROWS_PER_FETCH);
                statement.setLong(1, block * SealBlocks.EVENTS + 1);
                statement.setLong(2, Math.min(head, (block + 1) * SealBlocks.EVENTS));
                try (ResultSet found = statement.executeQuery()) {
                    while (found.next()) {
                        StoredEvent row = EventSql.row(found, 1);
                        rows.check(row);
                        seals.add(row);
                    }
                }
            }
            snapshot.rollback();
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
    }
}
