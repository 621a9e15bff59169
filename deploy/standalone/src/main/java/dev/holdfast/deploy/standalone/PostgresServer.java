package dev.holdfast.deploy.standalone;

import dev.holdfast.deploy.embedded.EmbeddedPostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** PostgreSQL over the data folder; its postmaster is no child of this process, so it is watched by its process id. */
final class PostgresServer implements Server {
    static final String NAME = "postgresql";
    private static final String MARK = "postgres";

    private final Settings settings;
    private volatile @Nullable EmbeddedPostgresServer server;

    PostgresServer(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Path log() {
        return folder().resolve("postgres.log");
    }

    @Override
    public ProcessHandle launch() throws IOException {
        Files.createDirectories(settings.logs());
        EmbeddedPostgresServer before = server;
        if (before != null) {
            // Frees the library's lock on the folder; the server itself is dead.
            before.close();
        }
        EmbeddedPostgresServer started =
                EmbeddedPostgresServer.start(folder(), settings.port(Settings.PortName.POSTGRES));
        server = started;
        ProcessHandle process = started.process();
        Leftovers.record(settings.run(), NAME, process, MARK);
        return process;
    }

    @Override
    public boolean ready() {
        // It is started only once it answers.
        return server != null;
    }

    @Override
    public void stop(ProcessHandle process) throws IOException {
        EmbeddedPostgresServer running = server;
        if (running != null) {
            running.close();
        }
        Leftovers.forget(settings.run(), NAME);
    }

    private Path folder() {
        return settings.data().resolve("pg");
    }
}
