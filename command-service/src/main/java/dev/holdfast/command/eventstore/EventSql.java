package dev.holdfast.command.eventstore;

import dev.holdfast.event.EventType;
import dev.holdfast.event.TenantId;
import dev.holdfast.kit.postgres.PostgresTime;
import dev.holdfast.kit.postgres.SqlArrays;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is read of the event tables. {@link AppendSql} adds to them, {@link BulkSql} thousands of events at once. */
public final class EventSql {
    /**
     * The types that begin or pause training, as SQL has them after {@code in}: the condition of the index {@code event_phase}.
     * Spelled out in each statement, so that the planner sees that the index holds them all.
     */
    public static final String PHASE_TYPES = types(EventType::changesPhase);

    private static final Set<String> PHASE_NAMES = Arrays.stream(EventType.values())
            .filter(EventType::changesPhase)
            .map(EventType::storedName)
            .collect(Collectors.toUnmodifiableSet());

    /** At 200 to 500 bytes a row this is well under a megabyte, and long enough to spread the round trip. */
    public static final int PAGE_SIZE = 1_000;

    public static final String COLUMNS = """
            e.position, e.event_id, e.tenant_id, e.athlete_id, e.type, e.schema_version, e.occurred_at, e.recorded_at,
            e.source, e.source_event_id, e.payload, e.metadata""";

    private static final String PHASE_CHANGED = """
            select g.i from unnest(?::int[], ?::text[], ?::text[], ?::bigint[]) g(i, tenant, athlete, marker)
            where exists (select 1 from event e
                where e.tenant_id = g.tenant and e.athlete_id = g.athlete and e.position > g.marker
                and e.type in %s)
            or exists (select 1 from erasure r
                where r.tenant_id = g.tenant and r.athlete_id = g.athlete and r.position > g.marker)""".formatted(PHASE_TYPES);

    private static final String KEYS = """
            select k.i, e.position from unnest(?::int[], ?::text[], ?::text[], ?::text[]) k(i, tenant, source, id)
            join event e on e.tenant_id = k.tenant and e.source = k.source and e.source_event_id = k.id""";

    private static final String PHASE_PAGES = """
            select h.head, a.i, %s from (%s) h
            cross join unnest(?::text[], ?::text[]) with ordinality a(tenant, athlete, i)
            left join lateral (select %s from event e
                where e.tenant_id = a.tenant and e.athlete_id = a.athlete
                and e.type in %s order by e.position limit %d) e on true""".formatted(COLUMNS, AppendSql.HEAD, COLUMNS, PHASE_TYPES, PAGE_SIZE);

    private static final String BY_KEY =
            "select " + COLUMNS + " from event e where e.tenant_id = ? and e.source = ? and e.source_event_id = ?";

    /** Of some rows in order those before which payloads have fewer bytes than asked: one at least, whatever its size. */
    private static final String WITHIN_BYTES = """
            select %s from (
                select *, sum(octet_length(payload)) over (order by position) - octet_length(payload) as bytes_before
                from (select * from event where %s order by position limit ?) page
            ) e where e.bytes_before < ? order by e.position""";

    private static final String AFTER = WITHIN_BYTES.formatted(COLUMNS, "position > ?");

    private static final String OF_ATHLETE =
            WITHIN_BYTES.formatted(COLUMNS, "tenant_id = ? and athlete_id = ? and position > ?");

    /** The rows from one position to another, both included, for checks. */
    public static final String BETWEEN =
            "select " + COLUMNS + " from event e where e.position between ? and ? order by e.position";

    private static final String OF_TYPE = """
            select %s from unnest(?::text[]) a(athlete) cross join lateral (select * from event e
                where e.tenant_id = ? and e.athlete_id = a.athlete and e.type = ? offset 0) e""".formatted(COLUMNS);

    private static final String EVENT_IDS =
            "select event_id from event where position > ? and position <= ? order by position";

