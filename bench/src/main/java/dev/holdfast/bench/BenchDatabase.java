package dev.holdfast.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.deploy.embedded.EmbeddedPostgresServer;
import dev.holdfast.deploy.embedded.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;

/** The PostgreSQL that both sides share: durable commits, the event store's own schema, thrown away afterwards. */
public final class BenchDatabase implements AutoCloseable {
    private final Path folder;
    private final EmbeddedPostgresServer server;
    /** A benchmark that is broken off must not leave a server behind. */
    private final Thread onExit = new Thread(this::stop, "bench-database-exit");

    private BenchDatabase(Path folder, EmbeddedPostgresServer server) {
        this.folder = folder;
        this.server = server;
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** Starts one with an empty event store. */
    public static BenchDatabase start() throws IOException {
        Path folder = Files.createTempDirectory(ProjectFolder.benchTarget(), "postgres-");
        BenchDatabase database = new BenchDatabase(folder, EmbeddedPostgresServer.start(folder, FreePort.find()));
        Flyway.configure()
                .dataSource(database.storeUrl(), EmbeddedPostgresServer.USER, "")
                .locations("classpath:db/migration")
                .load()
                .migrate();
        return database;
    }

    public String storeUrl() {
        return server.jdbcUrl(EmbeddedPostgresServer.STORE_DATABASE);
    }

    public String readUrl() {
        return server.jdbcUrl(EmbeddedPostgresServer.READ_DATABASE);
    }

    /** A pool of exactly so many connections to the event store's database. */
    public HikariDataSource pool(int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(storeUrl());
        config.setUsername(EmbeddedPostgresServer.USER);
        config.setPassword("");
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(connections);
        return new HikariDataSource(config);
    }

    /** Empties the event store, so that every run starts alike. */
    public void emptyStore(HikariDataSource pool) throws SQLException {
        execute(pool, "truncate event, event_tag", "update event_head set head = 0, recorded_at = '-infinity'");
    }

    public static void execute(HikariDataSource pool, String... statements) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** What the last run left for later is done now, not in the middle of the next one. */
    public static void settle(HikariDataSource pool) throws SQLException {
        execute(pool, "checkpoint");
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(onExit);
        stop();
    }

    private void stop() {
        try {
            server.close();
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(BenchDatabase::delete);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop the benchmark's server: folder=" + folder, e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear up: file=" + file, e);
        }
    }
}
