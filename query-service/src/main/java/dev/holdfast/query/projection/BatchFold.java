package dev.holdfast.query.projection;

import dev.holdfast.checkpoint.ModelIdentity;
import dev.holdfast.query.readstore.AthleteKey;
import dev.holdfast.query.readstore.AthleteRow;
import dev.holdfast.query.readstore.ChunkRow;
import dev.holdfast.query.readstore.Revision;
import dev.holdfast.query.readstore.RevisionSql;
import dev.holdfast.query.readstore.StoredAthlete;
import dev.holdfast.query.readstore.TimelineSql;
import dev.holdfast.query.subscription.Outbox;
import dev.holdfast.query.subscription.StateText;
import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.AthleteState;
import dev.holdfast.timeline.BodyAt;
import dev.holdfast.timeline.TimelineChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Folds a batch for many athletes at once: two reads at most, and one write a table. */
public record BatchFold(AthleteFold fold, ModelIdentity model) {

    /**
     * Changes that an athlete's row already rests on are left out: what catches up with a rebuild's tables may begin before
     * their end.
     *
     * @param changes of each athlete, in the order of their positions
     * @return what was written
     */
    public List<Revision> save(Connection connection, String schema, Map<AthleteKey, List<TimelineChange>> changes)
            throws SQLException {
        TimelineSql sql = new TimelineSql(connection, schema);
        Map<AthleteKey, StoredAthlete> stored = sql.lastChunks(List.copyOf(changes.keySet()));
        Map<AthleteKey, List<TimelineChange>> fresh = new LinkedHashMap<>();
        changes.forEach((key, list) -> {
            long known = stored.getOrDefault(key, StoredAthlete.NONE).position();
            List<TimelineChange> later = list.getFirst().position() > known
                    ? list
                    : list.stream().filter(change -> change.position() > known).toList();
            if (!later.isEmpty()) {
                fresh.put(key, later);
            }
        });
        List<Revision> revisions = revisions(sql, stored, fresh);
        new RevisionSql(connection, schema).save(revisions);
        return revisions;
    }

    private List<Revision> revisions(
            TimelineSql sql, Map<AthleteKey, StoredAthlete> stored, Map<AthleteKey, List<TimelineChange>> changes)
            throws SQLException {
        List<AthleteKey> reaching = new ArrayList<>();
        List<Long> micros = new ArrayList<>();
        List<Integer> days = new ArrayList<>();
        stored.forEach(
                (key, athlete) -> reach(key, athlete, changes.getOrDefault(key, List.of()), reaching, micros, days));
        if (!reaching.isEmpty()) {
            stored.putAll(sql.chunksFrom(reaching, micros, days));
        }
        List<Revision> revisions = new ArrayList<>(changes.size());
        changes.forEach((key, list) -> revisions.add(
                AthleteRevision.of(fold, model, key, stored.getOrDefault(key, StoredAthlete.NONE), list)));
        return revisions;
    }

    /** What followers hear of an athlete: its state at the newest fact. */
    public Outbox.Changed changed(AthleteKey key, long position, long lastMicros, byte @Nullable [] state) {
        String json = state == null
                ? null
                : StateText.of(
                        key.athlete(),
                        position,
                        BodyAt.of(AthleteState.fromBytes(state), TimelineChange.instant(lastMicros), fold));
        return new Outbox.Changed(key.tenant(), key.athlete(), json);
    }

    /** What followers hear of what was written. */
    public Outbox.Changed changed(Revision revision) {
        AthleteRow current = revision.current();
        return current == null
                ? changed(revision.key(), 0, 0, null)
                : changed(revision.key(), current.position(), current.lastMicros(), current.state());
    }

    /** Notes from where on more of the timeline is needed, if it is. */
    private static void reach(
            AthleteKey key,
            StoredAthlete athlete,
            List<TimelineChange> changes,
            List<AthleteKey> reaching,
            List<Long> micros,
            List<Integer> days) {
        if (athlete.chunks().isEmpty()) {
            return;
        }
        ChunkRow last = athlete.chunks().getLast();
        long at = Long.MAX_VALUE;
        int day = Integer.MAX_VALUE;
        boolean reaches = false;
        for (TimelineChange change : changes) {
            reaches |= AthleteRevision.reachesBefore(last, change);
            switch (change) {
                case TimelineChange.Add add -> {
                    at = Math.min(at, add.entry().atMicros());
                    day = Math.min(day, add.entry().day());
                }
                case TimelineChange.TakeBack takeBack -> {
                    at = Long.MIN_VALUE;
                    day = Integer.MIN_VALUE;
                }
                case TimelineChange.Erase erase -> {}
            }
        }
        if (reaches) {
            reaching.add(key);
            micros.add(at);
            days.add(day);
        }
    }
}
