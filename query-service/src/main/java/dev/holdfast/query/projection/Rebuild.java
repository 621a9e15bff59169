package dev.holdfast.query.projection;

import dev.holdfast.checkpoint.ModelIdentity;
import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.TimelineChange;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds every row again from the event store, in a schema beside the serving one, while that one goes on answering and
 * folding. When it has caught up, it takes the serving schema's name in one transaction. Nothing is seen of it before.
 */
@ApplicationScoped
public class Rebuild {
    private static final String BUILDING = "building";

    /** Only one rebuild at a time, over all instances; the number has no meaning. */
    private static final long LOCK = 7_240_861_137L;

    /** Entries written in one statement: about 2 MB. */
    private static final int BATCH_EVENTS = 20_000;

    /** A remainder that folds in well under a second, so that live work may wait for it. */
    private static final long SWITCH_EVENTS_MAX = 5_000;

    private final AgroalDataSource reads;
    private final AgroalDataSource store;
    private final AthleteFold fold;
    private final ModelIdentity model;

    public Rebuild(
            AgroalDataSource reads,
            @DataSource("store") AgroalDataSource store,
            AthleteFold fold,
            ModelIdentity model) {
        this.reads = reads;
        this.store = store;
        this.fold = fold;
        this.model = model;
    }

    /**
     * What a rebuild did.
     *
     * @param unreadable events whose payload could not be read; they are left out, as in live work
     * @param differing athletes whose state differs from what was served before, those missing on either side included
     */
    public record Report(long events, long unreadable, long athletes, long differing, long position) {}

    /** Hears how far the rebuild is. */
    @FunctionalInterface
    public interface Progress {
        void at(long events, long eventsAll);
    }

    /** @throws IllegalStateException when another rebuild runs */
    public Report run(Progress progress) throws SQLException, IOException {
        try (Connection to = reads.getConnection();
                Connection from = store.getConnection()) {
            if (!flag(to, "select pg_try_advisory_lock(" + LOCK + ")")) {
                throw new IllegalStateException(
                        "a rebuild runs already: wait for it, or restart the instance that runs it");
            }
            try {
                return new Run(to, from, progress).build();
            } finally {
                to.setAutoCommit(true);
                from.setAutoCommit(true);
                execute(to, "drop schema if exists " + BUILDING + " cascade");
                flag(to, "select pg_advisory_unlock(" + LOCK + ")");
            }
        }
    }

    private final class Run {
        private final Connection to;
        private final Connection from;
        private final Progress progress;
        private final ProjectionSql sql;
        private final BatchFold batches = new BatchFold(fold, model);
        private long events;
        private long unreadable;
        private long head;
        private boolean switching;

        Run(Connection to, Connection from, Progress progress) {
            this.to = to;
            this.from = from;
            this.progress = progress;
            this.sql = new ProjectionSql(to, BUILDING);
        }

        Report build() throws SQLException, IOException {
            to.setAutoCommit(false);
            from.setAutoCommit(false);
            prepare();
            to.commit();
            long until = storeHead();
            fold(until, true);
            while (storeHead() - head > SWITCH_EVENTS_MAX) {
                fold(storeHead(), false);
            }
            execute(to, "analyze building.athlete, building.timeline_chunk, building.checkpoint");
            to.commit();
            return takeOver();
        }

        private void prepare() throws SQLException {
            execute(to, "drop schema if exists building cascade");
            execute(to, "create schema building");
            for (String table : List.of("athlete", "timeline_chunk", "checkpoint", "model")) {
                execute(to, "create table building.%s (like serving.%s including all)".formatted(table, table));
            }
            execute(to, "alter table building.timeline_chunk set (toast_tuple_target = 8160)");
            sql.model(model);
        }

        /** Folds the store's events after {@link #head} up to {@code until}. */
        private void fold(long until, boolean first) throws SQLException, IOException {
            Map<AthleteKey, List<TimelineChange>> batch = new LinkedHashMap<>();
            int waiting = 0;
            try (StoreRows rows = new StoreRows(from, head, until, first)) {
                AthleteKey current = null;
                for (StoreRows.Row row = rows.next(); row != null; row = rows.next()) {
                    // The first pass comes athlete by athlete, so a batch ends where an athlete does.
                    boolean full =
                            waiting >= BATCH_EVENTS && (!first || !row.key().equals(current));
                    if (full) {
                        flush(batch, first, until);
                        waiting = 0;
                    }
                    current = row.key();
                    waiting++;
                    events++;
                    if (row.event() == null) {
                        unreadable++;
                    } else {
                        batch.computeIfAbsent(row.key(), any -> new ArrayList<>())
                                .add(TimelineChange.of(row.event(), fold.catalogue()));
                    }
                }
            }
            from.commit();
            flush(batch, first, until);
            head = until;
        }

        private void flush(Map<AthleteKey, List<TimelineChange>> batch, boolean first, long until) throws SQLException {
            if (first) {
                sql.save(batches.revisions(batch));
            } else {
                batches.save(sql, batch);
            }
            // In the switch nothing may be committed before the new names are.
            if (!switching) {
                to.commit();
            }
            batch.clear();
            progress.at(events, until);
        }

        /** Live work waits here: from the lock on its progress to the commit of the new names. */
        private Report takeOver() throws SQLException, IOException {
            switching = true;
            execute(to, "lock table serving.progress in access exclusive mode");
            fold(storeHead(), false);
            long differing = number(
                    to,
                    "select count(*) from serving.athlete a full join building.athlete b using (tenant_id, athlete_id)"
                            + " where a.state is distinct from b.state");
            long athletes = number(to, "select count(*) from building.athlete");
            execute(to, "create table building.progress (like serving.progress including all)");
            execute(
                    to,
                    "insert into building.progress select partition, next_offset, position, events, null, " + head
                            + " from serving.progress");
            execute(to, "create table building.dead_letter (like serving.dead_letter including all)");
            execute(to, "insert into building.dead_letter select * from serving.dead_letter");
            execute(to, "alter schema serving rename to replaced");
            execute(to, "alter schema building rename to serving");
            to.commit();
            execute(to, "drop schema replaced cascade");
            to.commit();
            return new Report(events, unreadable, athletes, differing, head);
        }

        private long storeHead() throws SQLException {
            long position = number(from, "select head from event_head");
            from.commit();
            return position;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean flag(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
