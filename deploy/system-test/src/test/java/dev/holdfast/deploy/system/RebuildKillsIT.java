package dev.holdfast.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of one of two query services in live work, in every phase of a rebuild and at its switch, while events
 * arrive and the other instance answers. Nobody ever reads a half-built version, and the end is as if nothing had died.
 */
@TestInstance(Lifecycle.PER_CLASS)
class RebuildKillsIT {
    private static final boolean LONG = Boolean.getBoolean("holdfast.long");
    private static final int ROUNDS = Integer.getInteger("holdfast.rebuild.kill.rounds", LONG ? 40 : 4);
    private static final long SEED = Long.getLong("holdfast.kill.seed", 20_260_102L);

    private static final String TENANT = "callers";
    private static final String UNDISTURBED = "undisturbed";
    private static final int CALLERS = 2;
    private static final int CALLS_BEFORE_KILL_MAX = 200;

    /** Three ranges, so that a rebuild that is broken off has something to go on with. */
    private static final int ATHLETES = 200;

    private static final int EVENTS_EACH = 550;
    private static final int READ_ATHLETES = 20;

    /** Phases that a kill waits for; the switch is one of its own, since it takes a few milliseconds only. */
    private static final List<String> PHASES = List.of("reading", "folding", "indexing", "catching_up");

    private static final int SWITCH_MICROS_MAX = 60_000;
    private static final Duration WAIT_MAX = Duration.ofSeconds(180);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private RunningSystem system;

    @SuppressWarnings("NullAway.Init")
    private AnotherService another;

    private final Map<String, Integer> killed = new TreeMap<>();

    @BeforeAll
    void start() throws IOException, InterruptedException {
        Path file = GeneratedHistory.write(folder.resolve("events.ndjson"), ATHLETES, EVENTS_EACH, SEED);
        system = RunningSystem.start(
                folder.resolve("data"), RunningSystem.freePorts(), "-Dholdfast.recovered-after-seconds=0");
        HttpResponse<String> answer = system.importEvents(UNDISTURBED, file);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        another = system.another(RunningSystem.QUERY, freePort());
        system.awaitProjection(UNDISTURBED, WAIT_MAX);
    }

    @AfterAll
    void stop() {
        if (another != null) {
            another.close();
        }
        system.close();
    }