    /** Read from the first position on: events of other Axon applications bring times that need not be in order. */
    private static final String POSITION_BEFORE = """
            select coalesce((select min(position) - 1 from event where recorded_at >= ?), (select max(head) from event_head))""";

    private static final String HEAD = AppendSql.HEAD;

    private EventSql() {}

    /** Whether an event of this type says that training begins or pauses. */
    public static boolean changesPhase(String type) {
        return PHASE_NAMES.contains(type);
    }

    /** A list of the types of some kind, as SQL has it after {@code in}. */
    public static String types(Predicate<EventType> kind) {
        return Arrays.stream(EventType.values())
                .filter(kind)
                .map(type -> "'" + type.storedName() + "'")
                .collect(Collectors.joining(", ", "(", ")"));
    }

    public static long head(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HEAD);
                ResultSet found = statement.executeQuery()) {
            found.next();
            return found.getLong(1);
        }
    }

    /** Which of {@code owners} were started, paused or erased after their marker. */
    public static BitSet phaseChanged(Connection connection, List<AthleteKey> owners, List<Long> markers)
            throws SQLException {
        BitSet changed = new BitSet();
        if (owners.isEmpty()) {
            return changed;
        }
        try (PreparedStatement statement = connection.prepareStatement(PHASE_CHANGED)) {
            statement.setArray(1, SqlArrays.indices(connection, owners.size()));
            statement.setArray(2, SqlArrays.text(connection, owners, AthleteKey::tenant));
            statement.setArray(3, SqlArrays.text(connection, owners, AthleteKey::athlete));
            statement.setArray(4, connection.createArrayOf("int8", markers.toArray()));
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    changed.set(found.getInt(1));
                }
            }
        }
        return changed;
    }

    /** The positions of those of {@code keys} that are stored, by index into {@code keys}. Keys without tenant are skipped. */
    public static Map<Integer, Long> stored(Connection connection, List<NewEvent.StoredKey> keys) throws SQLException {
        Map<Integer, Long> positions = new HashMap<>();
        if (keys.isEmpty()) {
            return positions;
        }
        try (PreparedStatement statement = connection.prepareStatement(KEYS)) {
            statement.setArray(1, SqlArrays.indices(connection, keys.size()));
            statement.setArray(2, SqlArrays.text(connection, keys, NewEvent.StoredKey::tenant));
            statement.setArray(3, SqlArrays.text(connection, keys, NewEvent.StoredKey::source));
            statement.setArray(4, SqlArrays.text(connection, keys, NewEvent.StoredKey::sourceEventId));
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    positions.put(found.getInt(1), found.getLong(2));
                }
            }
        }
        return positions;
    }

    /** For each of {@code owners}: the head and the first page of starts and pauses, all in one snapshot. */
    public static List<EventPage> phasePages(Connection connection, List<AthleteKey> owners) throws SQLException {
        List<List<StoredEvent>> rows = new ArrayList<>(owners.size());
        for (int i = 0; i < owners.size(); i++) {
            rows.add(new ArrayList<>(2));
        }
        long head = 0;
        try (PreparedStatement statement = connection.prepareStatement(PHASE_PAGES)) {
            statement.setArray(1, SqlArrays.text(connection, owners, AthleteKey::tenant));
            statement.setArray(2, SqlArrays.text(connection, owners, AthleteKey::athlete));
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    head = found.getLong(1);
                    found.getLong(3);
                    if (!found.wasNull()) {
                        rows.get(found.getInt(2) - 1).add(row(found, 3));
                    }
                }
            }
        }
        List<EventPage> pages = new ArrayList<>(owners.size());
        for (List<StoredEvent> events : rows) {
            sort(events);
            pages.add(new EventPage(head, events));
        }
        return pages;
    }

    /** The event with this key. */
    public static @Nullable StoredEvent byKey(Connection connection, NewEvent.StoredKey key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BY_KEY)) {
            statement.setString(1, key.tenant());
            statement.setString(2, key.source());
            statement.setString(3, key.sourceEventId());
            List<StoredEvent> rows = rows(statement);
            return rows.isEmpty() ? null : rows.getFirst();
        }
    }

    /**
     * The next events after {@code position}, at most {@code limit}, and no more than one beyond {@code bytes} of payload.
     */
    public static List<StoredEvent> after(Connection connection, long position, int limit, long bytes)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(AFTER)) {
            statement.setLong(1, position);
            statement.setInt(2, limit);
            statement.setLong(3, bytes);
            return rows(statement);
        }
    }

    /**
     * The athlete's next events after {@code position}, at most {@code limit}, and no more than one beyond {@code bytes} of
     * payload.
     */
    public static List<StoredEvent> ofAthlete(
            Connection connection, AthleteKey of, long position, int limit, long bytes) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OF_ATHLETE)) {
            statement.setString(1, of.tenant());
            statement.setString(2, of.athlete());
            statement.setLong(3, position);
            statement.setInt(4, limit);
            statement.setLong(5, bytes);
            return rows(statement);
        }
    }

    /** The last position before the first event recorded at {@code at} or later. */
    public static long positionBefore(Connection connection, OffsetDateTime at) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(POSITION_BEFORE)) {
            statement.setObject(1, at);
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        }
    }

    /** Of the {@code count} events after {@code position}, or as many as there are; null where an athlete was erased. */
    public static List<@Nullable UUID> eventIds(Connection connection, long position, int count) throws SQLException {
        List<@Nullable UUID> ids = new ArrayList<>(count);
        try (PreparedStatement statement = connection.prepareStatement(EVENT_IDS)) {
            statement.setLong(1, position);
            statement.setLong(2, position + count);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    ids.add(found.getObject(1, UUID.class));
                }
            }
        }
        return ids;
    }

    static List<StoredEvent> rows(PreparedStatement statement) throws SQLException {
        List<StoredEvent> rows = new ArrayList<>();
        try (ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                rows.add(row(found, 1));
            }
        }
        return rows;
    }

    /** The row whose columns, as in {@link #COLUMNS}, begin at {@code c}. */
    public static StoredEvent row(ResultSet found, int c) throws SQLException {
        return new StoredEvent(
                found.getLong(c),
                found.getObject(c + 1, UUID.class),
                found.getString(c + 2),
                found.getString(c + 3),
                found.getString(c + 4),
                found.getInt(c + 5),
                instant(found, c + 6),
                instant(found, c + 7),
                found.getString(c + 8),
                found.getString(c + 9),
                found.getBytes(c + 10),
                found.getBytes(c + 11));
    }

    /**
     * In order of position, as an index gave them, so that there is nothing to move; but SQL promises no order of rows
     * that a join has passed on, and PostgreSQL would sort them, payloads and all.
     */
    public static void sort(List<StoredEvent> events) {
        events.sort(Comparator.comparingLong(StoredEvent::position));
    }

    /** A time that is never null. */
    static Instant instant(ResultSet found, int c) throws SQLException {
        byte[] raw = found.getBytes(c);
        // As the server sent it: the driver's own way leads through calendar fields.
        return raw.length == Long.BYTES
                ? PostgresTime.instant(ByteBuffer.wrap(raw).getLong())
                : found.getObject(c, OffsetDateTime.class).toInstant();
    }

    /** Lets the connection's statements be planned anew at their next use. */
    public static void planAgain(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("discard plans");
        }
    }

    /** Gives the events of one type that {@code athletes} have; reads all of theirs. */
    public static void eachOfType(
            Connection connection,
            TenantId tenant,
            Collection<String> athletes,
            EventType type,
            Consumer<StoredEvent> to)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OF_TYPE)) {
            statement.setArray(1, connection.createArrayOf("text", athletes.toArray(String[]::new)));
            statement.setString(2, tenant.value());
            statement.setString(3, type.storedName());
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    to.accept(row(found, 1));
                }
            }
        }
    }
}
