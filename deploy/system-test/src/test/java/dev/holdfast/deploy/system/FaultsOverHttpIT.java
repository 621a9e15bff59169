package dev.holdfast.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What a sender and an operator are told while the database cannot write or the broker does not answer. */
@TestInstance(Lifecycle.PER_CLASS)
class FaultsOverHttpIT {
    private static final Duration BROKER_AWAY = Duration.ofSeconds(
            Long.getLong("holdfast.broker.away.seconds", Boolean.getBoolean("holdfast.long") ? 60 : 10));
    private static final Duration WAIT_MAX = Duration.ofSeconds(120);

    /** Room for what the other tests store. */
    private static final String SMALL_DISK = "2m";

    /** Twice as much as the small disk has room for. */
    private static final int FILLING_LINES = 2_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private RunningSystem system;

    @BeforeAll
    void start() throws IOException {
        system = RunningSystem.start(folder.resolve("data"), RunningSystem.freePorts());
    }

    @AfterAll
    void stop() {
        system.close();
    }

    @Test
    void session_whileTheDatabaseIsReadOnly_isRefusedWithTheReasonAndStoredOnceAfter() throws Exception {
        String tenant = "read-only";
        assertThat(session(tenant, 0).statusCode()).isEqualTo(201);
        readOnly("on");
        try {
            HttpResponse<String> refused = session(tenant, 1);
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            JsonNode problem = RunningSystem.json(refused.body());
            assertThat(problem.path("detail").asText()).contains("read-only", "25006");
            assertThat(problem.path("remedy").asText()).isNotBlank();
            assertThat(system.command(tenant, "/q/health/live").path("status").asText())
                    .isEqualTo("UP");
        } finally {
            readOnly("off");
        }
        HttpResponse<String> stored = session(tenant, 1);
        assertThat(stored.statusCode()).as(stored.body()).isEqualTo(201);
        assertThat(session(tenant, 1).statusCode()).isEqualTo(200);
        assertThat(events(tenant)).isEqualTo(3);
    }

    @Test
    void session_whileTheDatabaseRefusesConnections_isRefusedAndStoredOnceAfter() throws Exception {
        String tenant = "away";
        assertThat(session(tenant, 0).statusCode()).isEqualTo(201);
        int refusals = 0;
        system.kill(RunningSystem.POSTGRES);
        HttpResponse<String> answer = session(tenant, 1);
        for (; answer.statusCode() == 503; answer = session(tenant, 1)) {
            refusals++;
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(RunningSystem.json(answer.body()).path("detail").asText())
                    .contains("sqlState");
            assertThat(system.command(tenant, "/q/health/live").path("status").asText())
                    .isEqualTo("UP");
            Thread.sleep(200);
        }
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
        assertThat(session(tenant, 1).statusCode()).isEqualTo(200);
        assertThat(events(tenant)).isEqualTo(3);
        System.out.printf("database killed: refused %d times with 503 before it was back%n", refusals);
    }

