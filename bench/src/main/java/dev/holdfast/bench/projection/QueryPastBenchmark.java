package dev.holdfast.bench.projection;

import dev.holdfast.bench.harness.BenchDatabase;
import dev.holdfast.bench.harness.Benchmark;
import dev.holdfast.bench.harness.Comparison;
import dev.holdfast.bench.harness.Contender;
import dev.holdfast.bench.harness.Rival;
import dev.holdfast.bench.harness.Rounds;
import dev.holdfast.bench.harness.Score;
import dev.holdfast.bench.workload.GeneratedSessions;
import dev.holdfast.bench.workload.ReadTables;
import dev.holdfast.bench.workload.RecordedLives;
import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.event.AthleteId;
import dev.holdfast.query.athlete.AthleteReads;
import dev.holdfast.query.servingmodel.ServingModel;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Decides whether checkpoints are dense enough: a past state may cost no more than two rows. */
public final class QueryPastBenchmark implements Benchmark {
    private static final int ATHLETES = 500;
    private static final long EVENTS_QUICK = 150_000;
    private static final long EVENTS_FULL = 1_000_000;
    private static final int CONNECTIONS = 4;

    /** Half the median is a median of at most twice the time. */
    private static final double GOAL = 0.5;

    private static final int CALLS_MAX = 1 << 20;
    private static final String SELECT = """
            select position, last_micros, last_session_micros, sessions, state, digest
            from serving.athlete where tenant_id = ? and athlete_id = ?""";

    @Override
    public String name() {
        return "query-past";
    }

    @Override
    public String purpose() {
        return "an athlete's state at a random past instant, median time, against one row by its primary key";
    }

    @Override
    public List<Comparison> run(Rounds rounds) throws Exception {
        long events = rounds.quick() ? EVENTS_QUICK : EVENTS_FULL;
        try (BenchDatabase database = BenchDatabase.start();
                AgroalDataSource pool = BenchDatabase.agroal(database.readUrl(), CONNECTIONS)) {
            RecordedLives lives = new RecordedLives(ATHLETES);
            rounds.note("%s: filling with %,d events of %d athletes", name(), events, ATHLETES);
            ReadTables.fill(database.storeUrl(), database.readUrl(), lives, events);
            AthleteReads reads = new AthleteReads(pool, new ServingModel(pool, ExerciseCatalogue.standard()));
            Instant first = lives.occurredAt(1).toInstant();
            long lifeSeconds = Duration.between(first, lives.occurredAt(events).toInstant())
                    .toSeconds();
            SplittableRandom random = new SplittableRandom(6);
            Contender ours = () -> median(rounds, () -> {
                AthleteId athlete = new AthleteId(lives.athlete(1 + random.nextInt(ATHLETES)));
                Instant at = first.plusSeconds(random.nextLong(lifeSeconds));
                if (reads.at(GeneratedSessions.TENANT, athlete, at).known().position() == 0) {
                    throw new IllegalStateException("no state: athlete=" + athlete);
                }
            });
            Contender select = () -> median(rounds, () -> row(pool, lives.athlete(1 + random.nextInt(ATHLETES))));
            return rounds.compare(name(), ours, List.of(new Rival("SELECT of one row", GOAL, select)));
        }
    }

    private interface Call {
        void make() throws Exception;
    }

    private static Score median(Rounds rounds, Call call) throws Exception {
        long[] nanos = new long[CALLS_MAX];
        int calls = 0;
        long end = System.nanoTime() + rounds.window().toNanos();
        long before = System.nanoTime();
        while (before < end && calls < CALLS_MAX) {
            call.make();
            long after = System.nanoTime();
            nanos[calls++] = after - before;
            before = after;
        }
        Arrays.sort(nanos, 0, calls);
        return new Score(nanos[calls / 2] / 1_000.0, Score.Unit.MICROSECONDS);
    }

    private static void row(AgroalDataSource pool, String athlete) throws Exception {
        try (Connection connection = pool.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, GeneratedSessions.TENANT.value());
            select.setString(2, athlete);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("no row: athlete=" + athlete);
                }
                for (int column = 1; column <= 6; column++) {
                    row.getObject(column);
                }
            }
        }
    }
}
