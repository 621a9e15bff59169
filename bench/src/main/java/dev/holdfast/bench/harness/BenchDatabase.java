package dev.holdfast.bench.harness;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.deploy.embedded.EmbeddedPostgresServer;
import dev.holdfast.deploy.embedded.FreePort;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** The PostgreSQL that both sides share: durable commits, both services' own schemas, thrown away afterwards. */
public final class BenchDatabase implements AutoCloseable {
    private static final Duration ACQUISITION_WAIT_MAX = Duration.ofSeconds(5);

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
        Migrations.STORE.apply(database.storeUrl());
        return database;
    }

    /** A further database with an empty event store and empty read tables. */
    public String database(String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(storeUrl(), EmbeddedPostgresServer.USER, "");
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return server.jdbcUrl(name);
    }

    public String storeUrl() {
        return server.jdbcUrl(EmbeddedPostgresServer.STORE_DATABASE);
    }

    public String readUrl() {
        return server.jdbcUrl(EmbeddedPostgresServer.READ_DATABASE);
    }

    /** A pool of exactly so many connections to the event store's database. */
    public HikariDataSource pool(int connections) {
        return pool(storeUrl(), connections);
    }

    /** A pool of exactly so many connections. */
    public static HikariDataSource pool(String url, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(EmbeddedPostgresServer.USER);
        config.setPassword("");
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(connections);
        return new HikariDataSource(config);
    }

    /** A pool of at most so many connections, of the make that query-service uses. */
    public static AgroalDataSource agroal(String url, int connections) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(connections)
                        .acquisitionTimeout(ACQUISITION_WAIT_MAX)
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url)
                                .principal(new NamePrincipal(EmbeddedPostgresServer.USER))
                                .credential(new SimplePassword("")))));
    }

    /** Empties the event store, so that every run starts alike. */
    public void emptyStore(HikariDataSource pool) throws SQLException {
        execute(
                pool,
                "truncate event, event_tag, session_sets",
                "update event_head set head = 0, recorded_at = '-infinity'");
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
            ProjectFolder.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop the benchmark's server: folder=" + folder, e);
        }
    }
}
