package dev.holdfast.bench.projection;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.bench.harness.BenchDatabase;
import dev.holdfast.bench.harness.Benchmark;
import dev.holdfast.bench.harness.Comparison;
import dev.holdfast.bench.harness.Contender;
import dev.holdfast.bench.harness.Migrations;
import dev.holdfast.bench.harness.Rival;
import dev.holdfast.bench.harness.Rounds;
import dev.holdfast.bench.harness.Score;
import dev.holdfast.bench.workload.RecordedLives;
import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.query.projection.PartitionProjector;
import dev.holdfast.query.projection.Projection;
import dev.holdfast.query.projection.ProjectionStatus;
import dev.holdfast.query.servingmodel.ServingModel;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Decides what the model costs between Kafka and a committed state: the rows are to be written in any case. */
public final class LiveBenchmark implements Benchmark {
    private static final int ATHLETES = 500;
    private static final long EVENTS_QUICK = 600_000;
    private static final long EVENTS_FULL = 1_000_000;

    /** As in query-service. */
    private static final int WORKERS = 4;

    /** Of each side; with fewer, the fold is still being compiled in the first round. */
    private static final int WARM_UPS = 4;

    /** Counts what is committed. */
    private static final String FOLDED = "holdfast.projection.events";

    private static final double GOAL = 0.7;
    private static final Duration WAIT_MAX = Duration.ofMinutes(3);

    /** Both sides count what they have committed in memory, where looking costs neither of them anything. */
    private static final long LOOK_NANOS = 2_000_000;

    @Override
    public String name() {
        return "live";
    }

    @Override
    public String purpose() {
        return "from Kafka to committed states, against a consumer that writes the same rows ready-made";
    }

    @Override
    public List<Comparison> run(Rounds rounds) throws Exception {
        long events = rounds.quick() ? EVENTS_QUICK : EVENTS_FULL;
        try (BenchDatabase database = BenchDatabase.start();
                Broker broker = Broker.start();
                HikariDataSource pool = BenchDatabase.pool(database.readUrl(), 2);
                AgroalDataSource reads = BenchDatabase.agroal(database.readUrl(), 16)) {
            Migrations.READ.apply(database.readUrl());
            rounds.note("%s: publishing %,d events of %d athletes", name(), events, ATHLETES);
            broker.publish(new RecordedLives(ATHLETES), events);
            PartitionProjector projector =
                    new PartitionProjector(reads, new ServingModel(reads, ExerciseCatalogue.standard()));
            Contender ours = () -> {
                BenchDatabase.execute(
                        pool,
                        "truncate serving.athlete, serving.timeline_chunk, serving.checkpoint, serving.progress,"
                                + " stream.change",
                        "checkpoint");
                SimpleMeterRegistry metrics = new SimpleMeterRegistry();
                Projection projection = new Projection(
                        projector, new ProjectionStatus(metrics), broker.bootstrapServers(), WORKERS, true);
                Counter folded = metrics.get(FOLDED).counter();
                projection.start();
                try {
                    Score score = watched(() -> (long) folded.count(), events);
                    requireStored(pool, events);
                    return score;
                } finally {
                    projection.stop();
                }
            };
            ours.run();
            BareConsumer bare = new BareConsumer(database.readUrl());
            try {
                return rounds.compare(
                        name(),
                        ours,
                        List.of(new Rival(
                                "consumer writing ready-made rows", GOAL, () -> bareRun(bare, pool, broker, events))),
                        WARM_UPS);
            } finally {
                bare.close();
            }
        }
    }

    private static Score bareRun(BareConsumer bare, HikariDataSource pool, Broker broker, long events)
            throws Exception {
        bare.empty();
        BenchDatabase.settle(pool);
        AtomicLong committed = new AtomicLong();
        String group = "bare-" + UUID.randomUUID();
        List<Thread> members = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            members.add(Thread.ofPlatform()
                    .name("bare-" + i)
                    .start(bare.new Member(broker.bootstrapServers(), group, committed, events)));
        }
        Score score = watched(committed::get, events);
        for (Thread member : members) {
            member.join(WAIT_MAX);
        }
        return score;
    }

    /** From the first committed batch that is seen to the last: joining a group is no part of it. */
    private static Score watched(LongSupplier committed, long events) {
        long firstNanos = 0;
        long first = 0;
        long until = System.nanoTime() + WAIT_MAX.toNanos();
        while (System.nanoTime() < until) {
            long now = committed.getAsLong();
            long nanos = System.nanoTime();
            if (first == 0 && now > 0) {
                first = now;
                firstNanos = nanos;
            }
            if (now >= events) {
                return Score.rate(now - first, nanos - firstNanos, Score.Unit.EVENTS_PER_SECOND);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        throw new IllegalStateException("only %d of %d events were committed".formatted(committed.getAsLong(), events));
    }

    private static void requireStored(HikariDataSource pool, long events) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select coalesce(sum(events), 0)::bigint from serving.progress");
                ResultSet row = select.executeQuery()) {
            row.next();
            if (row.getLong(1) != events) {
                throw new IllegalStateException(
                        "%d of %d events are in the database".formatted(row.getLong(1), events));
            }
        }
    }
}
