package dev.holdfast.command.imports;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.command.eventstore.AppendSql;
import dev.holdfast.command.eventstore.StoreConnections;
import dev.holdfast.command.eventstore.StoreFaults;
import dev.holdfast.command.eventstore.StoreUnavailableException;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.TenantId;
import dev.holdfast.formats.ImportItem;
import dev.holdfast.formats.ImportOptions;
import dev.holdfast.formats.ImportReader;
import dev.holdfast.formats.known.KnownFormats;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes whole files. Rows become events batch by batch, each batch with its rows' outcomes and the import's figures in
 * one transaction, so that whatever stops an import, it has stored whole batches and knows which.
 */
public final class Imports {
    private static final Logger LOG = LoggerFactory.getLogger(Imports.class);

    /** Each holds a connection and a batch; the head's lock lets only one append at a time anyway. */
    private static final int RUNNING_MAX = 4;

    private final StoreConnections connections;
    private final DataSource reads;
    private final Clock clock;
    private final ExerciseCatalogue catalogue;
    private final Semaphore places = new Semaphore(RUNNING_MAX);
    private final Set<UUID> running = ConcurrentHashMap.newKeySet();

    /** @param catalogue knows which exercises of a file are unknown */
    public Imports(StoreConnections connections, DataSource reads, ExerciseCatalogue catalogue, Clock clock) {
        this.catalogue = catalogue;
        this.connections = connections;
        this.reads = reads;
        this.clock = clock;
    }

    /**
     * Reads {@code body} to its end and stores what is sound.
     *
     * @param importId chosen by the caller or anew; the same id again begins it again
     * @param dryRun decides and reports, and stores no events
     * @throws InvalidValueException when the whole file or a parameter is refused; nothing is stored then
     * @throws StoreUnavailableException when the store is away too long; earlier batches are stored
     */
    public ImportReport run(TenantId tenant, UUID importId, ImportOptions options, boolean dryRun, InputStream body) {
        if (!running.add(importId)) {
            throw new InvalidValueException("importId", importId, "wait for its end: this import is running");
        }
        try {
            if (!places.tryAcquire()) {
                throw new StoreUnavailableException(
                        "%d imports are running: try again when one has ended".formatted(RUNNING_MAX), null);
            }
            try (ImportReader reader = KnownFormats.open(body, options)) {
                return run(tenant, importId, options, dryRun, reader);
            } catch (IOException e) {
                throw new InvalidValueException("body", e.getMessage(), "send it again: it broke off");
            } finally {
                places.release();
            }
        } finally {
            running.remove(importId);
        }
    }

    /** The figures so far, or null when this tenant has no such import. */
    public @Nullable ImportReport find(TenantId tenant, UUID importId) {
        try (Connection connection = reads.getConnection()) {
            ImportReport report = ImportSql.find(connection, tenant, importId);
            // It says that it runs, and neither this process nor any connection runs it: its process has ended.
            return report != null
                            && report.status().equals("running")
                            && !running.contains(importId)
                            && !ImportSql.isAlive(connection, importId)
                    ? report.interrupted()
                    : report;
        } catch (SQLException e) {
            throw StoreFaults.asProblem(e, false);
        }
    }

    /** Writes every row's outcome as a line of JSON. No connection waits for whoever reads them. */
    public void writeRows(UUID importId, Writer to) throws IOException {
        RowJson json = new RowJson(to);
        ImportSql.Place place = ImportSql.Place.FIRST;
        List<RowOutcomes.Range> page;
        do {
            try (Connection connection = reads.getConnection()) {
                page = ImportSql.ranges(connection, importId, place);
            } catch (SQLException e) {
                throw StoreFaults.asProblem(e, false);
            }
            for (RowOutcomes.Range range : page) {
                json.write(range);
            }
            place = place.after(page);
        } while (!page.isEmpty());
        json.flush();
    }

    private ImportReport run(TenantId tenant, UUID importId, ImportOptions options, boolean dryRun, ImportReader reader)
            throws IOException {
        AthleteId athlete = options.athlete();
        ImportReport begun = ImportReport.begun(
                importId, reader.format().key(), athlete == null ? null : athlete.value(), dryRun, clock.instant());
        try (ImportConnection connection = new ImportConnection(connections, importId, dryRun)) {
            long begunAt = begin(connection, tenant, begun);
            BatchStore store = new BatchStore(connection, clock, importId, begunAt);
            try {
                readAll(tenant, begun.athleteId(), reader, store);
                end(connection, importId, null, reader.bytesRead());
            } catch (IOException | RuntimeException e) {
                LOG.warn("import failed: importId={}, rows={}", importId, store.progress().rows, e);
                end(connection, importId, String.valueOf(e.getMessage()), reader.bytesRead());
                throw e;
            }
            ImportReport report = ImportSql.find(connection.get(), tenant, importId);
            connection.transaction().commit();
            if (report == null) {
                throw new IllegalStateException("import has vanished: importId=" + importId);
            }
            LOG.info(
                    "import done: tenant={}, importId={}, format={}, dryRun={}, rows={}, accepted={}, duplicates={}, rejected={}",
                    tenant,
                    importId,
                    report.format(),
                    dryRun,
                    report.rows(),
                    report.accepted(),
                    report.duplicates(),
                    report.rejected());
            return report;
        } catch (SQLException e) {
            throw StoreFaults.asProblem(e, true);
        }
    }

    /** Reads a batch while the one before it is stored: at most two are in memory. */
    private void readAll(TenantId tenant, @Nullable String athlete, ImportReader reader, BatchStore store)
            throws IOException {
        try (ExecutorService database = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("import-database").factory())) {
            Future<?> storing = CompletableFuture.completedFuture(null);
            ImportBatch batch = newBatch(tenant, athlete);
            ImportItem item = reader.next();
            while (item != null) {
                batch.add(item);
                item = reader.next();
                if (batch.isFull() || item == null) {
                    batch.complete();
                    await(storing);
                    ImportBatch full = batch;
                    long bytesRead = reader.bytesRead();
                    storing = database.submit(() -> store.store(full, bytesRead));
                    batch = newBatch(tenant, athlete);
                }
            }
            await(storing);
        }
    }

    private static void await(Future<?> storing) {
        try {
            storing.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while waiting for the store", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    private ImportBatch newBatch(TenantId tenant, @Nullable String athlete) {
        return new ImportBatch(tenant, athlete, clock.instant(), catalogue);
    }

    /** Returns the head. */
    private static long begin(ImportConnection connection, TenantId tenant, ImportReport begun) throws SQLException {
        // An erasure that is just ending finds the import, or the import finds the erasure.
        long head = AppendSql.lockHead(connection.get()).position();
        if (!ImportSql.begin(connection.get(), tenant, begun)) {
            throw new InvalidValueException("importId", begun.importId(), "choose another id: this one is taken");
        }
        connection.transaction().commit();
        return head;
    }

    private void end(ImportConnection connection, UUID importId, @Nullable String failure, long bytesRead) {
        try {
            ImportSql.end(connection.get(), importId, failure, clock.instant(), bytesRead);
            connection.transaction().commit();
        } catch (SQLException e) {
            if (failure == null) {
                throw StoreFaults.asProblem(e, false);
            }
            LOG.warn("could not record the end of an import: importId={}: {}", importId, e.getMessage());
        }
    }
}
