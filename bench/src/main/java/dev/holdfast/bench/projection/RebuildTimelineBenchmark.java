package dev.holdfast.bench.projection;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.bench.harness.BenchDatabase;
import dev.holdfast.bench.harness.Benchmark;
import dev.holdfast.bench.harness.Comparison;
import dev.holdfast.bench.harness.Rival;
import dev.holdfast.bench.harness.Rounds;
import dev.holdfast.bench.workload.ReadTables;
import dev.holdfast.bench.workload.RecordedLives;
import dev.holdfast.query.rebuild.RebuildOptions;
import io.agroal.api.AgroalDataSource;
import java.util.List;

/** Decides whether new parameters are worth a reader of packed timelines beside the reader of events. */
public final class RebuildTimelineBenchmark implements Benchmark {
    private static final double GOAL = 300;

    @Override
    public String name() {
        return "rebuild-timeline";
    }

    @Override
    public String purpose() {
        return "every state and checkpoint again from packed timelines, against Axon's processor over the events";
    }

    @Override
    public List<Comparison> run(Rounds rounds) throws Exception {
        long events = rounds.quick() ? RebuildBenchmark.EVENTS_QUICK : RebuildBenchmark.EVENTS_FULL;
        try (BenchDatabase database = BenchDatabase.start();
                HikariDataSource pool = database.pool(1);
                AgroalDataSource reads = BenchDatabase.agroal(database.readUrl(), 16);
                AgroalDataSource store = BenchDatabase.agroal(database.storeUrl(), 16);
                AxonProcessor axon = new AxonProcessor(database)) {
            rounds.note("%s: filling with %,d events of %d athletes", name(), events, RebuildBenchmark.ATHLETES);
            ReadTables.fill(
                    database.storeUrl(), database.readUrl(), new RecordedLives(RebuildBenchmark.ATHLETES), events);
            return rounds.compare(
                    name(),
                    () -> RebuildBenchmark.rebuilt(rounds, pool, store, reads, RebuildOptions.Source.TIMELINE, events),
                    List.of(new Rival(
                            "Axon processor, tuned",
                            GOAL,
                            () -> axon.replay(AxonProcessor.Setting.TUNED, RebuildBenchmark.EVENTS_TUNED))),
                    RebuildBenchmark.WARM_UPS);
        }
    }
}
