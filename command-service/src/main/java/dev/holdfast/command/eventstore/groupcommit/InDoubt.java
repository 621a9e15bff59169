package dev.holdfast.command.eventstore.groupcommit;

import dev.holdfast.command.eventstore.StoreFaults;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The attempt to append one group of which nobody knows whether it was committed, since no answer came. */
final class InDoubt {
    private @Nullable GroupDecision decision;
    private boolean sent;
    private boolean answersLost;

    /** A new attempt begins. */
    void begin() {
        sent = false;
    }

    /** The attempt's commit is on its way. */
    void send(GroupDecision attempt) {
        decision = attempt;
        sent = true;
    }

    /** The store has answered that nothing was appended. */
    void refused() {
        decision = null;
    }

    /** The connection or the store has failed. */
    void failed(SQLException e) {
        if (sent && StoreFaults.isAnswer(e)) {
            decision = null;
        }
        // When nothing could be appended since, an attempt that still waits for the lock may yet succeed.
        answersLost |= decision != null;
    }

    /**
     * The earlier attempt if it was committed, otherwise null; from then on nothing is in doubt. The caller holds the head's
     * lock: the earlier attempt has ended, or it waits for the lock and will find the head moved.
     */
    @Nullable
    GroupDecision resolve(Connection connection) throws SQLException {
        if (decision != null && !decision.isStored(connection)) {
            decision = null;
        }
        return decision;
    }

    /** Whether an attempt may have been committed whose answer never came. */
    boolean answersLost() {
        return answersLost;
    }
}
