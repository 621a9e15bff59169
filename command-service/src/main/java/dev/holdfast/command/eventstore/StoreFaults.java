package dev.holdfast.command.eventstore;

import dev.holdfast.kit.postgres.SqlFailures;
import dev.holdfast.kit.problem.ProblemException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL's error codes mean for an append. */
public final class StoreFaults {
    /** Serialization failure, deadlock, lock not available, shutdown, crash, starting up, statement timeout. */
    private static final Set<String> PASSING =
            Set.of("40001", "40P01", "55P03", "57P01", "57P02", "57P03", "57014", "25P03", "25P04");

    /** Ours: this process may not append by the clock that it has. */
    static final String CLOCK_AHEAD = "HF001";

    private StoreFaults() {}

    /** Whether the same work may succeed on a new connection a moment later. */
    public static boolean isPassing(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.startsWith("08") || PASSING.contains(state);
    }

    /** Whether the server answered that it failed: then nothing was stored. A connection that ends leaves it open. */
    public static boolean isAnswer(SQLException e) {
        String state = e.getSQLState();
        return state != null && !state.startsWith("08") && !state.startsWith("57P");
    }

    /** Whether the server ended the transaction so that another one could go on. */
    public static boolean isDeadlock(SQLException e) {
        return "40P01".equals(e.getSQLState());
    }

    /** Whether a key is stored already, or was stored at the same moment by somebody else. */
    public static boolean isRepeatedKey(SQLException e) {
        return "23505".equals(e.getSQLState());
    }

    /** Whether the values themselves were refused, so that every retry would be. */
    public static boolean isRefusedValue(SQLException e) {
        return SqlFailures.isOfData(e);
    }

    /** The failure as callers see it: to be tried again, unless the values themselves are refused. */
    public static ProblemException asProblem(SQLException e, boolean outcomeUnknown) {
        // A key that is stored twice over is a fault of the store, not of what was sent.
        return isRefusedValue(e) && !isRepeatedKey(e) ? new UnstorableException(e) : unavailable(e, outcomeUnknown);
    }

    private static StoreUnavailableException unavailable(SQLException e, boolean outcomeUnknown) {
        String state = e.getSQLState();
        String what;
        if (state == null || state.startsWith("08") || state.startsWith("57P")) {
            what = "the event store's database is away: try again in a few seconds";
        } else if (state.equals(CLOCK_AHEAD)) {
            what = String.valueOf(e.getMessage());
        } else if (state.equals("25006")) {
            what = "the event store's database is read-only: connect to the primary, or end its recovery";
        } else if (state.equals("53100")) {
            what = "the event store's disk is full: free space on the database server";
        } else if (state.startsWith("53")) {
            what = "the event store's database is out of resources: try again, or raise its limits";
        } else if (state.equals("55P03")) {
            what = "another transaction holds the event store's head: try again, and end the one that holds it";
        } else {
            what = "the event store's database refused the append: see the service's log";
        }
        String unknown = outcomeUnknown
                ? "; whether the events were stored is unknown, so send them again with the same source and sourceEventId"
                : "";
        return new StoreUnavailableException("%s (sqlState=%s)%s".formatted(what, state, unknown), e);
    }

    /** A failure that has one of the database among its causes, as callers see it; null when it is a defect of ours. */
    public static @Nullable ProblemException explain(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e) {
                return isPassing(e) || isRefusedValue(e) ? asProblem(e, false) : null;
            }
        }
        return null;
    }
}
