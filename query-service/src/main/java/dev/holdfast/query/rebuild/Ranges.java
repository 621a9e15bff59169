package dev.holdfast.query.rebuild;

import dev.holdfast.checkpoint.ModelIdentity;
import dev.holdfast.kit.postgres.CopyRows;
import dev.holdfast.kit.postgres.Transaction;
import dev.holdfast.query.readstore.RevisionCopy;
import dev.holdfast.query.rebuild.RebuildOptions.Source;
import dev.holdfast.query.rebuild.RebuildRuns.Done;
import dev.holdfast.query.rebuild.RebuildRuns.Run;
import dev.holdfast.timeline.AthleteFold;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * What the workers of a rebuild do together: read the source into hash ranges, then fold the ranges.
 *
 * @param finished ranges that an earlier run has written already; their rows are passed over
 * @param snapshot that timelines are read in
 */
record Ranges(
        DataSource store,
        DataSource reads,
        AthleteFold fold,
        ModelIdentity model,
        RebuildOptions options,
        Run run,
        Map<Integer, Done> finished,
        String snapshot,
        RebuildProgress progress) {
    private static final long SLICE_EVENTS = 50_000;

    /** 32 MB. */
    private static final long SLICE_PAGES = 4_096;

    /** @param end of the source: a position, or a number of pages */
    void read(HashRanges rows, long end) throws SQLException, IOException, InterruptedException {
        boolean events = options.source() == Source.EVENTS;
        long slice = events ? SLICE_EVENTS : SLICE_PAGES;
        AtomicLong next = new AtomicLong();
        Workers.run(options.workers(), () -> {
            try (Connection from = (events ? store : reads).getConnection();
                    Transaction reading = Transaction.begin(from)) {
                if (!events) {
                    RebuildSql.execute(reading.connection(), "set transaction isolation level repeatable read");
                    RebuildSql.execute(from, "set transaction snapshot '" + snapshot + "'");
                }
                SourceQueries.readInSlices(from);
                Throttle throttle = new Throttle(options.restShare());
                for (long at = next.getAndAdd(slice); at < end; at = next.getAndAdd(slice)) {
                    progress.requireGoing();
                    long to = Math.min(at + slice, end);
                    readSlice(
                            from, rows, events ? SourceQueries.events(at, to) : SourceQueries.chunks(at, to), throttle);
                }
            }
        });
    }

    private void readSlice(Connection from, HashRanges rows, String query, Throttle throttle)
            throws SQLException, IOException {
        long[] count = {0};
        CopyRows.read(from, query, (row, at) -> {
            int range = StoreRow.hash(row, at) % run.rangeCount();
            if (!finished.containsKey(range)) {
                rows.add(range, row, at, row.length - at);
            }
            count[0]++;
            throttle.step();
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
                    RebuildSql.execute(into, "set session synchronous_commit = off");
                    RevisionCopy written = new RevisionCopy(into, BuiltTables.SCHEMA);
                    Throttle throttle = new Throttle(options.restShare());
                    for (int i = next.getAndIncrement(); i < all.length; i = next.getAndIncrement()) {
                        if (!finished.containsKey(i)) {
                            Done done = folding.into(written, rows.take(i), progress, throttle);
                            new RebuildRuns(into).finished(run, i, done);
                            writing.commit();
                            all[i] = done;
                        }
                    }
                } finally {
                    RebuildSql.execute(into, "reset synchronous_commit");
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
