package dev.holdfast.deploy.system;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A second instance of a service beside the one of a running system, over the same databases and broker. */
final class AnotherService implements AutoCloseable {
    private static final Duration READY_WAIT_MAX = Duration.ofSeconds(90);
    private static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final Process process;

    private AnotherService(String url, Process process) {
        this.url = url;
        this.process = process;
    }

    static AnotherService start(Path home, String name, Map<String, String> environment, int port, Path log)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-jar",
                        home.resolve(name + "/target/quarkus-app/quarkus-run.jar")
                                .toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        builder.environment()
                .put(
                        name.equals(RunningSystem.COMMAND) ? "HOLDFAST_COMMAND_PORT" : "HOLDFAST_QUERY_PORT",
                        String.valueOf(port));
        AnotherService another = new AnotherService("http://127.0.0.1:" + port, builder.start());
        try {
            await("the second " + name)
                    .atMost(READY_WAIT_MAX)
                    .pollInterval(Duration.ofMillis(100))
                    .ignoreExceptions()
                    .until(() -> another.get("any", "/q/health/ready").statusCode() == 200);
        } catch (RuntimeException e) {
            another.close();
            throw e;
        }
        return another;
    }

    HttpResponse<String> get(String tenant, String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .timeout(ANSWER_WAIT_MAX)
                        .header("Holdfast-Tenant", tenant)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String tenant, String path, String json) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .timeout(ANSWER_WAIT_MAX)
                        .header("Holdfast-Tenant", tenant)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    JsonNode json(String tenant, String path) throws IOException, InterruptedException {
        return RunningSystem.json(get(tenant, path).body());
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
