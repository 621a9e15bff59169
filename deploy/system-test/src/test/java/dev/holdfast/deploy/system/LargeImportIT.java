package dev.holdfast.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** However long an import is, it is never held in memory. */
@TestInstance(Lifecycle.PER_CLASS)
class LargeImportIT {
    private static final boolean LONG = Boolean.getBoolean("holdfast.long");
    private static final int EVENTS = Integer.getInteger("holdfast.import.events", LONG ? 10_000_000 : 100_000);
    private static final int EVENTS_EACH = 500;
    private static final Duration WAIT_MAX = Duration.ofHours(2);
    private static final long HEAP_MAX_BYTES = 512L << 20;
    private static final String TENANT = "large";
    private static final long SEED = 20_260_105L;

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
    void anImport_isStoredWhole_inASmallHeap() throws Exception {
        AtomicLong heapPeak = new AtomicLong();
        long start = System.nanoTime();
        JsonNode report;
        try (ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor()) {
            watch.scheduleWithFixedDelay(
                    () -> heapPeak.accumulateAndGet(heapBytes("jvm_memory_used_bytes"), Math::max),
                    0,
                    200,
                    TimeUnit.MILLISECONDS);
            HttpResponse<String> answer = system.importEvents(
                    TENANT,
                    HttpRequest.BodyPublishers.ofByteArrays(
                            GeneratedHistory.lives(EVENTS / EVENTS_EACH, EVENTS_EACH, SEED)),
                    WAIT_MAX);
            watch.shutdownNow();
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            report = new ObjectMapper().readTree(answer.body());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long heapMax = heapBytes("jvm_memory_max_bytes");
        System.out.printf(
                "import of %,d sessions: %.1f s; heap used at most %d MB of %d MB%n",
                EVENTS, seconds, heapPeak.get() >> 20, heapMax >> 20);
        assertThat(heapMax).isBetween(1L, HEAP_MAX_BYTES);
        assertThat(report.path("sessions").asLong()).as(report.toString()).isEqualTo(EVENTS);
        assertThat(report.path("rejected").asLong()).as(report.toString()).isZero();
        assertPositionsAreContiguous(report.path("events").asLong());
    }

    private void assertPositionsAreContiguous(long events) throws SQLException {
        try (Connection store = system.store();
                Statement statement = store.createStatement();
                ResultSet row = statement.executeQuery("select count(*), min(position), max(position) from event")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getLong(1)).isEqualTo(events);
            assertThat(row.getLong(3) - row.getLong(2) + 1).isEqualTo(events);
        }
    }

    /** The sum over command-service's heap spaces of what its metric tells; spaces without a maximum tell -1. */
    private long heapBytes(String metric) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(system.commandUrl() + "/q/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(metric + "{area=\"heap\""))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .filter(bytes -> bytes > 0)
                    .sum();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
