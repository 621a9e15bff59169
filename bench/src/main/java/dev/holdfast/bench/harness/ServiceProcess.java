package dev.holdfast.bench.harness;

import dev.holdfast.deploy.embedded.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A packaged service in a process of its own, without a broker: what it takes waits to be published, and it answers from
 * the tables as they are.
 */
public final class ServiceProcess implements AutoCloseable {
    private static final Duration START_WAIT_MAX = Duration.ofSeconds(60);
    private static final long STOP_WAIT_MAX_SECONDS = 20;

    private final Process process;
    private final int port;

    private ServiceProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param module its folder, for example {@code query-service} */
    public static ServiceProcess start(String module, BenchDatabase database, String... jvmOptions)
            throws IOException, InterruptedException {
        Path jar = ProjectFolder.built(module + "/target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IOException(module + " is not built: file=" + jar + "; run mvn package");
        }
        int port = FreePort.find();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-jar", jar.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of(
                        "HOLDFAST_COMMAND_PORT",
                        Integer.toString(port),
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
        ServiceProcess service = new ServiceProcess(builder.start(), port);
        Runtime.getRuntime().addShutdownHook(new Thread(service.process::destroy, "stop-" + module));
        try {
            service.awaitListening(log);
        } catch (IOException | RuntimeException e) {
            service.close();
            throw e;
        }
        return service;
    }

    public int port() {
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
