package dev.holdfast.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads are answered and sessions become states while everything is built again. How long both take is printed beside
 * what they take when nothing else goes on, in turns; a read's time counts from when it was due, not from when its
 * reader came to it.
 */
@TestInstance(Lifecycle.PER_CLASS)
class RebuildReadsIT {
    private static final boolean LONG = Boolean.getBoolean("holdfast.long");
    private static final int EVENTS = Integer.getInteger("holdfast.rebuild.reads.events", LONG ? 1_000_000 : 100_000);
    private static final int ROUNDS = Integer.getInteger("holdfast.rebuild.reads.rounds", LONG ? 5 : 1);

    private static final int ATHLETES = 500;
    /** So many events of each athlete are generated at once. */
    private static final int EVENTS_EACH = 200;

    private static final int READERS = 4;
    private static final Duration EACH_READS_EVERY = Duration.ofMillis(20);
    /** Compiled code is what is compared. */
    private static final Duration WARM_UP = Duration.ofSeconds(LONG ? 60 : 10);

    private static final Duration IDLE = Duration.ofSeconds(LONG ? 15 : 5);
    private static final Duration WAIT_MAX = Duration.ofMinutes(5);
    private static final Duration SEEN_WAIT_MAX = Duration.ofSeconds(30);
    private static final String LIVE = "live";
    private static final long SEED = 20_260_104L;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private RunningSystem system;

    private final List<String> tenants = new ArrayList<>();
    private int sent;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        system = RunningSystem.start(folder.resolve("data"), RunningSystem.freePorts());
        for (int i = 0; i < Math.ceilDiv(EVENTS, ATHLETES * EVENTS_EACH); i++) {
            Path file = GeneratedHistory.write(folder.resolve("events.ndjson"), ATHLETES, EVENTS_EACH, SEED + i);
            tenants.add("rebuilt-" + i);
            HttpResponse<String> answer = system.importEvents(tenants.getLast(), file);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
        system.awaitProjection(LIVE, WAIT_MAX);
    }

    @AfterAll
    void stop() {
        system.close();
    }

    @Test
    void readsAndLiveEvents_duringARebuild_goOn() throws Exception {
        measured(() -> {
            TimeUnit.NANOSECONDS.sleep(WARM_UP.toNanos());
            return "warmed up";
        });
        for (int round = 1; round <= ROUNDS; round++) {
            Times idle = measured(() -> {
                TimeUnit.NANOSECONDS.sleep(IDLE.toNanos());
                return "idle";
            });
            Times busy = measured(() -> {
                system.rebuild(LIVE, WAIT_MAX);
                JsonNode done = system.query(LIVE, "/v1/rebuilds");
                return done.path("events").asText() + " events built again";
            });
            System.out.printf(
                    "round %d: idle: %s; %s in %.1f s: %s; p99 %.2f times%n",
                    round, idle, busy.what, busy.seconds, busy, busy.quantile(0.99) / idle.quantile(0.99));
            assertThat(busy.seen).as("sessions that became states meanwhile").isNotEmpty();
        }
    }

    /** What goes on beside {@code work}; any read that is not answered fails it. */
    private Times measured(Callable<String> work) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<Long> reads = Collections.synchronizedList(new ArrayList<>());
        List<Long> seen = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<?>> running = new ArrayList<>();
            long start = System.nanoTime();
            String what;
            try {
                for (int reader = 0; reader < READERS; reader++) {
                    int first = reader;
                    running.add(threads.submit(() -> read(first, start, over, reads)));
                }
                running.add(threads.submit(() -> live(over, seen)));
                what = work.call();
            } finally {
                over.set(true);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            for (Future<?> each : running) {
                each.get();
            }
            return new Times(what, seconds, reads, seen);
        }
    }

    private Void read(int reader, long start, AtomicBoolean over, List<Long> nanos) throws Exception {
        long due = start + reader * EACH_READS_EVERY.toNanos() / READERS;
        for (int i = reader; !over.get(); i += READERS, due += EACH_READS_EVERY.toNanos()) {
            long early = due - System.nanoTime();
            if (early > 0) {
                TimeUnit.NANOSECONDS.sleep(early);
            }
            String athlete = "athlete-%03d".formatted(i * 31 % ATHLETES);
            JsonNode state = system.query(tenants.get(i % tenants.size()), "/v1/athletes/" + athlete + "/state");
            assertThat(state.path("position").asLong()).isPositive();
            nanos.add(System.nanoTime() - due);
        }
        return null;
    }

    /** Session after session, each once the state has the one before. */
    private Void live(AtomicBoolean over, List<Long> nanos) throws Exception {
        while (!over.get()) {
            sent++;
            long start = System.nanoTime();
            HttpResponse<String> answer = system.post(LIVE, "/v1/athletes/a1/sessions", """
                    {"occurredAt": "%s", "sourceEventId": "live-%d",
                    "exercises": [{"name": "Squat (Barbell)", "sets": [{"loadKg": 100, "reps": 5}]}]}""".formatted(
                            Instant.parse("2024-01-01T18:00:00Z").plus(Duration.ofHours(sent)), sent));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            JsonNode events = RunningSystem.json(answer.body()).path("events");
            long position = events.path(events.size() - 1).path("position").asLong();
            while (System.nanoTime() - start < SEEN_WAIT_MAX.toNanos() && !isSeen(position)) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            assertThat(isSeen(position)).as("position %d is seen", position).isTrue();
            if (!over.get()) {
                nanos.add(System.nanoTime() - start);
            }
        }
        return null;
    }

    private boolean isSeen(long position) throws IOException, InterruptedException {
        for (JsonNode athlete : system.query(LIVE, "/v1/athletes").path("items")) {
            return athlete.path("position").asLong() >= position;
        }
        return false;
    }

    /** Of reads, and of sessions from being sent to being seen in a state. */
    private record Times(String what, double seconds, List<Long> reads, List<Long> seen) {
        double quantile(double part) {
            return millis(reads, part);
        }

        private static double millis(List<Long> nanos, double part) {
            List<Long> sorted = nanos.stream().sorted().toList();
            return sorted.isEmpty() ? Double.NaN : sorted.get((int) (sorted.size() * part)) / 1e6;
        }

        @Override
        public String toString() {
            return "%d reads p50 %.1f ms p99 %.1f ms, %d sessions seen after p50 %.0f ms p99 %.0f ms"
                    .formatted(
                            reads.size(),
                            quantile(0.5),
                            quantile(0.99),
                            seen.size(),
                            millis(seen, 0.5),
                            millis(seen, 0.99));
        }
    }
}
