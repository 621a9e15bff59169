package dev.holdfast.query.rebuild;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.checkpoint.ModelIdentity;
import dev.holdfast.kit.postgres.CopyRows;
import dev.holdfast.kit.postgres.Transaction;
import dev.holdfast.query.projection.BatchFold;
import dev.holdfast.query.readstore.AthleteKey;
import dev.holdfast.query.readstore.ModelSql;
import dev.holdfast.query.readstore.ProgressSql;
import dev.holdfast.query.rebuild.RebuildProgress.Phase;
import dev.holdfast.query.subscription.Outbox;
import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.TimelineChange;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The end of a rebuild: the events that came while it ran, and the switch. */
final class CatchUp {
    /** About 2 MB of sessions in one statement. */
    private static final int BATCH_EVENTS = 5_000;

    /** A remainder that folds in well under a second, so that live work may wait for it. */
    private static final long SWITCH_EVENTS_MAX = 2_000;

    private static final int DIFFERING_PAGE = 1_000;

    private static final String DIFFERING = """
            select tenant_id, athlete_id, b.position, b.last_micros, b.state
            from serving.athlete a full join building.athlete b using (tenant_id, athlete_id)
            where a.state is distinct from b.state order by tenant_id, athlete_id""";

    private final DataSource store;
    private final Transaction building;
    private final Connection to;
    private final ExerciseCatalogue catalogue;
    private final RebuildProgress progress;
    private final BatchFold batches;
    private long head;
    private long events;
    private long unreadable;
    private boolean switching;

    CatchUp(DataSource store, Transaction building, AthleteFold fold, ModelIdentity model, RebuildProgress progress) {
        this.store = store;
        this.building = building;
        this.to = building.connection();
        this.catalogue = fold.catalogue();
        this.progress = progress;
        this.batches = new BatchFold(fold, model);
    }

    record Outcome(long events, long unreadable, long athletes, long differing, long head) {}

    /** @param position up to which the new tables hold every event */
    Outcome fromAndSwitch(long position) throws SQLException, IOException {
        head = position;
        try (Connection connection = store.getConnection();
                Transaction from = Transaction.begin(connection)) {
            long end = storeHead(from);
            while (end - head > SWITCH_EVENTS_MAX) {
                fold(from, end);
                end = storeHead(from);
            }
            return takeOver(from);
        }
    }

    private static long storeHead(Transaction from) throws SQLException {
        long position = RebuildSql.number(from.connection(), "select head from event_head");
        from.commit();
        return position;
    }

    private void fold(Transaction from, long end) throws SQLException, IOException {
        while (head < end) {
            progress.requireGoing();
            long upTo = Math.min(end, head + BATCH_EVENTS);
            Map<AthleteKey, List<TimelineChange>> changes = new LinkedHashMap<>();
            CopyRows.read(
                    from.connection(),
                    SourceQueries.events(head, upTo) + " order by position",
                    (row, at) -> take(row, at, changes));
            from.commit();
            if (!changes.isEmpty()) {
                batches.save(to, BuiltTables.SCHEMA, changes);
            }
            // In the switch nothing may be committed before the new names are.
            if (!switching) {
                building.commit();
            }
            head = upTo;
        }
    }

    private void take(byte[] row, int at, Map<AthleteKey, List<TimelineChange>> changes) {
        AthleteKey key = StoreRow.key(row, at);
        TimelineChange change = StoreRow.change(row, at, catalogue);
        events++;
        if (change == null) {
            unreadable++;
        } else {
            changes.computeIfAbsent(key, any -> new ArrayList<>()).add(change);
        }
    }

    /** Live work waits here: from the lock on its progress to the commit of the new names. */
    private Outcome takeOver(Transaction from) throws SQLException, IOException {
        progress.requireGoing();
        progress.phase(Phase.SWITCHING);
        switching = true;
        RebuildSql.execute(to, "lock table serving.progress in access exclusive mode");
        fold(from, storeHead(from));
        long athletes = RebuildSql.number(to, "select count(*) from building.athlete");
        long differing = announce();
        BuiltTables.takeOver(to);
        ModelSql.cover(to, head);
        new ProgressSql(to).cover(head);
        building.commit();
        return new Outcome(events, unreadable, athletes, differing, head);
    }

    /** Leaves followers one change for every athlete whose state differs. */
    private long announce() throws SQLException {
        long differing = 0;
        try (PreparedStatement select = to.prepareStatement(DIFFERING)) {
            select.setFetchSize(DIFFERING_PAGE);
            try (ResultSet rows = select.executeQuery()) {
                List<Outbox.Changed> page = new ArrayList<>();
                while (rows.next()) {
                    page.add(batches.changed(
                            new AthleteKey(rows.getString(1), rows.getString(2)),
                            rows.getLong(3),
                            rows.getLong(4),
                            rows.getBytes(5)));
                    differing++;
                    if (page.size() == DIFFERING_PAGE) {
                        Outbox.append(to, page);
                        page.clear();
                    }
                }
                Outbox.append(to, page);
            }
        }
        return differing;
    }
}
