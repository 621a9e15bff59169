package dev.holdfast.command.eventstore.groupcommit;

import dev.holdfast.command.eventstore.AppendSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the writer takes the head to be. While nobody else appends, it is where the last group has left it: then a group is
 * decided first, and one statement sees that the head is still there, appends and commits. Otherwise the head is looked up
 * under its lock, which then is held.
 */
final class KnownHead {
    /** Where others have appended once, they are likely to append again, and a group that is sent in vain is sent twice. */
    private static final int GROUPS_LOCKING_MAX = 100;

    /** What is sent again rarely comes alone, and after a refused insert the writer needs a new connection. */
    private static final int GROUPS_LOOKING_UP_MAX = 100;

    private final PhaseCache phases;
    private AppendSql.@Nullable Head last;
    /** How many groups more take the head's lock before they decide. */
    private int groupsLocking;
    /**
     * How many groups more look their keys up before they append. Keys are new but when something is sent again, and the
     * unique index refuses one that is not.
     */
    private int groupsLookingUp;

    KnownHead(PhaseCache phases) {
        this.phases = phases;
    }

    /** The head on which {@code group} is decided; unless the connection commits by itself, its lock is held. */
    AppendSql.Head find(Connection connection, List<PendingAppend> group) throws SQLException {
        AppendSql.Head known = last;
        if (known != null
                && groupsLookingUp == 0
                && groupsLocking == 0
                && GroupDecision.needsNoStore(known, phases, group)) {
            // One statement is a transaction by itself: to begin and to commit it would only cost.
            connection.setAutoCommit(true);
            return known;
        }
        connection.setAutoCommit(false);
        LockedHead locked = LockedHead.lock(connection, phases.seenTo());
        phases.follow(locked);
        last = locked.head();
        groupsLocking = Math.max(0, groupsLocking - 1);
        return locked.head();
    }

    /** Whether a group's keys are to be looked up. */
    boolean looksKeysUp() {
        return groupsLookingUp > 0;
    }

    /** A group has been decided and, if it had events, appended. */
    void settled(AppendSql.Head now, boolean foundRepeats) {
        last = now;
        groupsLookingUp = foundRepeats ? GROUPS_LOOKING_UP_MAX : Math.max(0, groupsLookingUp - 1);
    }

    /** Others have moved the head since. */
    void movedByOthers() {
        last = null;
        groupsLocking = GROUPS_LOCKING_MAX;
    }

    /** The store has refused a repeated key. */
    void refusedKey() {
        groupsLookingUp = GROUPS_LOOKING_UP_MAX;
    }

    void forget() {
        last = null;
    }
}
