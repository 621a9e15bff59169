package dev.holdfast.command.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The head under its lock, and who started or paused shortly before it: what a group's decision begins with, in one round
 * trip.
 *
 * @param turns of each athlete among the newest {@link #NEWEST} events, the position of the last start or pause
 */
record HeldHead(AppendSql.Head head, Map<AthleteKey, Long> turns) {
    /** Decisions are mostly a group or two old. These rows are read faster than one athlete is looked up. */
    static final long NEWEST = 100;

    /**
     * The second statement has a snapshot of its own, taken when the lock is held. The offset keeps the types out of the
     * choice of an index: the one of all starts and pauses would be read from end to end.
     */
    private static final String LOCK = AppendSql.LOCK_HEAD + """
            ; select e.tenant_id, e.athlete_id, e.position from event_head h
            cross join lateral (select * from event where position > greatest(h.head - %d, ?) offset 0) e
            where e.type in ('TrainingStarted', 'TrainingPaused') and e.tenant_id is not null""".formatted(NEWEST);

    /**
     * Takes the head's lock until the transaction ends.
     *
     * @param after starts and pauses up to this position are not asked for
     */
    static HeldHead lock(Connection connection, long after) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setLong(1, after);
            statement.execute();
            AppendSql.Head head;
            try (ResultSet found = statement.getResultSet()) {
                head = AppendSql.head(found);
            }
            Map<AthleteKey, Long> turns = new HashMap<>();
            statement.getMoreResults();
            try (ResultSet found = statement.getResultSet()) {
                while (found.next()) {
                    turns.merge(new AthleteKey(found.getString(1), found.getString(2)), found.getLong(3), Math::max);
                }
            }
            return new HeldHead(head, turns);
        }
    }

    /** Whether {@link #turns} tell of everything after {@code marker}. */
    boolean tellsAfter(long marker) {
        return marker >= head.position() - NEWEST;
    }
}
