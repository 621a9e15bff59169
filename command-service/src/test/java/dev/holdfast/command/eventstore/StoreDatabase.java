package dev.holdfast.command.eventstore;

import dev.holdfast.deploy.embedded.EmbeddedPostgresServer;
import dev.holdfast.deploy.embedded.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A fresh, migrated store database for a test, on one server for the whole test run. */
public final class StoreDatabase {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static @Nullable EmbeddedPostgresServer server;

    private final String url;

    private StoreDatabase(String url) {
        this.url = url;
    }

    /** The server, started by the first who asks and stopped with the JVM. */
    public static synchronized EmbeddedPostgresServer server() throws IOException {
        EmbeddedPostgresServer started = server;
        if (started == null) {
            Path folder = Files.createTempDirectory("holdfast-pg");
            started = EmbeddedPostgresServer.start(folder, FreePort.find());
            server = started;
            EmbeddedPostgresServer toStop = started;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    toStop.close();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        return started;
    }

    public static StoreDatabase create() throws IOException, SQLException {
        String name = "store_" + COUNT.incrementAndGet();
        EmbeddedPostgresServer on = server();
        try (Connection connection =
                        DriverManager.getConnection(on.jdbcUrl("postgres"), EmbeddedPostgresServer.USER, "");
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        Flyway.configure()
                .dataSource(on.jdbcUrl(name), EmbeddedPostgresServer.USER, "")
                .load()
                .migrate();
        return new StoreDatabase(on.jdbcUrl(name));
    }

    public String url() {
        return url;
    }

    public StoreConnections connections() {
        return new StoreConnections(url, EmbeddedPostgresServer.USER, "");
    }

    /** Unpooled: tests open few connections. */
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(EmbeddedPostgresServer.USER);
        return source;
    }
}
