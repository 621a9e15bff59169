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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code kill -9} of each server during an import of 100,000 events. The same file is imported undisturbed first, as a
 * tenant of its own, and every other tenant's states must equal that one's.
 */
@TestInstance(Lifecycle.PER_CLASS)
class FaultIT {
    private static final int ATHLETES = 200;
    private static final int EVENTS_EACH = 500;
    private static final int EVENTS = ATHLETES * EVENTS_EACH;
    private static final long SEED = 7;
    private static final String UNDISTURBED = "undisturbed";
    private static final String WITNESS = "witness";

    /** Far enough in for much to be stored, early enough for much to be missing. */
    private static final int KILL_AFTER_EVENTS = 20_000;

    private static final int ATTEMPTS_MAX = 10;
    private static final Duration RECOVERY_WAIT_MAX = Duration.ofSeconds(60);
    private static final Duration PROJECTION_WAIT_MAX = Duration.ofSeconds(120);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private RunningSystem system;

    @SuppressWarnings("NullAway.Init")
    private Path file;

    @SuppressWarnings("NullAway.Init")
    private Map<String, List<String>> expected;

    @BeforeAll
    void importUndisturbed() throws IOException, InterruptedException, SQLException {
        file = GeneratedHistory.write(folder.resolve("events.ndjson"), ATHLETES, EVENTS_EACH, SEED);
        system = RunningSystem.start(folder.resolve("data"), RunningSystem.freePorts());
        HttpResponse<String> answer = system.importEvents(UNDISTURBED, file);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(RunningSystem.json(answer.body()).path("accepted").asInt()).isPositive();
        assertThat(RunningSystem.json(answer.body()).path("rejected").asInt()).isZero();
        system.awaitProjection(UNDISTURBED, PROJECTION_WAIT_MAX);
        expected = states(UNDISTURBED);
        assertThat(expected).hasSize(ATHLETES);
    }

    @AfterAll
    void stop() {
        system.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {RunningSystem.COMMAND, RunningSystem.QUERY, RunningSystem.KAFKA, RunningSystem.POSTGRES})
    void killDuringImport_losesNothingAndChangesNothing(String victim)
            throws IOException, InterruptedException, SQLException {
        long pidBefore = system.server(victim).pid();
        CompletableFuture<Integer> importing = CompletableFuture.supplyAsync(() -> importUntilAnswered(victim));
        Witness witness = new Witness(system, victim + "-alone");
        witness.start();

        await("import under way")
                .atMost(RECOVERY_WAIT_MAX)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> stored(victim) >= KILL_AFTER_EVENTS || importing.isDone());
        assertThat(importing).as("the kill must come during the import").isNotDone();
        system.kill(victim);

        int attempts = importing.join();
        await(victim + " is back")
                .atMost(RECOVERY_WAIT_MAX)
                .until(() -> system.server(victim).pid() != pidBefore && system.healthy());
        List<String> acknowledged = witness.finish();
        system.awaitProjection(victim, PROJECTION_WAIT_MAX);

        assertThat(attempts).isBetween(1, ATTEMPTS_MAX);
        assertEveryEventOnce(victim);
        assertThat(acknowledged).isNotEmpty();
        assertThat(keys(victim + "-alone", WITNESS)).doesNotHaveDuplicates().containsAll(acknowledged);
        assertThat(states(victim)).isEqualTo(expected);
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

    private void assertEveryEventOnce(String tenant) throws SQLException {
        assertThat(keys(tenant, GeneratedHistory.SOURCE)).hasSize(EVENTS).doesNotHaveDuplicates();
        try (Connection connection = system.store();
                PreparedStatement statement =
                        connection.prepareStatement("select count(*), min(position), max(position) from event");
                ResultSet row = statement.executeQuery()) {
            assertThat(row.next()).isTrue();
            assertThat(row.getLong(2)).isEqualTo(1);
            assertThat(row.getLong(3)).as("positions have no gap").isEqualTo(row.getLong(1));
        }
    }

    private List<String> keys(String tenant, String source) throws SQLException {
        List<String> keys = new ArrayList<>();
        try (Connection connection = system.store();
                PreparedStatement statement = connection.prepareStatement(
                        "select source_event_id from event where tenant_id = ? and source = ?")) {
            statement.setString(1, tenant);
            statement.setString(2, source);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    keys.add(row.getString(1));
                }
            }
        }
        return keys;
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

    /**
     * The bytes of every athlete's newest state and of every checkpoint, by athlete. Positions lie beside these bytes and
     * digests cover them: another tenant's same events have other positions, so the bytes are what must be equal.
     */
    private Map<String, List<String>> states(String tenant) throws SQLException {
        Map<String, List<String>> states = new TreeMap<>();
        try (Connection connection = system.read();
                PreparedStatement statement = connection.prepareStatement("""
                        select athlete_id, 'newest ' || last_micros || ' ' || encode(state, 'hex') as bytes
                        from serving.athlete where tenant_id = ?
                        union all
                        select athlete_id,
                               kind || ' ' || effective_micros || ' ' || inferred || ' ' || encode(state, 'hex')
                        from serving.checkpoint where tenant_id = ?
                        order by 1, 2
                        """)) {
            statement.setString(1, tenant);
            statement.setString(2, tenant);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    states.computeIfAbsent(row.getString(1), id -> new ArrayList<>())
                            .add(row.getString(2));
                }
            }
        }
        return states;
    }
}
