package dev.holdfast.command.eventstore.groupcommit;

import dev.holdfast.command.eventstore.AppendSql;
import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.EventSql;
import dev.holdfast.event.EventType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The head under its lock, and whose phase changed shortly before it: what a group's decision begins with, in one round trip.
 *
 * @param after the events up to this position were not looked at
 * @param phaseChanges of each athlete who was started, paused or erased after it, the position of the last of these events
 */
record LockedHead(AppendSql.Head head, long after, Map<AthleteKey, Long> phaseChanges) {
    /** What other writers mostly append between two groups of one. The head is locked while these rows are read. */
    static final long NEWEST = 500;

    /**
     * The second statement has a snapshot of its own, taken when the lock is held. The offset keeps the types out of the
     * choice of an index: the one of all starts and pauses would be read from end to end.
     */
    private static final String LOCK = AppendSql.LOCK_HEAD
            + """
            ; select e.tenant_id, e.athlete_id, e.position from (%s) h
            cross join lateral (select * from event where position > greatest(h.head - %d, ?) offset 0) e
            where e.type in %s and e.tenant_id is not null""".formatted(
                            AppendSql.HEAD,
                            NEWEST,
                            EventSql.types(type -> type.changesPhase() || type == EventType.ATHLETE_ERASED));

    /**
     * Takes the head's lock until the transaction ends.
     *
     * @param after events up to this position are not asked for
     */
    static LockedHead lock(Connection connection, long after) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setLong(1, after);
            statement.execute();
            AppendSql.Head head;
            try (ResultSet found = statement.getResultSet()) {
                head = AppendSql.head(found);
            }
            Map<AthleteKey, Long> phaseChanges = new HashMap<>();
            statement.getMoreResults();
            try (ResultSet found = statement.getResultSet()) {
                while (found.next()) {
                    phaseChanges.merge(
                            new AthleteKey(found.getString(1), found.getString(2)), found.getLong(3), Math::max);
                }
            }
            return new LockedHead(head, Math.max(head.position() - NEWEST, after), phaseChanges);
        }
    }

    /** Whether {@link #phaseChanges} has everything after {@code marker}. */
    boolean knowsAfter(long marker) {
        return marker >= after;
    }
}
