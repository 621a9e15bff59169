package dev.holdfast.bench.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.bench.harness.BenchDatabase;
import dev.holdfast.bench.harness.Benchmark;
import dev.holdfast.bench.harness.Comparison;
import dev.holdfast.bench.harness.Contender;
import dev.holdfast.bench.harness.ProjectFolder;
import dev.holdfast.bench.harness.Rival;
import dev.holdfast.bench.harness.Rounds;
import dev.holdfast.bench.harness.Score;
import dev.holdfast.bench.workload.GeneratedSessions;
import dev.holdfast.bench.workload.SessionStock;
import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.command.eventstore.StoreConnections;
import dev.holdfast.command.imports.ImportReport;
import dev.holdfast.command.imports.Imports;
import dev.holdfast.deploy.embedded.EmbeddedPostgresServer;
import dev.holdfast.formats.known.KnownFormats;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Decides whether parsing, checking, deciding and encoding may take more than the rows themselves. */
public final class ImportBenchmark implements Benchmark {
    private static final int SESSIONS_QUICK = 60_000;
    private static final int SESSIONS_FULL = 100_000;

    /** Of each side; with fewer, reading the file is still being compiled in the last round. */
    private static final int WARM_UPS = 4;

    private static final double GOAL = 0.4;

    @Override
    public String name() {
        return "import";
    }

    @Override
    public String purpose() {
        return "an NDJSON file of sessions to committed events, against COPY BINARY of the same ready rows";
    }

    @Override
    public List<Comparison> run(Rounds rounds) throws Exception {
        int sessions = rounds.quick() ? SESSIONS_QUICK : SESSIONS_FULL;
        Path file = Files.createTempFile(ProjectFolder.benchTarget(), "import-", ".ndjson");
        Path rows = Files.createTempFile(ProjectFolder.benchTarget(), "rows-", ".copy");
        try (BenchDatabase database = BenchDatabase.start();
                HikariDataSource pool = database.pool(2)) {
            write(file, sessions);
            Contender ours = ours(database, pool, file, sessions);
            ours.run();
            save(pool, rows);
            return rounds.compare(
                    name(),
                    ours,
                    List.of(new Rival("COPY BINARY of ready rows", GOAL, copy(database, pool, rows))),
                    WARM_UPS);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(rows);
        }
    }

    private static void write(Path file, int sessions) throws IOException {
        SessionStock stock = new SessionStock();
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (int i = 0; i < sessions; i++) {
                ObjectNode line = GeneratedSessions.JSON.createObjectNode();
                line.put("athleteId", SessionStock.athlete(i));
                line.put("type", "SessionLogged");
                line.put("occurredAt", stock.occurredAt(i).toString());
                line.put("source", "gym");
                line.put("sourceEventId", new UUID(4, i).toString());
                line.setAll((ObjectNode) GeneratedSessions.JSON.valueToTree(stock.session(i)));
                writer.write(GeneratedSessions.JSON.writeValueAsString(line));
                writer.write('\n');
            }
        }
    }

    private static Contender ours(BenchDatabase database, HikariDataSource pool, Path file, int sessions) {
        Imports imports = new Imports(
                new StoreConnections(database.storeUrl(), EmbeddedPostgresServer.USER, ""),
                pool,
                ExerciseCatalogue.standard(),
                Clock.systemUTC());
        return () -> {
            database.emptyStore(pool);
            BenchDatabase.settle(pool);
            long start = System.nanoTime();
            ImportReport report;
            try (InputStream body = new BufferedInputStream(Files.newInputStream(file))) {
                report = imports.run(
                        GeneratedSessions.TENANT,
                        UUID.randomUUID(),
                        KnownFormats.options("ndjson", null, null, null),
                        false,
                        body);
            }
            long nanos = System.nanoTime() - start;
            if (report.sessions() != sessions) {
                throw new IllegalStateException("import took %d of %d sessions".formatted(report.sessions(), sessions));
            }
            return Score.rate(report.events(), nanos, Score.Unit.EVENTS_PER_SECOND);
        };
    }

    private static void save(HikariDataSource pool, Path rows) throws SQLException, IOException {
        try (Connection connection = pool.getConnection();
                OutputStream to = new BufferedOutputStream(Files.newOutputStream(rows))) {
            copies(connection).copyOut("copy event to stdout (format binary)", to);
        }
    }

    private static Contender copy(BenchDatabase database, HikariDataSource pool, Path rows) {
        return () -> {
            database.emptyStore(pool);
            BenchDatabase.settle(pool);
            try (Connection connection = pool.getConnection();
                    InputStream from = new BufferedInputStream(Files.newInputStream(rows))) {
                long start = System.nanoTime();
                long copied = copies(connection).copyIn("copy event from stdin (format binary)", from);
                return Score.rate(copied, System.nanoTime() - start, Score.Unit.EVENTS_PER_SECOND);
            }
        };
    }

    private static CopyManager copies(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }
}
