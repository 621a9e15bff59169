package dev.holdfast.query.rebuild;

import dev.holdfast.checkpoint.ModelIdentity;
import dev.holdfast.kit.postgres.CopyRows;
import dev.holdfast.kit.postgres.LeaderLock;
import dev.holdfast.kit.postgres.LeaderLock.Lead;
import dev.holdfast.kit.postgres.Transaction;
import dev.holdfast.query.model.ModelSql;
import dev.holdfast.query.rebuild.RebuildOptions.Source;
import dev.holdfast.query.rebuild.RebuildProgress.Phase;
import dev.holdfast.query.rebuild.RebuildRuns.Done;
import dev.holdfast.query.rebuild.RebuildRuns.Run;
import dev.holdfast.timeline.AthleteFold;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * Builds every row of the read side again in a schema beside the serving one, which goes on answering and folding, and
 * takes its place in one transaction. Nobody hears of it before; then followers hear of every athlete whose state
 * differs, once.
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
 * of them while live work waits. What is broken off goes on with the ranges that are finished when it is asked for again.
 */
public final class RebuildEngine {
    /** Only one rebuild at a time, over all instances; the number has no meaning. */
    private static final LeaderLock LOCK = new LeaderLock(7_240_861_137L);

    /** So few that a range fits in memory many times over, so many that a range is worth a transaction. */
    private static final long RANGE_EVENTS = 50_000;

    private static final int RANGES_MAX = 1_024;
    private static final long SLICE_EVENTS = 50_000;

    /** 32 MB. */
    private static final long SLICE_PAGES = 4_096;

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
     * @throws RebuildRunsException when another one runs
     * @throws CancellationException when {@code progress} was aborted; nothing is left of it
     */
    public RebuildReport run(RebuildProgress progress) throws SQLException, IOException, InterruptedException {
        try (Connection to = reads.getConnection();
                Lead lead = LOCK.tryTake(to)) {
            if (lead == null) {
                throw new RebuildRunsException("a rebuild runs already: wait for it, or abort it");
            }
            try (Transaction building = Transaction.begin(to)) {
                return build(building, progress);
            }
        }
    }

    /** Drops what an interrupted rebuild left, so that the next one begins anew. False when one runs. */
    public static boolean forgetBrokenOff(DataSource reads) throws SQLException {
        try (Connection to = reads.getConnection();
                Lead lead = LOCK.tryTake(to)) {
            if (lead == null) {
                return false;
            }
            BuiltTables.drop(to);
            BuiltTables.execute(
                    to, "update rebuild.run set status = 'aborted', finished_at = now() where status = 'running'");
            return true;
        }
    }

