package dev.holdfast.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of every server at instants that the seed chooses, under callers that retry and during imports. Then
 * what callers were told is held against the store, the store against the topic, and the read side against a rebuild.
 */
@TestInstance(Lifecycle.PER_CLASS)
class KillRoundsIT {
    private static final boolean LONG = Boolean.getBoolean("holdfast.long");
    private static final int ROUNDS = Integer.getInteger("holdfast.kill.rounds", LONG ? 100 : 6);
    private static final long SEED = Long.getLong("holdfast.kill.seed", 20_260_101L);

    private static final List<String> VICTIMS =
            List.of(RunningSystem.COMMAND, RunningSystem.POSTGRES, RunningSystem.QUERY, RunningSystem.KAFKA);
    private static final String TENANT = "callers";
    private static final String UNDISTURBED = "undisturbed";
    private static final int CALLERS = 4;

    private static final int ATHLETES = 100;
    private static final int EVENTS_EACH = 200;
    private static final int EVENTS = ATHLETES * EVENTS_EACH;

    /** One round in so many kills during an import as well. */
    private static final int IMPORT_ONE_IN = 5;

    /** The kill comes after so many more acknowledged calls at most: anywhere in the second after recovery. */
    private static final int CALLS_BEFORE_KILL_MAX = 300;

    private static final int ATTEMPTS_MAX = 20;
    private static final Duration RECOVERY_WAIT_MAX = Duration.ofSeconds(90);
    private static final Duration PROJECTION_WAIT_MAX = Duration.ofSeconds(180);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private RunningSystem system;

    @SuppressWarnings("NullAway.Init")
    private Path file;

    private int killsDuringImport;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        file = GeneratedHistory.write(folder.resolve("events.ndjson"), ATHLETES, EVENTS_EACH, SEED);
        // A server that dies in every round is not broken: each death counts as its first.
        system = RunningSystem.start(
                folder.resolve("data"), RunningSystem.freePorts(), "-Dholdfast.recovered-after-seconds=0");
        HttpResponse<String> answer = system.importEvents(UNDISTURBED, file);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(RunningSystem.json(answer.body()).path("rejected").asInt()).isZero();
    }

    @AfterAll
    void stop() {
        system.close();
    }

    @Test
    void killAtAnyInstant_losesNothingAndDoublesNothing() throws IOException, InterruptedException, SQLException {
        System.out.printf("kill rounds: rounds=%d, seed=%d (-Dholdfast.kill.seed)%n", ROUNDS, SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        Callers callers =
                new Callers((caller, tenant, path, json) -> system.post(tenant, path, json), TENANT, CALLERS, SEED);
        Set<String> importTenants = new HashSet<>();
        List<String> killed = new ArrayList<>();
        List<Call> calls;
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Set<String> victims = victims(round, random);
                if (round % IMPORT_ONE_IN == 0) {
                    String tenant = "import-" + round;
                    importTenants.add(tenant);
                    killDuringImport(tenant, victims, random);
                } else {
                    killUnderCalls(callers, victims, random);
                }
                killed.addAll(victims);
            }
        } finally {
            calls = callers.finish();
        }
        assertThat(killed).containsAll(VICTIMS);
        assertThat(killsDuringImport).as("kills during an import").isPositive();
        system.awaitProjection(TENANT, PROJECTION_WAIT_MAX);
        try (Connection store = system.store();
                Connection read = system.read()) {
            HistoryCheck.of(store).agreesWith(TENANT, calls).agreesWith(PublishedEvents.readAll(system.kafka()));
            assertThat(calls).extracting(Call::outcome).contains(Call.Outcome.values());
            Map<String, List<String>> expected = ServedStates.ofTenant(read, UNDISTURBED);
            assertThat(expected).hasSize(ATHLETES);
            for (String tenant : importTenants) {
                assertEveryEventOnce(store, tenant);
                assertThat(ServedStates.ofTenant(read, tenant)).as(tenant).isEqualTo(expected);
            }
            Map<String, List<String>> live = ServedStates.digests(read);
            system.rebuild(TENANT, PROJECTION_WAIT_MAX);
            assertThat(ServedStates.digests(read))
                    .as("live states and those folded from the store")
                    .isEqualTo(live);
        }
    }

    /** Each server in turn, so that all die, and now and then a second one with it. */
    private static Set<String> victims(int round, SplittableRandom random) {
        Set<String> victims = new HashSet<>();
        victims.add(VICTIMS.get(round % VICTIMS.size()));
        if (random.nextInt(4) == 0) {
            victims.add(VICTIMS.get(random.nextInt(VICTIMS.size())));
        }
        return victims;
    }

    private void killUnderCalls(Callers callers, Set<String> victims, SplittableRandom random) throws IOException {
        int killAt = callers.stored() + 1 + random.nextInt(CALLS_BEFORE_KILL_MAX);
        await("calls")
                .atMost(RECOVERY_WAIT_MAX)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> callers.stored() >= killAt);
        killAndAwait(victims);
    }

    private void killDuringImport(String tenant, Set<String> victims, SplittableRandom random) throws IOException {
        int killAt = 1 + random.nextInt(EVENTS * 3 / 5);
        CompletableFuture<Integer> importing = CompletableFuture.supplyAsync(() -> importUntilAnswered(tenant));
        await("import under way")
                .atMost(RECOVERY_WAIT_MAX)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> importing.isDone() || stored(tenant) >= killAt);
        killsDuringImport += importing.isDone() ? 0 : 1;
        killAndAwait(victims);
        assertThat(importing.join()).isBetween(1, ATTEMPTS_MAX);
    }

    private void killAndAwait(Set<String> victims) throws IOException {
        Map<String, Long> before = new HashMap<>();
        for (String victim : victims) {
            before.put(victim, system.server(victim).pid());
            system.kill(victim);
        }
        await(victims + " are back")
                .atMost(RECOVERY_WAIT_MAX)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> {
                    for (Map.Entry<String, Long> victim : before.entrySet()) {
                        if (system.server(victim.getKey()).pid() == victim.getValue()) {
                            return false;
                        }
                    }
                    return system.healthy();
                });
    }

    /** As a client does: the same file again after every failure. */
    private int importUntilAnswered(String tenant) {
        for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
            try {
                HttpResponse<String> answer = system.importEvents(tenant, file);
                if (answer.statusCode() == 200
                        && RunningSystem.json(answer.body()).path("rejected").asInt(-1) == 0) {
                    return attempt;
                }
            } catch (IOException e) {
                // The service was killed under the request; the next attempt tells.
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
            await("services").atMost(RECOVERY_WAIT_MAX).until(system::healthy);
        }
        throw new IllegalStateException("no import was answered: attempts=" + ATTEMPTS_MAX);
    }

    private static void assertEveryEventOnce(Connection store, String tenant) throws SQLException {
        try (PreparedStatement statement = store.prepareStatement("""
                select count(*), count(distinct source_event_id) from event where tenant_id = ? and source = ?""")) {
            statement.setString(1, tenant);
            statement.setString(2, GeneratedHistory.SOURCE);
            try (ResultSet row = statement.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getLong(1)).as(tenant).isEqualTo(EVENTS);
                assertThat(row.getLong(2)).as(tenant).isEqualTo(EVENTS);
            }
        }
    }

    private long stored(String tenant) throws SQLException {
        try (Connection connection = system.store();
                PreparedStatement statement =
                        connection.prepareStatement("select count(*) from event where tenant_id = ?")) {
            statement.setString(1, tenant);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
