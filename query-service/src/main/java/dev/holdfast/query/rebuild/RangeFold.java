package dev.holdfast.query.rebuild;

import dev.holdfast.checkpoint.ModelIdentity;
import dev.holdfast.query.projection.AthleteRevision;
import dev.holdfast.query.readstore.AthleteKey;
import dev.holdfast.query.readstore.Revision;
import dev.holdfast.query.readstore.RevisionCopy;
import dev.holdfast.query.readstore.StoredAthlete;
import dev.holdfast.query.rebuild.RebuildOptions.Source;
import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.TimelineChange;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Folds the rows of one hash range, athlete by athlete. */
record RangeFold(AthleteFold fold, ModelIdentity model, Source source) {
    private static final int LENGTH_BYTES = 4;

    /** A row by what orders it within its athlete: position of an event, first instant of a chunk. */
    private record Row(long order, int at) {}

    /**
     * One athlete's rows side by side. In the pages they lie between those of strangers, and to fetch each from there again
     * would take longer than to read it.
     */
    private static final class Rows {
        private static final int FIRST_BYTES = 4_096;

        private final List<Row> rows = new ArrayList<>();
        private byte[] bytes = new byte[FIRST_BYTES];
        private int length;

        void add(byte[] page, int at, int rowLength) {
            if (bytes.length - length < rowLength) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + rowLength));
            }
            System.arraycopy(page, at, bytes, length, rowLength);
            rows.add(new Row(StoreRow.position(page, at), length));
            length += rowLength;
        }

        List<Row> inOrder() {
            rows.sort(Comparator.comparingLong(Row::order));
            return rows;
        }
    }

    RebuildRuns.Done into(RevisionCopy rows, List<HashRanges.Page> pages, RebuildProgress progress, Throttle throttle)
            throws SQLException {
        Map<AthleteKey, Rows> athletes = new HashMap<>();
        for (HashRanges.Page page : pages) {
            byte[] bytes = page.bytes();
            for (int at = 0; at < page.length(); ) {
                int length = (bytes[at] & 0xFF) << 24
                        | (bytes[at + 1] & 0xFF) << 16
                        | (bytes[at + 2] & 0xFF) << 8
                        | bytes[at + 3] & 0xFF;
                at += LENGTH_BYTES;
                athletes.computeIfAbsent(StoreRow.key(bytes, at), any -> new Rows())
                        .add(bytes, at, length);
                at += length;
            }
        }
        List<Map.Entry<AthleteKey, Rows>> inOrder = new ArrayList<>(athletes.entrySet());
        // Neighbours in the index are written together.
        inOrder.sort(Map.Entry.comparingByKey(
                Comparator.comparing(AthleteKey::tenant).thenComparing(AthleteKey::athlete)));
        RebuildRuns.Done done = RebuildRuns.Done.NOTHING;
        for (Map.Entry<AthleteKey, Rows> each : inOrder) {
            progress.requireGoing();
            AthleteKey key = each.getKey();
            Rows own = each.getValue();
            done = done.plus(source == Source.EVENTS ? events(key, own, rows) : chunks(key, own, rows, progress));
            if (source == Source.EVENTS) {
                progress.folded(own.rows.size());
            }
            throttle.step();
        }
        rows.send();
        return done;
    }

    private RebuildRuns.Done events(AthleteKey key, Rows own, RevisionCopy rows) throws SQLException {
        int count = own.rows.size();
        List<TimelineChange> changes = new ArrayList<>(count);
        for (Row row : own.inOrder()) {
            TimelineChange change = StoreRow.change(own.bytes, row.at(), fold.catalogue());
            if (change != null) {
                changes.add(change);
            }
        }
        long unreadable = count - changes.size();
        if (changes.isEmpty()) {
            return new RebuildRuns.Done(count, unreadable, 0, 0);
        }
        return write(AthleteRevision.of(fold, model, key, StoredAthlete.NONE, changes), count, unreadable, rows);
    }

    private RebuildRuns.Done chunks(AthleteKey key, Rows own, RevisionCopy rows, RebuildProgress progress)
            throws SQLException {
        List<byte[]> chunks = new ArrayList<>(own.rows.size());
        for (Row row : own.inOrder()) {
            chunks.add(StoreRow.fourthColumn(own.bytes, row.at()));
        }
        Revision revision = AthleteRevision.replayed(fold, model, key, chunks);
        long facts = 0;
        for (var chunk : revision.chunks()) {
            facts += chunk.entryCount();
        }
        progress.folded(facts);
        return write(revision, facts, 0, rows);
    }

    private static RebuildRuns.Done write(Revision revision, long events, long unreadable, RevisionCopy rows)
            throws SQLException {
        rows.add(revision);
        return new RebuildRuns.Done(
                events,
                unreadable,
                revision.current() == null ? 0 : 1,
                revision.current() == null ? 0 : revision.checkpoints().size());
    }
}
