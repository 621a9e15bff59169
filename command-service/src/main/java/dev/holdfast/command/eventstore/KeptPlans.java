package dev.holdfast.command.eventstore;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Plans that a connection keeps, made anew whenever the store has doubled. Of a plan for an empty table nobody knows which
 * index it takes, and kept for an hour it would read every event of a tenant to find one.
 */
final class KeptPlans {
    /** Up to here any plan is quick. */
    private static final long HEAD_MIN = 500;

    private long plannedAt;

    /** Called with the head as it is now, on the thread that uses {@code connection}. */
    void keepUp(Connection connection, long head) throws SQLException {
        if (head >= HEAD_MIN && (head >= 2 * plannedAt || head < plannedAt / 2)) {
            EventSql.planAgain(connection);
            plannedAt = head;
        }
    }
}