    @Test
    void killOfAnInstance_inLiveWorkInARebuildAndAtTheSwitch_endsAsIfNothingHadDied() throws Exception {
        System.out.printf("rebuild kill rounds: rounds=%d, seed=%d (-Dholdfast.kill.seed)%n", ROUNDS, SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        Map<String, List<String>> expected;
        try (Connection read = system.read()) {
            expected = ServedStates.ofTenant(read, UNDISTURBED);
        }
        assertThat(expected).hasSize(ATHLETES);
        Readers readers = new Readers();
        Callers callers =
                new Callers((caller, tenant, path, json) -> system.post(tenant, path, json), TENANT, CALLERS, SEED);
        List<Call> calls;
        try {
            for (int round = 0; round < ROUNDS; round++) {
                switch (round % 3) {
                    case 0 -> killInPhase(PHASES.get(random.nextInt(PHASES.size())), source(random));
                    case 1 -> killAtSwitch(source(random), random);
                    default -> killInLiveWork(callers, random);
                }
            }
        } finally {
            calls = callers.finish();
            readers.finish();
        }
        System.out.printf("killed: %s; whole answers of the other instance meanwhile: %d%n", killed, readers.answers);
        assertThat(killed.keySet()).contains("switching", "live work").hasSizeGreaterThan(2);
        assertThat(readers.wrong).isEmpty();
        assertThat(readers.answers).isPositive();
        system.awaitProjection(TENANT, WAIT_MAX);
        try (Connection store = system.store();
                Connection read = system.read()) {
            HistoryCheck.of(store).agreesWith(TENANT, calls);
            Map<String, List<String>> live = ServedStates.digests(read);
            rebuildUndisturbed();
            assertThat(ServedStates.digests(read)).isEqualTo(live);
            assertThat(ServedStates.ofTenant(read, UNDISTURBED)).isEqualTo(expected);
        }
    }

    private static String source(SplittableRandom random) {
        return random.nextInt(3) == 0 ? "timeline" : "events";
    }

    private void killInPhase(String phase, String source) throws Exception {
        startRebuild(source);
        kill(awaitPhase(phase));
    }

    /** Holds up the switch by a lock, so that the kill comes in the midst of it or just behind. */
    private void killAtSwitch(String source, SplittableRandom random) throws Exception {
        String reached;
        try (Connection reader = system.read();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("lock table serving.progress in access share mode");
            startRebuild(source);
            reached = awaitPhase("switching");
            if (random.nextBoolean()) {
                kill(reached);
                return;
            }
            reader.rollback();
        }
        TimeUnit.MICROSECONDS.sleep(random.nextInt(SWITCH_MICROS_MAX));
        kill(reached);
    }

    private void killInLiveWork(Callers callers, SplittableRandom random) throws IOException {
        int killAt = callers.stored() + 1 + random.nextInt(CALLS_BEFORE_KILL_MAX);
        await("calls").atMost(WAIT_MAX).pollInterval(Duration.ofMillis(1)).until(() -> callers.stored() >= killAt);
        kill("live work");
    }

    /** The phase that was seen last, {@code phase} or a later one. */
    private String awaitPhase(String phase) throws IOException, InterruptedException {
        List<String> order = new ArrayList<>(PHASES);
        order.addAll(List.of("switching", "done"));
        long until = System.nanoTime() + WAIT_MAX.toNanos();
        while (System.nanoTime() < until) {
            JsonNode rebuild = system.query(TENANT, "/v1/rebuilds");
            String now = rebuild.path("phase").asText();
            assertThat(rebuild.path("status").asText()).as(rebuild.toString()).isIn("running", "done");
            if (order.indexOf(now) >= order.indexOf(phase)) {
                return now;
            }
        }
        throw new IllegalStateException("not reached: phase=" + phase);
    }

    /** What a killed instance left in PostgreSQL may hold its lock for a moment. */
    private void startRebuild(String source) {
        await("rebuild runs")
                .atMost(WAIT_MAX)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> {
                    HttpResponse<String> answer = system.startRebuild(TENANT, source);
                    JsonNode rebuild = system.query(TENANT, "/v1/rebuilds");
                    return answer.statusCode() == 202
                            && Set.of("running", "done")
                                    .contains(rebuild.path("status").asText())
                            && !rebuild.path("failure").asText().contains("runs already");
                });
    }

    private void kill(String phase) throws IOException {
        killed.merge(phase, 1, Integer::sum);
        long before = system.server(RunningSystem.QUERY).pid();
        system.kill(RunningSystem.QUERY);
        await("query service is back")
                .atMost(WAIT_MAX)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> system.server(RunningSystem.QUERY).pid() != before && system.healthy());
    }

    private void rebuildUndisturbed() throws IOException, InterruptedException {
        startRebuild("events");
        assertThat(awaitPhase("done")).isEqualTo("done");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Somebody who looks at the same few athletes all the time, through the instance that lives. */
    private final class Readers {
        private final Map<String, String> first = new HashMap<>();
        private final List<String> wrong = new ArrayList<>();
        private final Thread thread;
        private volatile boolean finished;
        private int answers;

        Readers() throws IOException, InterruptedException {
            for (int i = 0; i < READ_ATHLETES; i++) {
                for (String path : paths(i)) {
                    HttpResponse<String> answer = another.get(UNDISTURBED, path);
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                    first.put(path, answer.body());
                }
            }
            thread = Thread.ofPlatform().name("reader").start(this::read);
        }

        private List<String> paths(int i) {
            String athlete = "/v1/athletes/athlete-%03d".formatted(i);
            return List.of(
                    athlete + "/state?at=2030-01-01T00:00:00Z",
                    athlete + "/state?at=2019-06-01T00:00:00Z",
                    athlete + "/checkpoints");
        }

        private void read() {
            try {
                for (int i = 0; !finished && wrong.size() < 3; i = (i + 1) % READ_ATHLETES) {
                    for (String path : paths(i)) {
                        HttpResponse<String> answer = another.get(UNDISTURBED, path);
                        if (answer.statusCode() != 200 || !answer.body().equals(first.get(path))) {
                            wrong.add(path + ": " + answer.statusCode() + " " + answer.body() + "\ninstead of "
                                    + first.get(path));
                        }
                        answers++;
                    }
                }
            } catch (IOException e) {
                wrong.add(String.valueOf(e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void finish() throws InterruptedException {
            finished = true;
            thread.join();
        }
    }
}
