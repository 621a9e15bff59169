package dev.holdfast.query.rebuild;

import dev.holdfast.checkpoint.ModelIdentity;
import dev.holdfast.kit.postgres.LeaderLock;
import dev.holdfast.kit.postgres.LeaderLock.Lead;
import dev.holdfast.kit.postgres.Transaction;
import dev.holdfast.query.readstore.ModelSql;
import dev.holdfast.query.readstore.ProgressSql;
import dev.holdfast.query.rebuild.RebuildOptions.Source;
import dev.holdfast.query.rebuild.RebuildProgress.Phase;
import dev.holdfast.query.rebuild.RebuildRuns.Done;
import dev.holdfast.query.rebuild.RebuildRuns.Run;
import dev.holdfast.timeline.AthleteFold;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import javax.sql.DataSource;

/**
 * Builds every row of the read side again in a schema beside the serving one, which goes on answering and folding, and
 * takes its place in one transaction. Followers get nothing before; then they get one change for each athlete whose
 * state differs.
 *
 * <p>For use as a library: give it both databases as plain PostgreSQL pools with one connection a worker and one more,
 * the read side's with the query-service's migrations applied, and call {@link #run} from one thread.
 * <pre>{@code
 * var engine = new RebuildEngine(store, reads, AthleteFold.standard(), RebuildOptions.of(RebuildOptions.Source.EVENTS));
 * RebuildReport report = engine.run(new RebuildProgress());
 * }</pre>
 *
 * <p>How: the source is read once with COPY BINARY, in slices, by all workers, and each row is put to the others of its
 * hash range of athletes. Each range is then folded by one worker and copied in with the mark that it is finished, in
 * one transaction. Keys follow when all rows are there. Events that came meanwhile are folded as in live work; the last
 * of them while live work waits. A rebuild that was interrupted goes on, the next time, with the ranges that are finished.
 */
public final class RebuildEngine {
    /** Only one rebuild at a time, over all instances; the number has no meaning. */
    private static final LeaderLock LOCK = new LeaderLock(7_240_861_137L);

    /** So few that a range fits in memory many times over, so many that a range is worth a transaction. */
    private static final long RANGE_EVENTS = 50_000;

    private static final int RANGES_MAX = 1_024;

    private final DataSource store;
    private final DataSource reads;
    private final AthleteFold fold;
    private final ModelIdentity model;
    private final RebuildOptions options;

    /** @param fold with the parameters of the new version */
    public RebuildEngine(DataSource store, DataSource reads, AthleteFold fold, RebuildOptions options) {
        this.store = store;
        this.reads = reads;
        this.fold = fold;
        this.model = ModelIdentity.of(fold);
        this.options = options;
    }

    /**
     * Rebuilds, and returns when the new version serves.
     *
     * @throws RebuildRunningException when another one runs
     * @throws CancellationException when {@code progress} was aborted; nothing is left of it
     */
    public RebuildReport run(RebuildProgress progress) throws SQLException, IOException, InterruptedException {
        try (Connection to = reads.getConnection();
                Lead lead = LOCK.tryTake(to)) {
            if (lead == null) {
                throw new RebuildRunningException("a rebuild runs already: wait for it, or abort it");
            }
            try (Transaction building = Transaction.begin(to)) {
                return build(building, progress);
            }
        }
    }

    private RebuildReport build(Transaction building, RebuildProgress progress)
            throws SQLException, IOException, InterruptedException {
        Connection to = building.connection();
        long began = System.nanoTime();
        // One snapshot for all that is read of the read side: timelines, and how far they are.
        RebuildSql.execute(to, "set transaction isolation level repeatable read");
        String snapshot = RebuildSql.texts(to, "select pg_export_snapshot()").getFirst();
        long head = options.source() == Source.EVENTS ? storeHead() : new ProgressSql(to).foldedUpTo();
        long total = options.source() == Source.EVENTS
                ? head
                : RebuildSql.number(to, "select coalesce(sum(entry_count), 0)::bigint from serving.timeline_chunk");
        long pages = RebuildSql.number(
                to, "select pg_relation_size('serving.timeline_chunk') / current_setting('block_size')::bigint");
        try (Connection records = reads.getConnection()) {
            RebuildRuns runs = new RebuildRuns(records);
            Run run = begin(records, runs, head, total);
            progress.total(options.source() == Source.EVENTS ? run.until() : total);
            try {
                Map<Integer, Done> finished = runs.finishedRanges(run);
                Done before = finished.values().stream().reduce(Done.NOTHING, Done::plus);
                progress.folded(before.events());
                progress.phase(Phase.READING);
                Ranges ranges = new Ranges(store, reads, fold, model, options, run, finished, snapshot, progress);
                double read;
                Done done;
                try (HashRanges rows = new HashRanges(run.rangeCount(), options.memoryBytesMax())) {
                    ranges.read(rows, options.source() == Source.EVENTS ? run.until() : pages);
                    building.commit();
                    read = seconds(began);
                    progress.phase(Phase.FOLDING);
                    done = before.plus(ranges.fold(rows));
                }
                double folded = seconds(began);
                progress.phase(Phase.INDEXING);
                BuiltTables.index(reads, options.workers());
                BuiltTables.analyze(records);
                double indexed = seconds(began);
                progress.phase(Phase.CATCHING_UP);
                CatchUp.Outcome outcome =
                        new CatchUp(store, building, fold, model, progress).fromAndSwitch(run.until());
                runs.end(run, "done");
                BuiltTables.dropReplaced(records);
                progress.phase(Phase.DONE);
                return new RebuildReport(
                        done.events() + outcome.events(),
                        done.unreadable() + outcome.unreadable(),
                        outcome.athletes(),
                        done.checkpoints(),
                        outcome.differing(),
                        outcome.head(),
                        finished.size(),
                        read,
                        folded - read,
                        indexed - folded,
                        seconds(began) - indexed);
            } catch (CancellationException e) {
                building.rollback();
                runs.end(run, "aborted");
                BuiltTables.drop(records);
                throw e;
            }
        }
    }

    private Run begin(Connection records, RebuildRuns runs, long head, long total) throws SQLException {
        Run broken = runs.brokenOff(options.source(), model);
        if (broken != null && BuiltTables.exist(records)) {
            return broken;
        }
        // Before its tables go, so that nothing goes on with ranges that are no longer there.
        runs.failBrokenOff();
        BuiltTables.create(records);
        ModelSql.insert(records, BuiltTables.SCHEMA, model, fold.parameters(), head);
        int ranges = (int) Math.clamp(total / RANGE_EVENTS + 1, 1, RANGES_MAX);
        return runs.begin(UUID.randomUUID(), options.source(), model, ranges, head);
    }

    private long storeHead() throws SQLException {
        try (Connection from = store.getConnection()) {
            return RebuildSql.number(from, "select head from event_head");
        }
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }
}
