package dev.holdfast.command.eventstore;

import dev.holdfast.kit.postgres.SqlArrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds events at the head, in the caller's transaction. */
public final class AppendSql {
    /** Notified when a commit has added events, or a moment later; the message is the new head. */
    public static final String CHANNEL = "holdfast_events";

    /**
     * The head, by the index that leads to its newest version at once: the older ones stay as long as anybody holds a
     * snapshot, and there is one more of them with each append.
     */
    public static final String HEAD = "select head, recorded_at from event_head order by head desc limit 1";

    /** Takes the head's lock until the transaction ends; {@link #head} reads what it answers. */
    public static final String LOCK_HEAD = HEAD + " for update";

    /**
     * Moves the head, if it is where the caller takes it to be, and everything else only with it: an update that had to wait
     * for its row looks at it again. Without a row in the answer, nothing has happened. Arrays in a select list are read side
     * by side; each of those that a FROM clause unnests would be written to a table of its own before.
     */
    private static final String APPEND = """
            with moved as (
                update event_head set head = ?, recorded_at = ? where head = ? returning true
            ), added as (
                insert into event (position, event_id, tenant_id, athlete_id, type, schema_version, occurred_at,
                    recorded_at, source, source_event_id, payload, metadata)
                select n.* from moved cross join (select generate_series(?::bigint, ?::bigint),
                    unnest(?::uuid[]), unnest(?::text[]), unnest(?::text[]), unnest(?::text[]), unnest(?::int[]),
                    unnest(?::timestamptz[]), unnest(?::timestamptz[]), unnest(?::text[]), unnest(?::text[]),
                    unnest(?::bytea[]), unnest(?::bytea[])) n
            ), session as materialized (
                select s.* from moved cross join (select unnest(?::int[]) as i, unnest(?::bigint[]) as digest,
                    unnest(?::timestamptz[]) as starts_at, unnest(?::timestamptz[]) as ends_at) s
            ), kept as (
                insert into session_sets (session_position, digest, starts_at, ends_at)
                select ? + s.i, s.digest, s.starts_at, s.ends_at from session s
            )%s
            select notified.*, s.i, o.* from (select case when ? then pg_notify('%s', ?) end from moved) notified
            left join (session s cross join lateral %s o) on true""";

    private static final String TAGGED = """
            , tagged as (
                insert into event_tag (tag, position)
                select distinct t.tag, ? + t.i from moved cross join unnest(?::text[], ?::int[]) t(tag, i)
            )""";

    private static final String APPEND_UNTAGGED = APPEND.formatted("", CHANNEL, SessionSetsSql.BESIDE);
    private static final String APPEND_TAGGED = APPEND.formatted(TAGGED, CHANNEL, SessionSetsSql.BESIDE);

    /** One round trip less; the server answers when the commit is durable, and leaves it out when the append fails. */
    private static final String AND_COMMIT = "; commit";

    private static final String APPEND_UNTAGGED_AND_COMMIT = APPEND_UNTAGGED + AND_COMMIT;
    private static final String APPEND_TAGGED_AND_COMMIT = APPEND_TAGGED + AND_COMMIT;

    private static final String NOTIFY = "select pg_notify('%s', ?)".formatted(CHANNEL);

    private AppendSql() {}

    /** The last position handed out, and the last recorded time. */
    public record Head(long position, Instant recordedAt) {
        /** The recorded time of what comes next: it never goes back, even when the clock does. */
        public Instant recordedAtOf(Instant now) {
            return now.isAfter(recordedAt) ? now.truncatedTo(ChronoUnit.MICROS) : recordedAt;
        }
    }

