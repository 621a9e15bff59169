package dev.holdfast.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.deploy.system.Followers.Follower;
import dev.holdfast.deploy.system.Followers.IdDigest;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of streams held open on one query service while states change: each gets its changes in order, none missing,
 * none twice. One in a thousand follows the whole tenant, the others an athlete each.
 */
@TestInstance(Lifecycle.PER_CLASS)
class SubscribersIT {
    private static final boolean LONG = Boolean.getBoolean("holdfast.long");
    private static final int SUBSCRIBERS = Integer.getInteger("holdfast.subscribers", LONG ? 10_000 : 500);
    private static final int SECONDS = Integer.getInteger("holdfast.subscribers.seconds", LONG ? 300 : 15);
    /** Sessions a second, each of which changes a state. */
    private static final int RATE = Integer.getInteger("holdfast.subscribers.rate", LONG ? 1_000 : 500);

    /** No athlete has this name. */
    private static final String EVERYONE = "";

    private static final int OF_TENANT_ONE_IN = 1_000;
    private static final int OF_TENANT_MIN = 2;
    private static final int ATHLETES = 1_000;
    private static final int SENDINGS_A_SECOND = 5;
    private static final long SEED = 20_260_103L;
    private static final String TENANT = "followed";
    private static final Duration WAIT_MAX = Duration.ofMinutes(5);
    private static final Pattern HEAP_TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)$");
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");

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
    void eachOfManySubscribers_getsItsChangesInOrder_noneMissingAndNoneTwice() throws Exception {
        int sendings = SECONDS * SENDINGS_A_SECOND;
        int lines = RATE / SENDINGS_A_SECOND;
        int each = 1 + Math.ceilDiv(sendings * lines, ATHLETES);
        Path file = GeneratedHistory.write(folder.resolve("events.ndjson"), ATHLETES, each, SEED);
        try (BufferedReader events = Files.newBufferedReader(file);
                Followers followers = new Followers(system.queryPort(), TENANT, SUBSCRIBERS)) {
            send(events, ATHLETES);
            system.awaitProjection(TENANT, WAIT_MAX);
            Memory without = memory();
            int ofTenant = Math.max(OF_TENANT_MIN, SUBSCRIBERS / OF_TENANT_ONE_IN);
            for (int i = 0; i < SUBSCRIBERS; i++) {
                followers.add(i < ofTenant ? null : "athlete-%03d".formatted(i % ATHLETES));
            }
            followers.openAll(WAIT_MAX);
            Memory with = memory();
            long began = System.nanoTime();
            for (int i = 0; i < sendings; i++) {
                await("its time")
                        .pollInterval(Duration.ofMillis(1))
                        .until(dueAt(began + i * 1_000_000_000L / SENDINGS_A_SECOND));
                send(events, lines);
            }
            double sentSeconds = (System.nanoTime() - began) / 1e9;
            system.awaitProjection(TENANT, WAIT_MAX);
            Map<String, IdDigest> expected = expected(followers.all().getFirst().firstId());
            long changes = expected.getOrDefault(EVERYONE, IdDigest.NONE).count();
            await("everyone has everything")
                    .atMost(WAIT_MAX)
                    .until(() -> followers.all().stream()
                            .allMatch(follower -> follower.ids().count()
                                    >= of(follower, expected).count()));
            double allSeconds = (System.nanoTime() - began) / 1e9;
            Memory after = memory();
            System.out.printf(
                    "subscribers: %d (%d of the tenant), %d changes in %.1f s (%.0f/s), all delivered after %.1f s,"
                            + " %d came back; memory a subscriber: heap %.1f kB idle, %.1f kB after,"
                            + " resident %.1f kB idle, %.1f kB after%n",
                    SUBSCRIBERS,
                    ofTenant,
                    changes,
                    sentSeconds,
                    changes / sentSeconds,
                    allSeconds,
                    followers.cameBack(),
                    (with.heap() - without.heap()) / 1024.0 / SUBSCRIBERS,
                    (after.heap() - without.heap()) / 1024.0 / SUBSCRIBERS,
                    (with.resident() - without.resident()) / 1024.0 / SUBSCRIBERS,
                    (after.resident() - without.resident()) / 1024.0 / SUBSCRIBERS);
            assertThat(changes).isGreaterThan(sendings * (long) lines / 2);
            for (Follower follower : followers.all()) {
                assertThat(follower.ids())
                        .as("athlete=%s, lastId=%d", follower.athlete(), follower.lastId())
                        .isEqualTo(of(follower, expected));
            }
        }
    }

    private static Callable<Boolean> dueAt(long nanoTime) {
        return () -> System.nanoTime() >= nanoTime;
    }

    private static IdDigest of(Follower follower, Map<String, IdDigest> expected) {
        return expected.getOrDefault(Objects.requireNonNullElse(follower.athlete(), EVERYONE), IdDigest.NONE);
    }

    /** What the log has behind {@code afterId}, for each athlete and, under no name, for all. */
    private Map<String, IdDigest> expected(long afterId) throws SQLException {
        Map<String, IdDigest> expected = new HashMap<>();
        try (Connection read = system.read();
                PreparedStatement select = read.prepareStatement(
                        "select id, athlete_id from stream.change where tenant_id = ? and id > ? order by id")) {
            select.setString(1, TENANT);
            select.setLong(2, afterId);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    for (String topic : List.of(EVERYONE, rows.getString(2))) {
                        expected.put(
                                topic,
                                expected.getOrDefault(topic, IdDigest.NONE).and(rows.getLong(1)));
                    }
                }
            }
        }
        return expected;
    }

    private void send(BufferedReader events, int lines) throws IOException, InterruptedException {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            body.append(events.readLine()).append('\n');
        }
        HttpResponse<String> answer = system.post(TENANT, "/v1/imports?format=ndjson", body.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(RunningSystem.json(answer.body()).path("sessions").asInt()).isEqualTo(lines);
    }

    /** Bytes of the query service: what lives in its heap after a collection, and what it holds of the machine's memory. */
    private record Memory(long heap, long resident) {}

    private Memory memory() throws IOException, InterruptedException {
        long pid = system.server(RunningSystem.QUERY).pid();
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.class_histogram")
                .start();
        String histogram = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jcmd.waitFor()).isZero();
        return new Memory(
                number(HEAP_TOTAL, histogram),
                1024 * number(RESIDENT, Files.readString(Path.of("/proc/" + pid + "/status"))));
    }

    private static long number(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        assertThat(found.find()).as(pattern.pattern()).isTrue();
        return Long.parseLong(found.group(1));
    }
}
