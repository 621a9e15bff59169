package dev.holdfast.bench.read;

import static java.time.temporal.ChronoUnit.SECONDS;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.bench.harness.BenchDatabase;
import dev.holdfast.bench.harness.Benchmark;
import dev.holdfast.bench.harness.Callers;
import dev.holdfast.bench.harness.Comparison;
import dev.holdfast.bench.harness.HttpConnection;
import dev.holdfast.bench.harness.Rival;
import dev.holdfast.bench.harness.Rounds;
import dev.holdfast.bench.harness.Score;
import dev.holdfast.bench.harness.ServiceProcess;
import dev.holdfast.bench.workload.GeneratedSessions;
import dev.holdfast.bench.workload.ReadTables;
import dev.holdfast.bench.workload.RecordedLives;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Decides whether the model and a full answer may cost more than the row they come from. */
public final class HttpReadBenchmark implements Benchmark {
    /** As many as one question may name. */
    private static final int ATHLETES = 1_000;

    private static final long EVENTS = 100_000;

    /** Every athlete's newest event lies that far back, so that there is something to return to. */
    private static final Duration PAUSED = Duration.ofDays(21);

    /** As many as the pool of either side has connections. */
    private static final int CONNECTIONS = 16;

    /** After three the compiler still takes every thirtieth of the processor's seconds. */
    private static final int WARM_UPS_MIN = 5;

    private static final int WARM_UPS_MAX = 20;
    /** Both sides get the same. */
    private static final String HEAP = "-Xmx512m";

    private static final int LATENCIES_MAX = 1 << 20;

    private static final double GOAL_RATE = 0.7;
    /** At most 1.5 times the time. */
    private static final double GOAL_P99 = 1 / 1.5;

    private static final double GOAL_BATCH = 20;

    @Override
    public String name() {
        return "http-read";
    }

    @Override
    public String purpose() {
        return "an athlete's state over HTTP, 16 connections, against a bare Quarkus endpoint that answers with one row;"
                + " and states of 1,000 athletes in one question";
    }

    @Override
    public List<Comparison> run(Rounds rounds) throws Exception {
        try (BenchDatabase database = BenchDatabase.start()) {
            RecordedLives lives = RecordedLives.endingAt(
                    OffsetDateTime.now(ZoneOffset.UTC).minus(PAUSED).truncatedTo(SECONDS), ATHLETES, EVENTS);
            rounds.note("%s: filling with %,d events of %d athletes", name(), EVENTS, ATHLETES);
            ReadTables.fill(database.storeUrl(), database.readUrl(), lives, EVENTS);
            try (ServiceProcess service = ServiceProcess.start("query-service", database, HEAP);
                    ServiceProcess peer = ServiceProcess.start("bench/http-peer", database, HEAP);
                    Side ours = new Side(service, lives, "/state");
                    Side theirs = new Side(peer, lives, "/row")) {
                byte[] question = question(lives);
                warmUp(rounds, database, ours, theirs, question);
                List<Comparison> comparisons = new ArrayList<>();
                comparisons.addAll(rounds.compare(
                        name(),
                        () -> ours.rate(rounds.window()),
                        List.of(new Rival("bare Quarkus endpoint", GOAL_RATE, () -> theirs.rate(rounds.window())))));
                comparisons.addAll(rounds.compare(
                        name(),
                        () -> ours.p99(rounds.window()),
                        List.of(new Rival("bare Quarkus endpoint, p99", GOAL_P99, () -> theirs.p99(rounds.window())))));
                comparisons.addAll(rounds.compare(
                        name(),
                        () -> ours.batchRate(rounds.window(), question),
                        List.of(new Rival(
                                "our single reads, for each athlete of a batch",
                                GOAL_BATCH,
                                () -> ours.rate(rounds.window())))));
                return comparisons;
            }
        }
    }

    /** For every athlete at once. */
    private static byte[] question(RecordedLives lives) {
        return IntStream.rangeClosed(1, ATHLETES)
                .mapToObj(i -> "\"" + lives.athlete(i) + "\"")
                .collect(Collectors.joining(",", "{\"athleteIds\":[", "]}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Both sides are compiled, and the service has worked out its return windows, before anything counts. */
    private static void warmUp(Rounds rounds, BenchDatabase database, Side ours, Side theirs, byte[] question)
            throws Exception {
        long windows = -1;
        for (int i = 0; i < WARM_UPS_MAX; i++) {
            ours.batchRate(rounds.window(), question);
            ours.rate(rounds.window());
            theirs.rate(rounds.window());
            long now = windows(database);
            if (i >= WARM_UPS_MIN - 1 && now == windows) {
                return;
            }
            windows = now;
        }
        throw new IllegalStateException("query-service still works out return windows: so far=" + windows);
    }

    private static long windows(BenchDatabase database) throws SQLException {
        try (HikariDataSource pool = BenchDatabase.pool(database.readUrl(), 1);
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from gym.return_window")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** One service and the connections to it. */
    private static final class Side implements AutoCloseable {
        private final BlockingQueue<HttpConnection> connections = new ArrayBlockingQueue<>(CONNECTIONS);
        private final String[] paths = new String[ATHLETES];

        Side(ServiceProcess process, RecordedLives lives, String suffix) throws IOException {
            for (int i = 0; i < CONNECTIONS; i++) {
                connections.add(new HttpConnection(process.port(), GeneratedSessions.TENANT.value()));
            }
            for (int i = 0; i < ATHLETES; i++) {
                paths[i] = "/v1/athletes/" + lives.athlete(i + 1) + suffix;
            }
        }

        Score rate(Duration window) throws Exception {
            return Callers.rate(CONNECTIONS, window, Score.Unit.READS_PER_SECOND, this::read);
        }

        /** Athletes a second, {@link #ATHLETES} of them to a question. */
        Score batchRate(Duration window, byte[] question) throws Exception {
            Score batches = Callers.rate(CONNECTIONS, window, Score.Unit.READS_PER_SECOND, number -> {
                HttpConnection connection = connections.take();
                connection.post("/v1/states", question, 200);
                connections.add(connection);
            });
            return new Score(batches.value() * ATHLETES, batches.unit());
        }

        /** Of the same load as the rate: every connection asks again as soon as it is answered. */
        Score p99(Duration window) throws Exception {
            long[] nanos = new long[LATENCIES_MAX];
            AtomicInteger count = new AtomicInteger();
            Callers.rate(CONNECTIONS, window, Score.Unit.READS_PER_SECOND, number -> {
                long start = System.nanoTime();
                read(number);
                int place = count.getAndIncrement();
                if (place < LATENCIES_MAX) {
                    nanos[place] = System.nanoTime() - start;
                }
            });
            int all = Math.min(count.get(), LATENCIES_MAX);
            Arrays.sort(nanos, 0, all);
            return new Score(nanos[(int) (all * 0.99)] / 1_000.0, Score.Unit.MICROSECONDS);
        }

        private void read(long number) throws InterruptedException, IOException {
            HttpConnection connection = connections.take();
            connection.get(paths[(int) (number * 31 % ATHLETES)], 200);
            connections.add(connection);
        }

        @Override
        public void close() throws IOException {
            for (HttpConnection connection : connections) {
                connection.close();
            }
        }
    }
}
