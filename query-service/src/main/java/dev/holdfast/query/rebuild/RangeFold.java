package dev.holdfast.query.rebuild;

import dev.holdfast.checkpoint.ModelIdentity;
import dev.holdfast.query.projection.AthleteKey;
import dev.holdfast.query.projection.AthleteRevision;
import dev.holdfast.query.projection.Revision;
import dev.holdfast.query.projection.StoredAthlete;
import dev.holdfast.query.rebuild.RebuildOptions.Source;
import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.TimelineChange;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Folds the rows of one hash range, athlete by athlete. */
record RangeFold(AthleteFold fold, ModelIdentity model, Source source) {
    private static final int LENGTH_BYTES = 4;

    /** A row by what orders it within its athlete: position of an event, first instant of a chunk. */
    @SuppressWarnings("ArrayRecordComponent") // A place in a page, never compared.
    private record Row(long order, byte[] page, int at) {}

    RebuildRuns.Done into(RevisionRows rows, List<HashRanges.Page> pages, RebuildProgress progress, Pace pace)
            throws SQLException {
        Map<AthleteKey, List<Row>> athletes = new HashMap<>();
        for (HashRanges.Page page : pages) {
            byte[] bytes = page.bytes();
            for (int at = 0; at < page.length(); ) {
                int length = (bytes[at] & 0xFF) << 24
                        | (bytes[at + 1] & 0xFF) << 16
                        | (bytes[at + 2] & 0xFF) << 8
                        | bytes[at + 3] & 0xFF;
                at += LENGTH_BYTES;
                athletes.computeIfAbsent(StoreRow.key(bytes, at), any -> new ArrayList<>())
                        .add(new Row(StoreRow.position(bytes, at), bytes, at));
                at += length;
            }
        }
        List<AthleteKey> keys = new ArrayList<>(athletes.keySet());
        // Neighbours in the index are written together.
        keys.sort(Comparator.comparing(AthleteKey::tenant).thenComparing(AthleteKey::athlete));
        RebuildRuns.Done done = RebuildRuns.Done.NOTHING;
        for (AthleteKey key : keys) {
            progress.requireGoing();
            List<Row> own = athletes.getOrDefault(key, List.of());
            own.sort(Comparator.comparingLong(Row::order));
            done = done.plus(source == Source.EVENTS ? events(key, own, rows) : chunks(key, own, rows, progress));
            if (source == Source.EVENTS) {
                progress.folded(own.size());
            }
            pace.step();
        }
        rows.send();
        return done;
    }

    private RebuildRuns.Done events(AthleteKey key, List<Row> own, RevisionRows rows) throws SQLException {
        List<TimelineChange> changes = new ArrayList<>(own.size());
        for (Row row : own) {
            TimelineChange change = StoreRow.change(row.page(), row.at(), fold.catalogue());
            if (change != null) {
                changes.add(change);
            }
        }
        long unreadable = own.size() - changes.size();
        if (changes.isEmpty()) {
            return new RebuildRuns.Done(own.size(), unreadable, 0, 0);
        }
        return write(AthleteRevision.of(fold, model, key, StoredAthlete.NONE, changes), own.size(), unreadable, rows);
    }

    private RebuildRuns.Done chunks(AthleteKey key, List<Row> own, RevisionRows rows, RebuildProgress progress)
            throws SQLException {
        List<byte[]> chunks = new ArrayList<>(own.size());
        for (Row row : own) {
            chunks.add(StoreRow.fourthColumn(row.page(), row.at()));
        }
        Revision revision = AthleteRevision.replayed(fold, model, key, chunks);
        long facts = 0;
        for (var chunk : revision.chunks()) {
            facts += chunk.entryCount();
        }
        progress.folded(facts);
        return write(revision, facts, 0, rows);
    }

    private static RebuildRuns.Done write(Revision revision, long events, long unreadable, RevisionRows rows)
            throws SQLException {
        rows.add(revision);
        return new RebuildRuns.Done(
                events,
                unreadable,
                revision.current() == null ? 0 : 1,
                revision.current() == null ? 0 : revision.checkpoints().size());
    }
}
