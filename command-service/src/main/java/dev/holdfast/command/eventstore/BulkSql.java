package dev.holdfast.command.eventstore;

import dev.holdfast.event.EventKey;
import dev.holdfast.event.EventType;
import dev.holdfast.event.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The statements of those who decide about thousands of events at once. */
public final class BulkSql {
    private static final String REHEARSED = "rehearsed_event";
    private static final String REHEARSED_SETS = "rehearsed_session_sets";

    /** For this connection {@code event} is then what is stored and what it has rehearsed itself. */
    private static final String BEGIN_REHEARSAL = """
            create temporary table %s (like event including all);
            create temporary view event as select * from event union all select * from %s;
            create temporary table %s (like session_sets including all);
            create temporary view session_sets as select * from session_sets union all select * from %s""".formatted(REHEARSED, REHEARSED, REHEARSED_SETS, REHEARSED_SETS);

    /**
     * Inferred pauses are notes: a file that has the real one, or goes on training, is not held against them.
     *
     * <p>The offset, as the limit below, has one look-up made for each element: joined as the planner likes, a table that
     * was never analyzed is compared with every element, row by row.
     */
    private static final String PHASE_CHANGES =
            """
            select e.athlete_id, e.type, e.occurred_at, e.source from unnest(?::text[]) a(athlete)
            cross join lateral (select * from event e
                where e.tenant_id = ? and e.athlete_id = a.athlete
                and e.type in %s
                and not (e.type = '%s' and e.source = 'holdfast') offset 0) e
            order by e.position""".formatted(EventSql.PHASE_TYPES, EventType.TRAINING_PAUSED.storedName());

    private static final String BY_KEYS = """
            select %s from unnest(?::text[], ?::text[]) k(source, id)
            cross join lateral (select * from event e
                where e.tenant_id = ? and e.source = k.source and e.source_event_id = k.id limit 1) e""".formatted(EventSql.COLUMNS);

    private static final String SINCE = """
            select e.athlete_id, e.source, e.source_event_id from event e
            where e.position > ? and e.tenant_id = ? order by e.position limit ?""";

    private static final String ERASED_SINCE = "select athlete_id from erasure where tenant_id = ? and position > ?";

    private static final String MOVE_HEAD = """
            with moved as (update event_head set head = ?, recorded_at = ?::timestamptz where head = ?)
            select pg_notify('%s', ?)""".formatted(AppendSql.CHANNEL);

    private BulkSql() {}

    /**
     * An athlete's start or pause.
     *
     * @param inferred nobody reported it
     */
    public record PhaseChange(String athlete, boolean started, Instant occurredAt, boolean inferred) {}

    /** By which it is seen whether an event that came in between concerns a decision. */
    public record Newcomer(String athlete, EventKey key) {}

    /** From here on the connection decides as if what it {@linkplain #rehearse rehearses} were stored. */
    public static void beginRehearsal(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(BEGIN_REHEARSAL);
        }
    }

    /** Adds rows that nobody else will ever see, at the positions after {@code position}. */
    public static void rehearse(Connection connection, long position, EventRows rows, Instant now) throws SQLException {
        rows.copy(connection, REHEARSED, position, now);
        SessionSetsSql.copy(connection, REHEARSED_SETS, rows.sessions(position));
    }

    /** Copies {@code rows} to the positions after {@code head}, which the caller has locked, and moves the head. */
    public static void append(Connection connection, AppendSql.Head head, EventRows rows, Instant now)
            throws SQLException {
        Instant recordedAt = head.recordedAtOf(now);
        rows.copy(connection, "event", head.position(), recordedAt);
        SessionSetsSql.copy(connection, "session_sets", rows.sessions(head.position()));
        for (NewEvent revision : rows.revisions()) {
            AppendSql.revise(connection, revision);
        }
        long last = head.position() + rows.count();
        try (PreparedStatement statement = connection.prepareStatement(MOVE_HEAD)) {
            statement.setLong(1, last);
            statement.setString(2, recordedAt.toString());
            statement.setLong(3, head.position());
            statement.setString(4, Long.toString(last));
            statement.execute();
        }
    }

    /** Gives the starts and pauses of {@code athletes}, those of one athlete in order of position. */
    public static void eachPhaseChange(
            Connection connection, TenantId tenant, Collection<String> athletes, Consumer<PhaseChange> to)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PHASE_CHANGES)) {
            statement.setArray(1, connection.createArrayOf("text", athletes.toArray(String[]::new)));
            statement.setString(2, tenant.value());
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    to.accept(new PhaseChange(
                            found.getString(1),
                            found.getString(2).equals(EventType.TRAINING_STARTED.storedName()),
                            EventSql.instant(found, 3),
                            found.getString(4).equals("holdfast")));
                }
            }
        }
    }

    /** Gives the events that have one of {@code keys}. */
    public static void eachWithKey(
            Connection connection, TenantId tenant, Collection<EventKey> keys, Consumer<StoredEvent> to)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BY_KEYS)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", keys.stream().map(EventKey::source).toArray(String[]::new)));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text", keys.stream().map(EventKey::sourceEventId).toArray(String[]::new)));
            statement.setString(3, tenant.value());
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    to.accept(EventSql.row(found, 1));
                }
            }
        }
    }

    /** The tenant's athletes who were erased after {@code position}. */
    public static Set<String> erasedSince(Connection connection, TenantId tenant, long position) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ERASED_SINCE)) {
            statement.setString(1, tenant.value());
            statement.setLong(2, position);
            try (ResultSet found = statement.executeQuery()) {
                Set<String> erased = new HashSet<>();
                while (found.next()) {
                    erased.add(found.getString(1));
                }
                return erased;
            }
        }
    }

    /**
     * Whether any of the tenant's events after {@code position} {@code touches}, or more than {@code limit} came, which
     * are not looked at one by one.
     */
    public static boolean anySince(
            Connection connection, TenantId tenant, long position, int limit, Predicate<Newcomer> touches)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SINCE)) {
            statement.setLong(1, position);
            statement.setString(2, tenant.value());
            statement.setInt(3, limit + 1);
            try (ResultSet found = statement.executeQuery()) {
                int seen = 0;
                while (found.next()) {
                    seen++;
                    if (seen > limit
                            || touches.test(new Newcomer(
                                    found.getString(1), new EventKey(found.getString(2), found.getString(3))))) {
                        return true;
                    }
                }
                return false;
            }
        }
    }
}
