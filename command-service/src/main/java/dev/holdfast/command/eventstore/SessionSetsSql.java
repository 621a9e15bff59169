package dev.holdfast.command.eventstore;

import dev.holdfast.event.EventKey;
import dev.holdfast.kit.postgres.CopyRows;
import dev.holdfast.kit.postgres.SqlArrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every statement on what sessions are compared by, but for the insert that is part of a group's append. */
public final class SessionSetsSql {
    /** One names the session to look at; more than these say nothing more. */
    static final int SUSPECTS_MAX = 10;

    /** Stored sessions beside {@code s}, a relation with digest, starts_at and ends_at; no session lasts longer than a day. */
    private static final String OVERLAPPING = """
            from session_sets o where o.digest = s.digest and o.starts_at > s.starts_at - interval '1 day'
                and o.starts_at < s.ends_at and o.ends_at > s.starts_at
            order by o.session_position limit %d""".formatted(SUSPECTS_MAX);

    static final String BESIDE = """
            (select e.event_id, e.position, e.source, e.source_event_id
                from (select o.session_position %s) o join event e on e.position = o.session_position)""".formatted(OVERLAPPING);

    private static final String SUSPECTS = """
            select s.ordinality - 1, e.event_id, e.position, e.source, e.source_event_id
            from unnest(?::bigint[], ?::timestamptz[], ?::timestamptz[]) with ordinality s(digest, starts_at, ends_at)
            cross join lateral (select o.session_position %s) o
            join lateral (select * from event e where e.position = o.session_position limit 1) e on true""".formatted(OVERLAPPING);

    /** Of an array in the order of the index, which is read once from its first to its last. */
    private static final String KNOWN = "select distinct digest from session_sets where digest = any (?)";

    private static final String FORGET = """
            delete from session_sets where digest between ? and ? and session_position = (select position from event
                where tenant_id = ? and source = ? and source_event_id = ?)""";

    private static final String KEEP = """
            insert into session_sets (digest, session_position, starts_at, ends_at)
            select ?, e.position, ?::timestamptz, ?::timestamptz from event e
            where e.tenant_id = ? and e.source = ? and e.source_event_id = ?""";

    private static final String BEFORE = """
            select e.event_id, e.position, e.source, e.source_event_id from session_sets s
            join session_sets o on o.digest = s.digest and o.session_position < s.session_position
                and o.starts_at < s.ends_at and o.ends_at > s.starts_at
            join event e on e.position = o.session_position
            where s.digest between ? and ? and s.session_position = ? order by o.starts_at limit ?""";

    private static final String PAIRS = """
            select e.event_id, e.position, e.source, e.source_event_id, e.occurred_at,
                b.event_id, b.position, b.source, b.source_event_id, b.occurred_at
            from session_sets s
            join session_sets o on o.digest = s.digest and o.session_position < s.session_position
                and o.starts_at < s.ends_at and o.ends_at > s.starts_at
            join event e on e.position = s.session_position
            join event b on b.position = o.session_position
            where s.digest between ? and ? and e.tenant_id = ? and e.athlete_id = ?
            and (s.session_position, o.session_position) > (?, ?)
            order by s.session_position, o.session_position limit ?""";

    private SessionSetsSql() {}

    /** One session as {@code session_sets} is to have it. */
    record Kept(long position, SessionSets sets) {}

    /** The stored sessions that may be the same as one of {@code sessions}. */
    public static Map<SessionSets, List<Suspect>> suspects(Connection connection, List<SessionSets> sessions)
            throws SQLException {
        Set<Long> known = known(connection, sessions);
        List<SessionSets> likely = sessions.stream()
                .filter(session -> known.contains(session.digest()))
                .toList();
        return likely.isEmpty() ? Map.of() : overlapping(connection, likely);
    }

    /** Which digests are stored: mostly none, and that is quickly said of thousands. */
    private static Set<Long> known(Connection connection, List<SessionSets> sessions) throws SQLException {
        Set<Long> known = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(KNOWN)) {
            statement.setObject(
                    1, sessions.stream().mapToLong(SessionSets::digest).sorted().toArray());
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    known.add(found.getLong(1));
                }
            }
        }
        return known;
    }

    private static Map<SessionSets, List<Suspect>> overlapping(Connection connection, List<SessionSets> sessions)
            throws SQLException {
        Map<SessionSets, List<Suspect>> suspects = new IdentityHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(SUSPECTS)) {
            bind(statement, 1, sessions);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    suspects.computeIfAbsent(sessions.get(found.getInt(1)), k -> new ArrayList<>(1))
                            .add(suspect(found, 2));
                }
            }
        }
        return suspects;
    }

    /** @param table {@code session_sets} or one with the same columns */
    static void copy(Connection connection, String table, List<Kept> sessions) throws SQLException {
        CopyRows rows = new CopyRows("digest", "session_position", "starts_at", "ends_at");
        for (Kept session : sessions) {
            rows.row();
            rows.int8(session.sets().digest());
            rows.int8(session.position());
            rows.time(session.sets().startsAt());
            rows.time(session.sets().endsAt());
        }
        rows.copyInto(connection, table);
    }

    /** A correction or retraction that is stored: from here on the session is compared as it says, or not at all. */
    static void revise(Connection connection, AthleteKey owner, EventKey session, @Nullable SessionSets now)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
            setRange(statement, owner);
            setKey(statement, 3, owner, session);
            statement.executeUpdate();
        }
        if (now != null) {
            try (PreparedStatement statement = connection.prepareStatement(KEEP)) {
                statement.setLong(1, now.digest());
                statement.setString(2, now.startsAt().toString());
                statement.setString(3, now.endsAt().toString());
                setKey(statement, 4, owner, session);
                statement.executeUpdate();
            }
        }
    }

    private static void setRange(PreparedStatement statement, AthleteKey owner) throws SQLException {
        statement.setLong(1, SessionSets.digestMin(owner));
        statement.setLong(2, SessionSets.digestMax(owner));
    }

    private static void setKey(PreparedStatement statement, int p, AthleteKey owner, EventKey session)
            throws SQLException {
        statement.setString(p, owner.tenant());
        statement.setString(p + 1, session.source());
        statement.setString(p + 2, session.sourceEventId());
    }

    /** The sessions stored before the one at {@code position} that may be the same. */
    public static List<Suspect> before(Connection connection, AthleteKey owner, long position) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEFORE)) {
            setRange(statement, owner);
            statement.setLong(3, position);
            statement.setInt(4, SUSPECTS_MAX);
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
            setRange(statement, of);
            statement.setString(3, of.tenant());
            statement.setString(4, of.athlete());
            statement.setLong(5, afterSession);
            statement.setLong(6, afterEarlier);
            statement.setInt(7, limit);
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
    static void bind(PreparedStatement statement, int p, List<SessionSets> sessions) throws SQLException {
        statement.setObject(p, sessions.stream().mapToLong(SessionSets::digest).toArray());
        Connection connection = statement.getConnection();
        statement.setArray(p + 1, SqlArrays.times(connection, sessions, SessionSets::startsAt));
        statement.setArray(p + 2, SqlArrays.times(connection, sessions, SessionSets::endsAt));
    }
}