    private RebuildReport build(Transaction building, RebuildProgress progress)
            throws SQLException, IOException, InterruptedException {
        Connection to = building.connection();
        long began = System.nanoTime();
        // One snapshot for all that is read of the read side: timelines, and how far they are.
        BuiltTables.execute(to, "set transaction isolation level repeatable read");
        String snapshot = text(to, "select pg_export_snapshot()");
        long head = options.source() == Source.EVENTS ? storeHead() : foldedUpTo(to);
        long total = options.source() == Source.EVENTS
                ? head
                : number(to, "select coalesce(sum(entry_count), 0)::bigint from serving.timeline_chunk");
        long pages =
                number(to, "select pg_relation_size('serving.timeline_chunk') / current_setting('block_size')::bigint");
        try (Connection records = reads.getConnection()) {
            RebuildRuns runs = new RebuildRuns(records);
            Run run = begin(records, runs, head, total);
            progress.total(options.source() == Source.EVENTS ? run.until() : total);
            try {
                Map<Integer, Done> finished = runs.finishedRanges(run);
                Done before = finished.values().stream().reduce(Done.NOTHING, Done::plus);
                progress.folded(before.events());
                progress.phase(Phase.READING);
                Ranges ranges = new Ranges(run, finished, snapshot, progress);
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
                index();
                BuiltTables.analyze(records);
                double indexed = seconds(began);
                progress.phase(Phase.CATCHING_UP);
                CatchUp.Outcome outcome =
                        new CatchUp(store, building, fold, model, progress).fromAndSwitch(run.until());
                runs.end(run, "done");
                BuiltTables.execute(records, "drop schema if exists replaced cascade");
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
            return number(from, "select head from event_head");
        }
    }

    /** Every event up to there is in the timelines. */
    private static long foldedUpTo(Connection connection) throws SQLException {
        return number(connection, """
                select greatest(
                    coalesce((select covered_position from serving.model), 0),
                    coalesce((select min(greatest(position, covered_position)) from serving.progress), 0))""");
    }

    /** Makes the keys, as many at a time as there are workers. */
    private void index() throws SQLException, IOException, InterruptedException {
        List<String> statements;
        try (Connection connection = reads.getConnection()) {
            statements = BuiltTables.indexStatements(connection);
        }
        AtomicInteger next = new AtomicInteger();
        Workers.run(Math.min(options.workers(), Math.max(1, statements.size())), () -> {
            try (Connection connection = reads.getConnection()) {
                BuiltTables.execute(connection, "set maintenance_work_mem = '128MB'");
                try {
                    for (int i = next.getAndIncrement(); i < statements.size(); i = next.getAndIncrement()) {
                        BuiltTables.execute(connection, statements.get(i));
                    }
                } finally {
                    BuiltTables.execute(connection, "reset maintenance_work_mem");
                }
            }
        });
    }

    /** The part that all workers share. */
    private final class Ranges {
        private final Run run;
        private final Map<Integer, Done> finished;
        private final String snapshot;
        private final RebuildProgress progress;

        Ranges(Run run, Map<Integer, Done> finished, String snapshot, RebuildProgress progress) {
            this.run = run;
            this.finished = finished;
            this.snapshot = snapshot;
            this.progress = progress;
        }

        /** @param end of the source: a position, or a number of pages */
        void read(HashRanges rows, long end) throws SQLException, IOException, InterruptedException {
            boolean events = options.source() == Source.EVENTS;
            long slice = events ? SLICE_EVENTS : SLICE_PAGES;
            AtomicLong next = new AtomicLong();
            Workers.run(options.workers(), () -> {
                try (Connection from = (events ? store : reads).getConnection();
                        Transaction reading = Transaction.begin(from)) {
                    if (!events) {
                        BuiltTables.execute(reading.connection(), "set transaction isolation level repeatable read");
                        BuiltTables.execute(from, "set transaction snapshot '" + snapshot + "'");
                    }
                    RowSource.readInSlices(from);
                    Pace pace = new Pace(options.restShare());
                    for (long at = next.getAndAdd(slice); at < end; at = next.getAndAdd(slice)) {
                        progress.requireGoing();
                        long to = Math.min(at + slice, end);
                        readSlice(from, rows, events ? RowSource.events(at, to) : RowSource.chunks(at, to), pace);
                    }
                }
            });
        }

        private void readSlice(Connection from, HashRanges rows, String query, Pace pace)
                throws SQLException, IOException {
            long[] count = {0};
            CopyRows.read(from, query, (row, at) -> {
                int range = StoreRow.hash(row, at) % run.rangeCount();
                if (!finished.containsKey(range)) {
                    rows.add(range, row, at, row.length - at);
                }
                count[0]++;
                pace.step();
            });
            progress.read(count[0]);
        }

        Done fold(HashRanges rows) throws SQLException, IOException, InterruptedException {
            AtomicInteger next = new AtomicInteger();
            RangeFold folding = new RangeFold(fold, model, options.source());
            Done[] all = new Done[run.rangeCount()];
            Workers.run(options.workers(), () -> {
                try (Connection into = reads.getConnection()) {
                    try (Transaction writing = Transaction.begin(into)) {
                        // A range that a crash takes back is not marked as finished either, so nothing waits for the
                        // disk.
                        BuiltTables.execute(into, "set session synchronous_commit = off");
                        RevisionRows written = new RevisionRows(into);
                        Pace pace = new Pace(options.restShare());
                        for (int i = next.getAndIncrement(); i < all.length; i = next.getAndIncrement()) {
                            if (!finished.containsKey(i)) {
                                Done done = folding.into(written, rows.take(i), progress, pace);
                                new RebuildRuns(into).finished(run, i, done);
                                writing.commit();
                                all[i] = done;
                            }
                        }
                    } finally {
                        BuiltTables.execute(into, "reset synchronous_commit");
                    }
                }
            });
            Done sum = Done.NOTHING;
            for (Done done : all) {
                sum = done == null ? sum : sum.plus(done);
            }
            return sum;
        }
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }

    static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }
}
