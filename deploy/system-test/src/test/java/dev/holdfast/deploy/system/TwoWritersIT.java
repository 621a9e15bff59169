package dev.holdfast.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two command-service processes write about the same athletes, and each dies by {@code kill -9} in turns. A call that
 * failed is sent again to the other one, which must not store it twice.
 */
@TestInstance(Lifecycle.PER_CLASS)
class TwoWritersIT {
    private static final boolean LONG = Boolean.getBoolean("holdfast.long");
    private static final int ROUNDS = Integer.getInteger("holdfast.writers.rounds", LONG ? 20 : 1);
    private static final long SEED = Long.getLong("holdfast.kill.seed", 20_260_106L);

    private static final String TENANT = "callers";
    private static final int CALLERS = 6;
    private static final int CALLS_BEFORE_KILL_MAX = 400;
    private static final Duration RECOVERY_WAIT_MAX = Duration.ofSeconds(90);
    private static final Duration PROJECTION_WAIT_MAX = Duration.ofSeconds(180);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private RunningSystem system;

    private final AtomicReference<AnotherService> second = new AtomicReference<>();
    private final AtomicInteger sent = new AtomicInteger();
    /** Calls that each process has answered with a place in the store: the first one's, then the second one's. */
    private final List<AtomicInteger> answered = List.of(new AtomicInteger(), new AtomicInteger());
    /** Paths and bodies that one process has failed to answer and the other has then answered. */
    private final AtomicInteger rescued = new AtomicInteger();

    private final Map<String, Integer> failedAt = new ConcurrentHashMap<>();

    @BeforeAll
    void start() throws IOException {
        system = RunningSystem.start(
                folder.resolve("data"), RunningSystem.freePorts(), "-Dholdfast.recovered-after-seconds=0");
        second.set(startSecond());
    }

    @AfterAll
    void stop() {
        second.get().close();
        system.close();
    }

    @Test
    void twoProcesses_killedInTurns_storeWhatWasToldOnceAndInOneOrder() throws Exception {
        System.out.printf("two writers: rounds=%d, seed=%d (-Dholdfast.kill.seed)%n", ROUNDS, SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        Callers callers = new Callers(this::post, TENANT, CALLERS, SEED);
        List<Call> calls;
        try {
            for (int round = 0; round < ROUNDS; round++) {
                awaitMoreCalls(callers, random);
                second.get().kill();
                awaitMoreCalls(callers, random);
                second.set(startSecond());
                awaitMoreCalls(callers, random);
                long before = system.server(RunningSystem.COMMAND).pid();
                system.kill(RunningSystem.COMMAND);
                await("the first one is back")
                        .atMost(RECOVERY_WAIT_MAX)
                        .ignoreExceptions()
                        .until(() -> system.server(RunningSystem.COMMAND).pid() != before && system.healthy());
            }
            awaitMoreCalls(callers, random);
        } finally {
            calls = callers.finish();
        }
        system.awaitProjection(TENANT, PROJECTION_WAIT_MAX);
        System.out.printf(
                "two writers: %d and %d calls stored; %d after the other process had failed%n",
                answered.get(0).get(), answered.get(1).get(), rescued.get());
        assertThat(answered).allSatisfy(each -> assertThat(each).hasPositiveValue());
        assertThat(rescued).hasPositiveValue();
        try (Connection store = system.store()) {
            HistoryCheck.of(store).agreesWith(TENANT, calls).agreesWith(PublishedEvents.readAll(system.kafka()));
        }
    }

    private void awaitMoreCalls(Callers callers, SplittableRandom random) {
        int enough = callers.stored() + 1 + random.nextInt(CALLS_BEFORE_KILL_MAX);
        await("calls")
                .atMost(RECOVERY_WAIT_MAX)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> callers.stored() >= enough);
    }

    /** Each request goes to the other process than the one before, and a repeated one to the other than has failed. */
    private HttpResponse<String> post(int caller, String tenant, String path, String json)
            throws IOException, InterruptedException {
        String request = path + json;
        Integer failed = failedAt.get(request);
        int process = failed == null ? sent.getAndIncrement() % 2 : 1 - failed;
        try {
            HttpResponse<String> answer = process == 0
                    ? system.post(tenant, path, json)
                    : second.get().post(tenant, path, json);
            if (answer.statusCode() < 300) {
                answered.get(process).incrementAndGet();
                rescued.addAndGet(failed == null ? 0 : 1);
            } else if (answer.statusCode() >= 500) {
                failedAt.put(request, process);
            }
            return answer;
        } catch (IOException e) {
            failedAt.put(request, process);
            throw e;
        }
    }

    private AnotherService startSecond() throws IOException {
        return system.another(
                RunningSystem.COMMAND,
                Integer.parseInt(RunningSystem.freePorts().get("HOLDFAST_COMMAND_PORT")));
    }
}