    /** The table of events moves to a small disk: too small for an import, and filled up by sessions. */
    @Test
    void importAndSession_whileTheDiskIsFull_areRefusedWithTheReason_andGoOnOnceThereIsSpace() throws Exception {
        String tenant = "disk-full";
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "mode=700,size=" + SMALL_DISK, "tmpfs", disk.toString()),
                "skipped: a disk that can be full needs the right to mount a tmpfs");
        String path = "/v1/imports?format=ndjson&importId=" + UUID.randomUUID();
        String lines = IntStream.range(0, FILLING_LINES)
                .mapToObj(FaultsOverHttpIT::bulkyLine)
                .collect(Collectors.joining());
        try {
            store("create tablespace small location '" + disk + "'", "alter table event set tablespace small");

            HttpResponse<String> refused = system.post(tenant, path, lines);
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
            assertThat(RunningSystem.json(refused.body()).path("detail").asText())
                    .contains("disk is full", "53100");
            int sent = FILLING_LINES;
            HttpResponse<String> session = bulky(tenant, sent);
            for (; session.statusCode() == 201 && sent < 2 * FILLING_LINES; session = bulky(tenant, sent)) {
                sent++;
            }
            assertThat(session.statusCode()).as(session.body()).isEqualTo(503);
            assertThat(RunningSystem.json(session.body()).path("detail").asText())
                    .contains("disk is full", "53100");
            assertThat(system.command(tenant, "/q/health/live").path("status").asText())
                    .isEqualTo("UP");

            assertThat(run("mount", "-o", "remount,size=64m", disk.toString())).isTrue();
            HttpResponse<String> stored = system.post(tenant, path, lines);
            assertThat(stored.statusCode()).as(stored.body()).isEqualTo(200);
            JsonNode report = RunningSystem.json(stored.body());
            assertThat(report.path("accepted").asLong()
                            + report.path("duplicates").asLong())
                    .isEqualTo(FILLING_LINES);
            assertThat(bulky(tenant, sent).statusCode()).isEqualTo(201);
            // A server may leave what the refused import had taken of the disk in use, so that it is full already.
            int starts = sent > FILLING_LINES ? 2 : 1;
            assertThat(events(tenant))
                    .as("sessions, and an inferred start before those sent singly and before the earlier imported ones")
                    .isEqualTo(sent + 1 + starts);
            system.awaitProjection(tenant, WAIT_MAX);
        } finally {
            store("alter table event set tablespace pg_default", "drop tablespace if exists small");
            run("umount", disk.toString());
        }
    }

    /** A broker that hangs is worse than one that is gone: connections stay, and nothing answers. */
    @Test
    void sessions_whileTheBrokerHangs_areStored_andAllPublishedInOrderAfter() throws Exception {
        String tenant = "broker-away";
        assertThat(session(tenant, 0).statusCode()).isEqualTo(201);
        system.awaitProjection(tenant, WAIT_MAX);
        long before =
                system.command(tenant, "/v1/publisher").path("headPosition").asLong();
        long kafka = system.server(RunningSystem.KAFKA).pid();
        signal("STOP", kafka);
        int sent = 0;
        try {
            long until = System.nanoTime() + BROKER_AWAY.toNanos();
            while (System.nanoTime() < until) {
                sent++;
                HttpResponse<String> answer = session(tenant, sent);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
                Thread.sleep(20);
            }
            JsonNode publisher = system.command(tenant, "/v1/publisher");
            assertThat(publisher.path("lagEvents").asLong()).isEqualTo(sent);
            assertThat(publisher.path("lagSeconds").asDouble()).isGreaterThan(BROKER_AWAY.toSeconds() / 2.0);
            String metrics = system.commandText("/q/metrics");
            assertThat(metric(metrics, "holdfast_publisher_lag")).isEqualTo(sent);
            assertThat(metric(metrics, "holdfast_publisher_lag_age_seconds"))
                    .isGreaterThan(BROKER_AWAY.toSeconds() / 2.0);
            assertThat(metric(metrics, "holdfast_publisher_position")).isEqualTo(before);
            assertThat(metric(metrics, "holdfast_publisher_leading")).isEqualTo(1);
            assertThat(system.command(tenant, "/q/health/ready").path("status").asText())
                    .as("still takes events")
                    .isEqualTo("UP");
        } finally {
            signal("CONT", kafka);
        }
        long head = before + sent;
        await("everything is published").atMost(WAIT_MAX).ignoreExceptions().until(() -> {
            JsonNode publisher = system.command(tenant, "/v1/publisher");
            return publisher.path("publishedPosition").asLong() == head
                    && publisher.path("lagSeconds").asDouble() == 0;
        });
        Map<String, List<Long>> published =
                PublishedEvents.readAll(system.kafka()).positionsByAthlete();
        List<Long> ours = published.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(tenant))
                .flatMap(entry -> entry.getValue().stream())
                .filter(position -> position > before)
                .toList();
        assertThat(ours)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(before + 1, head).boxed().toList());
        system.awaitProjection(tenant, WAIT_MAX);
        System.out.printf("broker hung for %s: %d sessions stored meanwhile%n", BROKER_AWAY, sent);
    }

    private HttpResponse<String> session(String tenant, int number) throws IOException, InterruptedException {
        return system.post(tenant, "/v1/athletes/a1/sessions", """
                {"occurredAt": "%s", "sourceEventId": "s-%d",
                "exercises": [{"name": "Squat (Barbell)", "sets": [{"loadKg": 100, "reps": 5}]}]}""".formatted(
                        Instant.parse("2026-01-05T18:00:00Z").plus(Duration.ofHours(number)), number));
    }

    private HttpResponse<String> bulky(String tenant, int number) throws IOException, InterruptedException {
        return system.post(tenant, "/v1/athletes/a1/sessions", bulkySession(number));
    }

    private static String bulkyLine(int number) {
        return "{\"athleteId\": \"a1\", \"type\": \"SessionLogged\", "
                + bulkySession(number).substring(1) + "\n";
    }

    /** Of two kilobytes: exercises that the catalogue does not have are kept by name. */
    private static String bulkySession(int number) {
        String exercises = IntStream.range(0, 10)
                .mapToObj(i -> "{\"name\": \"%s\", \"sets\": [{\"loadKg\": 100, \"reps\": 5}]}"
                        .formatted("%d-%d-".formatted(number, i).repeat(25)))
                .collect(Collectors.joining(", "));
        return "{\"occurredAt\": \"%s\", \"source\": \"bulk\", \"sourceEventId\": \"b-%d\", \"exercises\": [%s]}"
                .formatted(Instant.parse("2022-01-05T18:00:00Z").plus(Duration.ofHours(number)), number, exercises);
    }

    private void store(String... statements) throws SQLException {
        try (Connection store = system.store();
                Statement statement = store.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            // There is no such command here.
            return false;
        }
    }

    /** For every connection made from now on, and there is none left from before. */
    private void readOnly(String onOrOff) throws SQLException {
        try (Connection store = system.store();
                Statement statement = store.createStatement()) {
            statement.execute("set default_transaction_read_only = off");
            statement.execute("set transaction_read_only = off");
            statement.execute("alter database holdfast_store set default_transaction_read_only = " + onOrOff);
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = 'holdfast_store' and pid <> pg_backend_pid()");
        }
    }

    private long events(String tenant) throws SQLException {
        try (Connection store = system.store();
                Statement statement = store.createStatement();
                var found = statement.executeQuery("select count(*) from event where tenant_id = '" + tenant + "'")) {
            found.next();
            return found.getLong(1);
        }
    }

    private static double metric(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + name));
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }
}
