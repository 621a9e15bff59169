package dev.holdfast.command.eventstore;

import dev.holdfast.event.EventKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every statement on what sessions are compared by, but for the insert that is part of a group's append. */
public final class SessionSetsSql {
    /** One names the session to look at; more than these say nothing more. */
    static final int SUSPECTS_MAX = 10;

    /** Stored sessions beside {@code s}, a relation with digest, starts_at and ends_at; no session lasts longer than a day. */
    static final String BESIDE = """
            (select e.event_id, e.position, e.source, e.source_event_id
                from session_sets o join event e on e.position = o.session_position
                where o.digest = s.digest and o.starts_at > s.starts_at - interval '1 day' and o.starts_at < s.ends_at
                and o.ends_at > s.starts_at order by o.starts_at limit %d)""".formatted(SUSPECTS_MAX);

    private static final String SUSPECTS = """
            select s.i, o.* from unnest(?::int[], ?::bigint[], ?::timestamptz[], ?::timestamptz[])
                s(i, digest, starts_at, ends_at)
            cross join lateral %s o""".formatted(BESIDE);

    private static final String KEEP = """
            insert into %s (session_position, digest, starts_at, ends_at)
            select * from unnest(?::bigint[], ?::bigint[], ?::timestamptz[], ?::timestamptz[])""";

    private static final String FORGET = """
            delete from session_sets where session_position = (select position from event
                where tenant_id = ? and source = ? and source_event_id = ?)""";

    private static final String REVISE = """
            insert into session_sets (session_position, digest, starts_at, ends_at)
            select e.position, ?, ?::timestamptz, ?::timestamptz from event e
            where e.tenant_id = ? and e.source = ? and e.source_event_id = ?
            on conflict (session_position) do update
                set digest = excluded.digest, starts_at = excluded.starts_at, ends_at = excluded.ends_at""";

    private static final String BEFORE = """
            select e.event_id, e.position, e.source, e.source_event_id from session_sets s
            join session_sets o on o.digest = s.digest and o.session_position < s.session_position
                and o.starts_at < s.ends_at and o.ends_at > s.starts_at
            join event e on e.position = o.session_position
            where s.session_position = ? order by o.starts_at limit ?""";

    private static final String PAIRS = """
            select e.event_id, e.position, e.source, e.source_event_id, e.occurred_at,
                b.event_id, b.position, b.source, b.source_event_id, b.occurred_at
            from event e
            join session_sets s on s.session_position = e.position
            join session_sets o on o.digest = s.digest and o.session_position < s.session_position
                and o.starts_at < s.ends_at and o.ends_at > s.starts_at
            join event b on b.position = o.session_position
            where e.tenant_id = ? and e.athlete_id = ? and e.position >= ? and (e.position, b.position) > (?, ?)
            order by e.position, b.position limit ?""";

    private SessionSetsSql() {}

    /** One session as {@code session_sets} is to have it. */
    record Kept(long position, SessionSets sets) {}

    /** The stored sessions that may be the same as one of {@code sessions}, by index into them. */
    public static Map<Integer, List<Suspect>> suspects(Connection connection, List<SessionSets> sessions)
            throws SQLException {
        Map<Integer, List<Suspect>> suspects = new HashMap<>();
        if (sessions.isEmpty()) {
            return suspects;
        }
        try (PreparedStatement statement = connection.prepareStatement(SUSPECTS)) {
            Integer[] i = new Integer[sessions.size()];
            for (int n = 0; n < i.length; n++) {
                i[n] = n;
            }
            statement.setArray(1, connection.createArrayOf("int4", i));
            bind(connection, statement, 2, sessions);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    suspects.computeIfAbsent(found.getInt(1), k -> new ArrayList<>(1))
                            .add(suspect(found, 2));
                }
            }
        }
        return suspects;
    }

    /** @param table {@code session_sets} or one with the same columns */
    static void keep(Connection connection, String table, List<Kept> sessions) throws SQLException {
        if (sessions.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(KEEP.formatted(table))) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "int8", sessions.stream().map(Kept::position).toArray()));
            bind(connection, statement, 2, sessions.stream().map(Kept::sets).toList());
            statement.executeUpdate();
        }
    }

    /** A correction or retraction that is stored: from here on the session is compared as it says, or not at all. */
    static void revise(Connection connection, String tenant, EventKey session, @Nullable SessionSets now)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(now == null ? FORGET : REVISE)) {
            int p = 1;
            if (now != null) {
                statement.setLong(p++, now.digest());
                statement.setString(p++, now.startsAt().toString());
                statement.setString(p++, now.endsAt().toString());
            }
            statement.setString(p++, tenant);
            statement.setString(p++, session.source());
            statement.setString(p, session.sourceEventId());
            statement.executeUpdate();
        }
    }

    /** The sessions stored before the one at {@code position} that may be the same. */
    public static List<Suspect> before(Connection connection, long position) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEFORE)) {
            statement.setLong(1, position);
            statement.setInt(2, SUSPECTS_MAX);
            List<Suspect> suspects = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    suspects.add(suspect(found, 1));
                }
            }
            return suspects;
        }
    }

    /** A session of an athlete and an earlier stored one that may be the same. */
    public record Pair(Suspect session, Instant occurredAt, Suspect earlier, Instant earlierOccurredAt) {}

    /** The athlete's next pairs after those of two positions, at most {@code limit}. */
    public static List<Pair> pairs(
            Connection connection, AthleteKey of, long afterSession, long afterEarlier, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PAIRS)) {
            statement.setString(1, of.tenant());
            statement.setString(2, of.athlete());
            statement.setLong(3, afterSession);
            statement.setLong(4, afterSession);
            statement.setLong(5, afterEarlier);
            statement.setInt(6, limit);
            List<Pair> pairs = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    pairs.add(new Pair(
                            suspect(found, 1),
                            EventSql.instant(found, 5),
                            suspect(found, 6),
                            EventSql.instant(found, 10)));
                }
            }
            return pairs;
        }
    }

    /** The suspect whose four columns begin at {@code c}. */
    static Suspect suspect(ResultSet found, int c) throws SQLException {
        return new Suspect(
                found.getObject(c, UUID.class), found.getLong(c + 1), found.getString(c + 2), found.getString(c + 3));
    }

    /** Sets digests, starts and ends as the three arrays from {@code p} on. */
    static void bind(Connection connection, PreparedStatement statement, int p, List<SessionSets> sessions)
            throws SQLException {
        statement.setArray(
                p,
                connection.createArrayOf(
                        "int8", sessions.stream().map(SessionSets::digest).toArray()));
        statement.setArray(
                p + 1,
                connection.createArrayOf(
                        "timestamptz",
                        sessions.stream().map(s -> s.startsAt().toString()).toArray()));
        statement.setArray(
                p + 2,
                connection.createArrayOf(
                        "timestamptz",
                        sessions.stream().map(s -> s.endsAt().toString()).toArray()));
    }
}
