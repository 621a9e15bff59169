package dev.holdfast.bench.read;

import dev.holdfast.bench.BenchDatabase;
import dev.holdfast.bench.ProjectFolder;
import dev.holdfast.deploy.embedded.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A packaged service in a process of its own, without a broker: it answers from the tables as they are. */
final class QuarkusProcess implements AutoCloseable {
    private static final Duration START_WAIT_MAX = Duration.ofSeconds(60);
    private static final long STOP_WAIT_MAX_SECONDS = 20;
    /** Both sides get the same. */
    private static final String HEAP = "-Xmx512m";

    private final Process process;
    private final int port;

    private QuarkusProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param module its folder, for example {@code query-service} */
    static QuarkusProcess start(String module, BenchDatabase database) throws IOException, InterruptedException {
        Path jar = ProjectFolder.built(module + "/target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IOException(module + " is not built: file=" + jar + "; run mvn package");
        }
        int port = FreePort.find();
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP, "-jar", jar.toString());
        builder.environment()
                .putAll(Map.of(
                        "HOLDFAST_QUERY_PORT",
                        Integer.toString(port),
                        "HOLDFAST_READ_URL",
                        database.readUrl(),
                        "HOLDFAST_STORE_URL",
                        database.storeUrl(),
                        "HOLDFAST_KAFKA",
                        "127.0.0.1:" + FreePort.find(),
                        "HOLDFAST_PROJECTION_ENABLED",
                        "false",
                        "QUARKUS_LOG_LEVEL",
                        "ERROR"));
        Path log = ProjectFolder.benchTarget().resolve(module.replace('/', '-') + ".log");
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        QuarkusProcess service = new QuarkusProcess(builder.start(), port);
        Runtime.getRuntime().addShutdownHook(new Thread(service.process::destroy, "stop-" + module));
        try {
            service.awaitListening(log);
        } catch (IOException | RuntimeException e) {
            service.close();
            throw e;
        }
        return service;
    }

    int port() {
        return port;
    }

    private void awaitListening(Path log) throws IOException {
        long until = System.nanoTime() + START_WAIT_MAX.toNanos();
        while (System.nanoTime() < until && process.isAlive()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException e) {
                // Not listening yet.
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        throw new IOException("service is not up: log=" + log);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_WAIT_MAX_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
