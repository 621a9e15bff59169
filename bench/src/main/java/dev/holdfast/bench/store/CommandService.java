package dev.holdfast.bench.store;

import dev.holdfast.bench.BenchDatabase;
import dev.holdfast.bench.ProjectFolder;
import dev.holdfast.deploy.embedded.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The packaged command-service in a process of its own, without a broker: what it takes waits to be published. */
final class CommandService implements AutoCloseable {
    private static final Duration START_WAIT_MAX = Duration.ofSeconds(60);
    private static final long STOP_WAIT_MAX_SECONDS = 20;

    private final Process process;
    private final int port;

    private CommandService(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static CommandService start(BenchDatabase database) throws IOException, InterruptedException {
        Path jar = ProjectFolder.built("command-service/target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IOException("command-service is not built: file=" + jar + "; run mvn package");
        }
        int port = FreePort.find();
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString());
        builder.environment()
                .putAll(Map.of(
                        "HOLDFAST_COMMAND_PORT",
                        Integer.toString(port),
                        "HOLDFAST_STORE_URL",
                        database.storeUrl(),
                        "HOLDFAST_KAFKA",
                        "127.0.0.1:" + FreePort.find(),
                        "QUARKUS_LOG_LEVEL",
                        "ERROR"));
        Path log = ProjectFolder.benchTarget().resolve("command-service.log");
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        CommandService service = new CommandService(builder.start(), port);
        try {
            service.awaitReady(log);
        } catch (IOException | InterruptedException | RuntimeException e) {
            service.close();
            throw e;
        }
        return service;
    }

    int port() {
        return port;
    }

    private void awaitReady(Path log) throws IOException, InterruptedException {
        URI live = URI.create("http://127.0.0.1:" + port + "/q/health/live");
        long until = System.nanoTime() + START_WAIT_MAX.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (System.nanoTime() < until && process.isAlive()) {
                try {
                    HttpResponse<Void> answer =
                            client.send(HttpRequest.newBuilder(live).build(), HttpResponse.BodyHandlers.discarding());
                    if (answer.statusCode() == 200) {
                        return;
                    }
                } catch (IOException e) {
                    // Not listening yet.
                }
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
        }
        throw new IOException("command-service is not up: log=" + log);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_WAIT_MAX_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
