package dev.holdfast.bench.projection;

import dev.holdfast.event.RecordedEvent;
import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.AthleteState;
import dev.holdfast.timeline.CheckpointListener;
import dev.holdfast.timeline.TimelineChange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the peers keep: every athlete's state in memory, folded by our own model, and in one row of a table. */
final class KeptStates {
    private static final String SAVE = """
            insert into %s (athlete_id, position, state) values (?, ?, ?)
            on conflict (athlete_id) do update set position = excluded.position, state = excluded.state""";

    private final AthleteFold fold = AthleteFold.standard();
    private final Map<String, Kept> states = new ConcurrentHashMap<>();
    private final String save;

    KeptStates(String table) {
        this.save = SAVE.formatted(table);
    }

    static String createTable(String table) {
        return "create table " + table
                + " (athlete_id text primary key, position bigint not null, state bytea not null)";
    }

    /** An athlete's state, touched by one thread at a time. */
    private static final class Kept {
        private final AthleteState state = AthleteState.untrained();
        private long position;
    }

    void fold(RecordedEvent event) {
        Kept kept = states.computeIfAbsent(event.athlete().value(), any -> new Kept());
        if (TimelineChange.of(event, fold.catalogue()) instanceof TimelineChange.Add add) {
            fold.apply(add.entry(), kept.state, CheckpointListener.NONE);
        }
        kept.position = event.position();
    }

    /** Writes the states of these athletes in one batch. */
    void save(Connection connection, Collection<String> athletes) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(save)) {
            for (String athlete : athletes) {
                Kept kept = states.get(athlete);
                if (kept != null) {
                    upsert.setString(1, athlete);
                    upsert.setLong(2, kept.position);
                    upsert.setBytes(3, kept.state.toBytes());
                    upsert.addBatch();
                }
            }
            upsert.executeBatch();
        }
    }
}
