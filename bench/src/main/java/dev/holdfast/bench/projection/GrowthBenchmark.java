package dev.holdfast.bench.projection;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.bench.harness.BenchDatabase;
import dev.holdfast.bench.harness.Benchmark;
import dev.holdfast.bench.harness.Comparison;
import dev.holdfast.bench.harness.Rival;
import dev.holdfast.bench.harness.Rounds;
import dev.holdfast.bench.harness.Score;
import dev.holdfast.bench.workload.ReadTables;
import dev.holdfast.bench.workload.RecordedLives;
import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.kit.kafka.TrainingEventsTopic;
import dev.holdfast.query.projection.PartitionProjector;
import dev.holdfast.query.rebuild.RebuildOptions;
import dev.holdfast.query.servingmodel.ServingModel;
import dev.holdfast.wire.TrainingEventHeaders;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decides whether stores may grow: an event must cost the same in a large one as in a small one. */
public final class GrowthBenchmark implements Benchmark {
    private static final long SMALL = 100_000;
    private static final long MEDIUM = 1_000_000;
    private static final long LARGE = 10_000_000;

    /** Years of training; larger stores have more athletes, not longer lives. */
    private static final int EVENTS_EACH = 500;

    /** Live work is for the same number of athletes in each store, so that batches are alike. */
    private static final int LIVE_ATHLETES = (int) (SMALL / EVENTS_EACH);

    private static final int LIVE_EVENTS = 20_000;
    private static final int BATCH_EVENTS = 4_000;

    /** Flat within a fifth. */
    private static final double GOAL = 1 / 1.2;

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String purpose() {
        return "rebuild and live work a second in a store of 1 (10 without --quick) million events, against 0.1 million";
    }

    @Override
    public List<Comparison> run(Rounds rounds) throws Exception {
        List<Size> sizes = new ArrayList<>();
        try {
            for (long events : rounds.quick() ? new long[] {SMALL, MEDIUM} : new long[] {SMALL, MEDIUM, LARGE}) {
                rounds.note("%s: filling with %,d events", name(), events);
                sizes.add(Size.filled(events));
            }
            Size small = sizes.getFirst();
            List<Comparison> comparisons = new ArrayList<>();
            for (Size size : sizes.subList(1, sizes.size())) {
                comparisons.addAll(rounds.compare(
                        name(),
                        size::rebuilt,
                        List.of(new Rival("rebuild, " + millions(size) + ": 0.1 million", GOAL, small::rebuilt))));
                comparisons.addAll(rounds.compare(
                        name(),
                        size::live,
                        List.of(new Rival("live, " + millions(size) + ": 0.1 million", GOAL, small::live))));
            }
            return comparisons;
        } finally {
            for (Size size : sizes) {
                size.close();
            }
        }
    }

    private static String millions(Size size) {
        return String.format(Locale.ROOT, "%d million against", size.events / MEDIUM);
    }

    /** One store with its read tables. */
    private static final class Size implements AutoCloseable {
        private final long events;
        private final RecordedLives lives;
        private final BenchDatabase database;
        private final HikariDataSource pool;
        private final AgroalDataSource reads;
        private final AgroalDataSource store;
        private final PartitionProjector projector;
        private long liveTurn = EVENTS_EACH;

        private Size(long events, RecordedLives lives, BenchDatabase database) throws SQLException {
            this.events = events;
            this.lives = lives;
            this.database = database;
            this.pool = database.pool(1);
            this.reads = BenchDatabase.agroal(database.readUrl(), 16);
            this.store = BenchDatabase.agroal(database.storeUrl(), 16);
            this.projector = new PartitionProjector(reads, new ServingModel(reads, ExerciseCatalogue.standard()));
            projector.progress(Set.of(0));
        }

        static Size filled(long events) throws SQLException, IOException {
            RecordedLives lives = new RecordedLives((int) (events / EVENTS_EACH));
            BenchDatabase database = BenchDatabase.start();
            ReadTables.fill(database.storeUrl(), database.readUrl(), lives, events);
            return new Size(events, lives, database);
        }

        /** Only what the store holds; what live work added is not in it and would not be found again. */
        Score rebuilt() throws Exception {
            BenchDatabase.settle(pool);
            long start = System.nanoTime();
            ReadTables.rebuild(store, reads, RebuildOptions.Source.EVENTS, events);
            return Score.rate(events, System.nanoTime() - start, Score.Unit.EVENTS_PER_SECOND);
        }

        Score live() throws SQLException {
            List<ConsumerRecord<byte[], byte[]>> records = nextRecords();
            BenchDatabase.settle(pool);
            int folded = 0;
            long start = System.nanoTime();
            for (int from = 0; from < records.size(); from += BATCH_EVENTS) {
                folded += projector
                        .project(0, records.subList(from, from + BATCH_EVENTS))
                        .folded();
            }
            long nanos = System.nanoTime() - start;
            if (folded != LIVE_EVENTS) {
                throw new IllegalStateException("not every event was folded: " + folded);
            }
            return Score.rate(LIVE_EVENTS, nanos, Score.Unit.EVENTS_PER_SECOND);
        }

        /** The next events of the first athletes, as they come out of Kafka. */
        private List<ConsumerRecord<byte[], byte[]>> nextRecords() {
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(LIVE_EVENTS);
            long previous = 0;
            for (long until = liveTurn + LIVE_EVENTS / LIVE_ATHLETES; liveTurn < until; liveTurn++) {
                for (int athlete = 0; athlete < LIVE_ATHLETES; athlete++) {
                    long position = liveTurn * lives.athletes() + athlete + 1;
                    ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                            TrainingEventsTopic.NAME, 0, position, new byte[0], lives.payload(position));
                    TrainingEventHeaders.of(lives.event(position), previous)
                            .forEach((name, value) ->
                                    record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
                    previous = position;
                    records.add(record);
                }
            }
            return records;
        }

        @Override
        public void close() {
            reads.close();
            store.close();
            pool.close();
            database.close();
        }
    }
}
