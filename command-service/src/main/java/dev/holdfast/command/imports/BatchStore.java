package dev.holdfast.command.imports;

import dev.holdfast.command.athlete.TrainingPeriods;
import dev.holdfast.command.eventstore.AppendSql;
import dev.holdfast.command.eventstore.BulkSql;
import dev.holdfast.command.eventstore.StoreFaults;
import dev.holdfast.command.eventstore.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Stores one import's batches, one after the other, each with its outcomes and the import's figures. */
final class BatchStore {
    private static final Duration RETRY_MAX = Duration.ofSeconds(30);
    private static final Duration RETRY_PAUSE = Duration.ofMillis(500);

    private final ImportConnection connection;
    private final Clock clock;
    private final UUID importId;
    private final long begunAt;
    private volatile ImportProgress progress = new ImportProgress();
    /** Of the athletes of the batch that was stored last. */
    private Map<String, TrainingPeriods> periods = Map.of();
    /** Most files are new from their first batch to their last, or repeat what is stored from the first one on. */
    private boolean repeats;

    /** @param begunAt the head when the import began */
    BatchStore(ImportConnection connection, Clock clock, UUID importId, long begunAt) {
        this.connection = connection;
        this.clock = clock;
        this.importId = importId;
        this.begunAt = begunAt;
    }

    /** The figures of the batches that are stored. */
    ImportProgress progress() {
        return progress;
    }

    /** Stores one batch, again if the connection is lost; the counted batches say whether a lost attempt had succeeded. */
    void store(ImportBatch batch, long bytesRead) {
        long until = System.nanoTime() + RETRY_MAX.toNanos();
        ImportProgress attempted = null;
        while (true) {
            try {
                Connection c = connection.get();
                if (attempted != null && isStored(c, attempted)) {
                    progress = attempted;
                    // Its decision was not kept.
                    periods = Map.of();
                    return;
                }
                ImportProgress after = progress.copy();
                after.batches++;
                after.bytesRead = bytesRead;
                ImportBatch.Decision decision = connection.isRehearsal() ? rehearse(c, batch) : append(c, batch, after);
                after.count(decision);
                ImportSql.advance(c, importId, after, decision.outcomes().ranges());
                if (decision.namesAthletes() && isErasedSince(c, batch, decision)) {
                    connection.transaction().rollback();
                    continue;
                }
                attempted = after;
                connection.transaction().commit();
                progress = after;
                periods = decision.periods();
                repeats |= decision.repeats();
                return;
            } catch (SQLException e) {
                connection.drop();
                if (StoreFaults.isRepeatedKey(e) && !looksKeysUp()) {
                    repeats = true;
                    continue;
                }
                if (connection.isRehearsal() || !StoreFaults.isPassing(e) || System.nanoTime() > until) {
                    throw StoreFaults.asProblem(e, attempted != null && !connection.isRehearsal());
                }
                pause();
            }
        }
    }

    private boolean looksKeysUp() {
        return progress.batches == 0 || repeats;
    }

    /** Whether the attempt of whose commit no answer came did happen. */
    private boolean isStored(Connection c, ImportProgress attempted) throws SQLException {
        boolean stored = ImportSql.batches(c, importId) == attempted.batches;
        connection.transaction().rollback();
        return stored;
    }

    /** Decides without the head's lock, since that takes longest, and again under it only where others came in between. */
    private ImportBatch.Decision append(Connection c, ImportBatch batch, ImportProgress after) throws SQLException {
        ImportBatch.Decision decision =
                batch.decide(connection, begunAt, periods, progress.positionLast, looksKeysUp());
        if (decision.events().count() == 0) {
            return decision;
        }
        AppendSql.Head head = AppendSql.lockHead(c);
        if (head.position() > decision.seen() && batch.isTouched(c, decision.seen())) {
            decision = batch.decide(connection, begunAt, Map.of(), 0, true);
        }
        if (decision.events().count() > 0) {
            BulkSql.append(c, head, decision.events(), clock.instant());
            after.positionLast = head.position() + decision.events().count();
        }
        return decision;
    }

    /**
     * Whether somebody was erased whom the decision did not know of. From here to the commit nobody can be: what names an
     * athlete is stored before the erasure, which then finds it, or not at all.
     */
    private boolean isErasedSince(Connection c, ImportBatch batch, ImportBatch.Decision decision) throws SQLException {
        AppendSql.lockHead(c);
        return !batch.erasedSince(c, begunAt).equals(decision.erased());
    }

    private ImportBatch.Decision rehearse(Connection c, ImportBatch batch) throws SQLException {
        ImportBatch.Decision decision = batch.decide(connection, begunAt, Map.of(), 0, true);
        // Behind everything that is stored, in the order of the file's batches.
        BulkSql.rehearse(c, Long.MAX_VALUE / 2 + progress.events, decision.events(), clock.instant());
        return decision;
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while waiting for the store", e);
        }
    }
}