    /** Takes the head's lock until the transaction ends: from here on nobody else appends. */
    public static Head lockHead(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK_HEAD);
                ResultSet found = statement.executeQuery()) {
            return head(found);
        }
    }

    /** The head that {@link #LOCK_HEAD} found. */
    public static Head head(ResultSet found) throws SQLException {
        found.next();
        OffsetDateTime recordedAt = found.getObject(2, OffsetDateTime.class);
        // The first row says -infinity, which the driver gives as the smallest time it knows.
        Instant at = recordedAt.getYear() < 1 ? Instant.EPOCH : recordedAt.toInstant();
        return new Head(found.getLong(1), at);
    }

    /**
     * Inserts {@code events} at the positions after {@code head}, which the caller has locked, and moves the head.
     *
     * @param now the clock; the recorded time never goes back, even when the clock does
     * @return by index into {@code events}, the sessions stored before that may be the same
     */
    public static Map<Integer, List<Suspect>> append(
            Connection connection, Head head, List<NewEvent> events, Instant now) throws SQLException {
        Map<Integer, List<Suspect>> suspects = insert(connection, head, events, now, true, false);
        if (suspects == null) {
            throw new IllegalStateException("the head's lock is not held: head=" + head.position());
        }
        for (NewEvent event : events) {
            revise(connection, event);
        }
        return suspects;
    }

    /**
     * As {@link #append}, and ends the transaction. The lock need not be held for events that change no earlier ones.
     *
     * @param notifies whether readers are notified; otherwise a later commit must, or {@link #notifyReaders}
     * @return null when nothing was appended, since the head is not where {@code head} says
     */
    public static @Nullable Map<Integer, List<Suspect>> appendAndCommit(
            Connection connection, Head head, List<NewEvent> events, Instant now, boolean notifies)
            throws SQLException {
        if (events.stream().allMatch(event -> event.revised() == null)) {
            return insert(connection, head, events, now, notifies, !connection.getAutoCommit());
        }
        Map<Integer, List<Suspect>> suspects = append(connection, head, events, now);
        connection.commit();
        return suspects;
    }

    /** Notifies readers of the events up to {@code head}; no transaction is open. */
    public static void notifyReaders(Connection connection, long head) throws SQLException {
        connection.setAutoCommit(true);
        try (PreparedStatement statement = connection.prepareStatement(NOTIFY)) {
            statement.setString(1, Long.toString(head));
            statement.execute();
        }
    }

    private static @Nullable Map<Integer, List<Suspect>> insert(
            Connection connection, Head head, List<NewEvent> events, Instant now, boolean notifies, boolean commits)
            throws SQLException {
        Instant recordedAt = head.recordedAtOf(now);
        List<String> tags = new ArrayList<>();
        List<Integer> tagged = new ArrayList<>();
        List<SessionSets> sessions = new ArrayList<>();
        List<Integer> sessionAt = new ArrayList<>();
        Map<Integer, List<Suspect>> suspects = new HashMap<>();
        for (int i = 0; i < events.size(); i++) {
            SessionSets own = events.get(i).ownSets();
            if (own != null) {
                sessions.add(own);
                sessionAt.add(i + 1);
            }
            for (String tag : events.get(i).tags()) {
                tags.add(tag);
                tagged.add(i + 1);
            }
        }
        long last = head.position() + events.size();
        String sql = tags.isEmpty()
                ? commits ? APPEND_UNTAGGED_AND_COMMIT : APPEND_UNTAGGED
                : commits ? APPEND_TAGGED_AND_COMMIT : APPEND_TAGGED;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int p = 1;
            statement.setLong(p++, last);
            statement.setObject(p++, recordedAt.atOffset(ZoneOffset.UTC));
            statement.setLong(p++, head.position());
            statement.setLong(p++, head.position() + 1);
            statement.setLong(p++, last);
            statement.setArray(p++, SqlArrays.uuids(connection, events, NewEvent::eventId));
            statement.setArray(
                    p++,
                    SqlArrays.text(
                            connection,
                            events,
                            e -> e.owner() == null ? null : e.owner().tenant()));
            statement.setArray(
                    p++,
                    SqlArrays.text(
                            connection,
                            events,
                            e -> e.owner() == null ? null : e.owner().athlete()));
            statement.setArray(p++, SqlArrays.text(connection, events, NewEvent::type));
            statement.setObject(
                    p++, events.stream().mapToInt(NewEvent::schemaVersion).toArray());
            statement.setArray(p++, SqlArrays.times(connection, events, NewEvent::occurredAt));
            statement.setArray(
                    p++,
                    SqlArrays.times(connection, events, e -> e.recordedAt() == null ? recordedAt : e.recordedAt()));
            statement.setArray(p++, SqlArrays.text(connection, events, NewEvent::source));
            statement.setArray(p++, SqlArrays.text(connection, events, NewEvent::sourceEventId));
            statement.setArray(p++, SqlArrays.bytes(connection, events, NewEvent::payload));
            statement.setArray(p++, SqlArrays.bytes(connection, events, NewEvent::metadata));
            statement.setArray(p++, connection.createArrayOf("int4", sessionAt.toArray(Integer[]::new)));
            SessionSetsSql.bind(statement, p, sessions);
            p += 3;
            statement.setLong(p++, head.position());
            if (!tags.isEmpty()) {
                statement.setLong(p++, head.position());
                statement.setArray(p++, connection.createArrayOf("text", tags.toArray(String[]::new)));
                statement.setArray(p++, connection.createArrayOf("int4", tagged.toArray(Integer[]::new)));
            }
            statement.setBoolean(p++, notifies);
            statement.setString(p, Long.toString(last));
            statement.execute();
            try (ResultSet found = statement.getResultSet()) {
                boolean moved = false;
                while (found.next()) {
                    moved = true;
                    int i = found.getInt(2);
                    if (!found.wasNull()) {
                        suspects.computeIfAbsent(i - 1, k -> new ArrayList<>(1)).add(SessionSetsSql.suspect(found, 3));
                    }
                }
                if (!moved) {
                    return null;
                }
            }
        }
        return suspects;
    }

    /** What a correction or retraction, which is stored already, changes of the session that it names. */
    static void revise(Connection connection, NewEvent event) throws SQLException {
        if (event.revised() != null && event.owner() != null) {
            SessionSetsSql.revise(connection, event.owner(), event.revised(), event.sets());
        }
    }
}
