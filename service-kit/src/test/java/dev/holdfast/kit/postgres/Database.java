package dev.holdfast.kit.postgres;

import dev.holdfast.deploy.embedded.EmbeddedPostgresServer;
import dev.holdfast.deploy.embedded.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** One real server for all tests of this package; it ends with them. */
final class Database {
    private static final EmbeddedPostgresServer SERVER = start();

    private Database() {}

    static Connection open() throws SQLException {
        return DriverManager.getConnection(
                SERVER.jdbcUrl(EmbeddedPostgresServer.STORE_DATABASE), EmbeddedPostgresServer.USER, "");
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static EmbeddedPostgresServer start() {
        try {
            EmbeddedPostgresServer server =
                    EmbeddedPostgresServer.start(Files.createTempDirectory("holdfast-kit"), FreePort.find());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    server.close();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }));
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
