package dev.holdfast.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionTimeoutException;

/** The standalone system in a folder of the test's, on ports of its own, as the process a user would start. */
final class RunningSystem implements AutoCloseable {
    static final String COMMAND = "command-service";
    static final String QUERY = "query-service";
    static final String KAFKA = "kafka";
    static final String POSTGRES = "postgresql";

    private static final Duration READY_WAIT_MAX = Duration.ofSeconds(120);
    private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(60);
    private static final Path HOME = Path.of(System.getProperty("holdfast.home", "../.."))
            .toAbsolutePath()
            .normalize();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Path data;
    private final Map<String, String> ports;
    private final Path output;
    private final Process process;

    private RunningSystem(Path data, Map<String, String> ports, Path output, Process process) {
        this.data = data;
        this.ports = ports;
        this.output = output;
        this.process = process;
    }

    /** Ports that nobody listens on right now. */
    static Map<String, String> freePorts() throws IOException {
        List<String> variables = List.of(
                "HOLDFAST_PG_PORT",
                "HOLDFAST_KAFKA_PORT",
                "HOLDFAST_KAFKA_CONTROLLER_PORT",
                "HOLDFAST_COMMAND_PORT",
                "HOLDFAST_QUERY_PORT");
        List<ServerSocket> open = new ArrayList<>();
        Map<String, String> ports = new HashMap<>();
        for (String variable : variables) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            open.add(socket);
            ports.put(variable, String.valueOf(socket.getLocalPort()));
        }
        for (ServerSocket socket : open) {
            socket.close();
        }
        return ports;
    }

    /** Starts it without waiting. */
    static RunningSystem launch(Path data, Map<String, String> ports, String... options) throws IOException {
        Files.createDirectories(data);
        Path output = Files.createTempFile(data, "standalone", ".out");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-Dholdfast.home=" + HOME,
                // A test that is killed leaves no system running.
                "-Dholdfast.parent=" + ProcessHandle.current().pid(),
                "-jar",
                HOME.resolve("deploy/standalone/target/standalone.jar").toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(ports);
        builder.environment().put("HOLDFAST_DATA", data.toString());
        return new RunningSystem(data, ports, output, builder.start());
    }

    static RunningSystem start(Path data, Map<String, String> ports, String... options) throws IOException {
        RunningSystem system = launch(data, ports, options);
        try {
            system.awaitOutput("READY");
        } catch (RuntimeException e) {
            system.close();
            throw e;
        }
        return system;
    }

    /** As the {@code holdfast} command does it, against this system. */
    int holdfast(Path out, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dholdfast.home=" + HOME,
                "-jar",
                HOME.resolve("cli/target/holdfast.jar").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().putAll(ports);
        builder.environment().put("HOLDFAST_DATA", data.toString());
        Process started = builder.start();
        assertThat(started.waitFor(180, TimeUnit.SECONDS)).isTrue();
        return started.exitValue();
    }

    void awaitOutput(String text) {
        await(text).atMost(READY_WAIT_MAX).pollInterval(Duration.ofMillis(50)).until(() -> {
            String said = output();
            if (!process.isAlive() && !said.contains(text)) {
                throw new IllegalStateException("the system has ended: exit=" + process.exitValue() + ":\n" + said);
            }
            return said.contains(text);
        });
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    Path data() {
        return data;
    }

    long pid() {
        return process.pid();
    }

    int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(STOP_WAIT_MAX.toSeconds(), TimeUnit.SECONDS))
                .as("ends within %s", STOP_WAIT_MAX)
                .isTrue();
        return process.exitValue();
    }

    /** As {@code kill -9} of the supervisor. */
    void killSupervisor() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The server's process, as recorded in the data folder. */
    ProcessHandle server(String name) throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("run").resolve(name + ".pid")).getFirst());
        return ProcessHandle.of(pid).orElseThrow();
    }

    /** As {@code kill -9} of one server. */
    void kill(String name) throws IOException {
        assertThat(server(name).destroyForcibly()).isTrue();
    }

    /** Every process that this system has started, and all that those have started. */
    List<ProcessHandle> processes() throws IOException {
        List<ProcessHandle> found = new ArrayList<>(process.descendants().toList());
        found.add(process.toHandle());
        ProcessHandle postmaster = server(POSTGRES);
        found.add(postmaster);
        postmaster.descendants().forEach(found::add);
        return found;
    }

    Connection store() throws SQLException {
        return connect("holdfast_store");
    }

    Connection read() throws SQLException {
        return connect("holdfast_read");
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + ports.get("HOLDFAST_PG_PORT") + "/" + database, "postgres", "");
    }

    JsonNode query(String tenant, String path) throws IOException, InterruptedException {
        return get(tenant, port("HOLDFAST_QUERY_PORT") + path);
    }

    JsonNode command(String tenant, String path) throws IOException, InterruptedException {
        return get(tenant, port("HOLDFAST_COMMAND_PORT") + path);
    }

    String commandText(String path) throws IOException, InterruptedException {
        return http.send(
                        request("any", port("HOLDFAST_COMMAND_PORT") + path).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    HttpResponse<String> post(String tenant, String path, String json) throws IOException, InterruptedException {
        return http.send(
                request(tenant, port("HOLDFAST_COMMAND_PORT") + path)
                        .timeout(Duration.ofSeconds(30))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> importEvents(String tenant, Path file) throws IOException, InterruptedException {
        return importEvents(tenant, HttpRequest.BodyPublishers.ofFile(file), Duration.ofMinutes(3));
    }

    HttpResponse<String> importEvents(String tenant, HttpRequest.BodyPublisher body, Duration waitMax)
            throws IOException, InterruptedException {
        return http.send(
                request(tenant, port("HOLDFAST_COMMAND_PORT") + "/v1/imports?format=ndjson")
                        .timeout(waitMax)
                        .header("Content-Type", "application/octet-stream")
                        .POST(body)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    boolean healthy() {
        try {
            return command("any", "/q/health/ready") != null && query("any", "/q/health/ready") != null;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits until every stored event is published and every published one is projected. */
    void awaitProjection(String tenant, Duration waitMax) {
        AtomicReference<String> seen = new AtomicReference<>("no answer");
        try {
            await("projection")
                    .atMost(waitMax)
                    .pollInterval(Duration.ofMillis(200))
                    .ignoreExceptions()
                    .until(() -> isProjected(tenant, seen));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("not everything is projected: " + seen.get(), e);
        }
    }

    private boolean isProjected(String tenant, AtomicReference<String> seen) throws IOException, InterruptedException {
        JsonNode publisher = command(tenant, "/v1/publisher");
        JsonNode projection = query(tenant, "/v1/projection");
        seen.set("publisher=%s, projection=%s".formatted(publisher, projection));
        Map<Integer, Long> read = new HashMap<>();
        projection
                .path("partitions")
                .forEach(partition -> read.put(
                        partition.path("partition").asInt(),
                        partition.path("position").asLong()));
        boolean caughtUp = publisher.path("headPosition").asLong(-1)
                == publisher.path("publishedPosition").asLong(-2);
        for (JsonNode partition : publisher.path("partitions")) {
            caughtUp &= read.getOrDefault(partition.path("partition").asInt(), 0L)
                    >= partition.path("position").asLong();
        }
        return caughtUp;
    }

    String kafka() {
        return "127.0.0.1:" + ports.get("HOLDFAST_KAFKA_PORT");
    }

    /** One more instance of {@link #COMMAND} or {@link #QUERY}, on {@code port}. */
    AnotherService another(String name, int port) throws IOException {
        String postgres = "jdbc:postgresql://127.0.0.1:" + ports.get("HOLDFAST_PG_PORT") + "/";
        return AnotherService.start(
                HOME,
                name,
                Map.of(
                        "HOLDFAST_STORE_URL",
                        postgres + "holdfast_store",
                        "HOLDFAST_READ_URL",
                        postgres + "holdfast_read",
                        "HOLDFAST_PG_USER",
                        "postgres",
                        "HOLDFAST_KAFKA",
                        kafka()),
                port,
                data.resolve("another-" + name + ".out"));
    }

    /** Starts to build every state again from {@code source}, and returns at once. */
    HttpResponse<String> startRebuild(String tenant, String source) throws IOException, InterruptedException {
        return http.send(
                request(tenant, port("HOLDFAST_QUERY_PORT") + "/v1/rebuilds")
                        .timeout(Duration.ofSeconds(30))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"from\":\"" + source + "\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Builds every state again from the store and waits until the new ones are served. */
    void rebuild(String tenant, Duration waitMax) throws IOException, InterruptedException {
        HttpResponse<String> answer = startRebuild(tenant, "events");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        await("rebuild").atMost(waitMax).pollInterval(Duration.ofMillis(100)).until(() -> {
            JsonNode rebuild = query(tenant, "/v1/rebuilds");
            assertThat(rebuild.path("status").asText()).as(rebuild.toString()).isIn("running", "done");
            return rebuild.path("status").asText().equals("done");
        });
    }

    /** Asks it to stop, as SIGTERM does, and waits. */
    int stop() throws InterruptedException {
        process.destroy();
        return awaitExit();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_WAIT_MAX.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }

    private JsonNode get(String tenant, String url) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                request(tenant, url).timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(url + ": status=" + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    static Path home() {
        return HOME;
    }

    String commandUrl() {
        return port("HOLDFAST_COMMAND_PORT");
    }

    String queryUrl() {
        return port("HOLDFAST_QUERY_PORT");
    }

    int queryPort() {
        return Integer.parseInt(ports.get("HOLDFAST_QUERY_PORT"));
    }

    private String port(String variable) {
        return "http://127.0.0.1:" + ports.get(variable);
    }

    private static HttpRequest.Builder request(String tenant, String url) {
        return HttpRequest.newBuilder(URI.create(url)).header("Holdfast-Tenant", tenant);
    }
}
