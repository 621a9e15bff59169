package dev.holdfast.deploy.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A PostgreSQL server on the loopback interface whose data stay in a folder and whose commits are durable. */
public final class EmbeddedPostgresServer implements AutoCloseable {
    /** What command-service writes. */
    public static final String STORE_DATABASE = "holdfast_store";
    /** What query-service writes. */
    public static final String READ_DATABASE = "holdfast_read";

    public static final String USER = "postgres";

    private static final Duration START_WAIT_MAX = Duration.ofSeconds(90);

    /** A last checkpoint after heavy writing takes seconds, longer than the library waits by itself. */
    private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(60);

    private final EmbeddedPostgres server;
    private final ProcessHandle process;

    private EmbeddedPostgresServer(EmbeddedPostgres server, ProcessHandle process) {
        this.server = server;
        this.process = process;
    }

    /**
     * Starts the server over the data in {@code folder}, made anew when there are none, and makes both databases. The
     * environment variable {@code HOLDFAST_POSTGRES_BIN} names the bin folder of an installed PostgreSQL to take instead of
     * the one that comes with Holdfast.
     *
     * @throws IOException when that one is not there, or the server is not up within 90 seconds; the log is
     *     {@code postgres.log} in the folder
     */
    public static EmbeddedPostgresServer start(Path folder, int port) throws IOException {
        Files.createDirectories(folder);
        ProcessBuilder.Redirect log =
                ProcessBuilder.Redirect.appendTo(folder.resolve("postgres.log").toFile());
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setPort(port)
                .setRegisterShutdownHook(false)
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(folder.resolve("bin").toFile())
                .setPGStartupWait(START_WAIT_MAX)
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                // The library turns durability off for tests; here a commit is a promise.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100")
                // Distributions' default is a folder that may not be ours to write.
                .setServerConfig("unix_socket_directories", "");
        InstalledPostgres installed = InstalledPostgres.named();
        if (installed != null) {
            builder.setPgBinaryResolver(installed);
        }
        EmbeddedPostgres server = builder.start();
        try {
            createDatabase(server.getPort(), STORE_DATABASE);
            createDatabase(server.getPort(), READ_DATABASE);
            return new EmbeddedPostgresServer(server, postmaster(folder.resolve("data")));
        } catch (SQLException | IOException e) {
            server.close();
            throw new IOException("cannot create databases: port=" + server.getPort() + ": " + e.getMessage(), e);
        }
    }

    /** The postmaster, no child of this process. */
    public ProcessHandle process() {
        return process;
    }

    public int port() {
        return server.getPort();
    }

    public String jdbcUrl(String database) {
        return jdbcUrl(server.getPort(), database);
    }

    @Override
    public void close() throws IOException {
        server.close();
        try {
            process.onExit().get(STOP_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // Its write-ahead log holds all that was promised; the next start replays it.
            process.destroyForcibly();
        } catch (ExecutionException e) {
            throw new IOException("cannot watch PostgreSQL end: pid=" + process.pid(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ProcessHandle postmaster(Path dataFolder) throws IOException {
        long pid = Long.parseLong(Files.readAllLines(dataFolder.resolve("postmaster.pid"))
                .getFirst()
                .strip());
        return ProcessHandle.of(pid)
                .orElseThrow(() -> new IOException("PostgreSQL ended right after its start: pid=" + pid));
    }

    private static String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static void createDatabase(int port, String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(port, "postgres"), USER, "");
                Statement statement = connection.createStatement();
                var found = statement.executeQuery("select 1 from pg_database where datname = '" + name + "'")) {
            if (!found.next()) {
                statement.execute("create database " + name);
            }
        }
    }
}
