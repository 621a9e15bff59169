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
import dev.holdfast.bench.workload.ReadTables;
import dev.holdfast.bench.workload.RecordedLives;
import dev.holdfast.bench.workload.StoreFill;
import dev.holdfast.query.rebuild.RebuildOptions;
import dev.holdfast.query.rebuild.RebuildReport;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.postgresql.PGConnection;

/** Decides whether projections need a reader of their own beside the framework's processor. */
public final class RebuildBenchmark implements Benchmark {
    static final int ATHLETES = 500;
    static final long EVENTS_QUICK = 1_000_000;
    static final long EVENTS_FULL = 3_000_000;

    /** Slow ones replay the first events only; all are compared by events a second. */
    static final long EVENTS_TUNED = 200_000;

    /** Of each side; with fewer, the framework is still being compiled in the last round. */
    static final int WARM_UPS = 4;

    private static final long EVENTS_DEFAULTS = 2_000;
    private static final long EVENTS_JSON = 50_000;

    private static final double GOAL_TUNED = 25;
    private static final double GOAL_DEFAULTS = 500;
    private static final double GOAL_JSON = 10;
    private static final double GOAL_COPY = 0.5;

    @Override
    public String name() {
        return "rebuild";
    }

    @Override
    public String purpose() {
        return "every state and checkpoint again from the events; against Axon's processor, a JSON cursor and bare COPY";
    }

    @Override
    public List<Comparison> run(Rounds rounds) throws Exception {
        long events = rounds.quick() ? EVENTS_QUICK : EVENTS_FULL;
        try (BenchDatabase database = BenchDatabase.start();
                HikariDataSource pool = database.pool(4);
                AgroalDataSource reads = BenchDatabase.agroal(database.readUrl(), 16);
                AgroalDataSource store = BenchDatabase.agroal(database.storeUrl(), 16);
                AxonProcessor axon = new AxonProcessor(database)) {
            Migrations.READ.apply(database.readUrl());
            RecordedLives lives = new RecordedLives(ATHLETES);
            rounds.note("%s: filling the store with %,d events of %d athletes", name(), events, ATHLETES);
            StoreFill.events(pool, lives, 0, events);
            StoreFill.jsonEvents(pool, lives, EVENTS_JSON);
            BenchDatabase.settle(pool);
            JsonCursor json = new JsonCursor(pool);
            Contender ours = () -> rebuilt(rounds, pool, store, reads, RebuildOptions.Source.EVENTS, events);
            return rounds.compare(
                    name(),
                    ours,
                    List.of(
                            new Rival(
                                    "Axon processor, tuned",
                                    GOAL_TUNED,
                                    () -> axon.replay(AxonProcessor.Setting.TUNED, EVENTS_TUNED)),
                            new Rival(
                                    "Axon processor, defaults",
                                    GOAL_DEFAULTS,
                                    () -> axon.replay(AxonProcessor.Setting.DEFAULTS, EVENTS_DEFAULTS)),
                            new Rival("cursor and JSON, one thread", GOAL_JSON, json::replay),
                            new Rival("COPY BINARY to nowhere", GOAL_COPY, () -> copy(pool, events))),
                    WARM_UPS);
        }
    }

    static Score rebuilt(
            Rounds rounds,
            HikariDataSource pool,
            AgroalDataSource store,
            AgroalDataSource reads,
            RebuildOptions.Source source,
            long events)
            throws Exception {
        BenchDatabase.settle(pool);
        long start = System.nanoTime();
        RebuildReport report = ReadTables.rebuild(store, reads, source, events);
        long nanos = System.nanoTime() - start;
        if (report.athletes() != ATHLETES) {
            throw new IllegalStateException("not everything was rebuilt: " + report);
        }
        rounds.note(
                "rebuild from %s: read in %.2f s, folded and copied in %.2f s, keys in %.2f s, switched in %.2f s",
                source.name().toLowerCase(Locale.ROOT),
                report.readSeconds(),
                report.foldSeconds(),
                report.indexSeconds(),
                report.switchSeconds());
        return Score.rate(report.events(), nanos, Score.Unit.EVENTS_PER_SECOND);
    }

    private static Score copy(HikariDataSource pool, long events) throws SQLException, IOException {
        try (Connection connection = pool.getConnection()) {
            long start = System.nanoTime();
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(
                            "copy (select position, event_id, tenant_id, athlete_id, schema_version, occurred_at,"
                                    + " recorded_at, source, source_event_id, payload from event"
                                    + " where position > 0 and position <= " + events
                                    + " and tenant_id is not null order by tenant_id, athlete_id, position)"
                                    + " to stdout (format binary)",
                            OutputStream.nullOutputStream());
            return Score.rate(events, System.nanoTime() - start, Score.Unit.EVENTS_PER_SECOND);
        }
    }
}
