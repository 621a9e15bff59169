package dev.holdfast.command.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.SessionSets;
import dev.holdfast.command.verification.SealBlocks;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventType;
import dev.holdfast.event.TenantId;
import dev.holdfast.kit.tenancy.AthletePath;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every statement of an erasure. */
final class ErasureSql {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Rows of a step. A step takes some hundredths of a second, in which nobody else waits for it. */
    private static final int STEP_ROWS_MAX = 1_000;

    /** Any number, the same in every process over one store: the advisory locks of athletes who are being erased. */
    private static final int ERASING = 0x65726173;

    private static final String LOCK_TIMEOUT = "55P03";

    private static final String LOCK = "select pg_advisory_lock(?, hashtext(?))";

    private static final String UNFINISHED_OF = """
            select erasure_id from erasure where tenant_id = ? and athlete_id = ? and position is null""";

    private static final String UNFINISHED = """
            select tenant_id, athlete_id from erasure where position is null order by erased_at limit %d""".formatted(STEP_ROWS_MAX);

    /** The notes of earlier erasures are nothing of the athlete. */
    private static final String IS_ANYTHING_STORED = """
            select exists (select 1 from event where tenant_id = ? and athlete_id = ? and type <> '%s')
            or exists (select 1 from import where tenant_id = ? and athlete_id = ?)
            or exists (select 1 from import_outcome o join import i on i.import_id = o.import_id
                where i.tenant_id = ? and o.athlete_id = ?)
            or exists (select 1 from import_unknown_exercise u join import i on i.import_id = u.import_id
                where i.tenant_id = ? and u.athlete_id = ?)""".formatted(EventType.ATHLETE_ERASED.storedName());

    private static final String BEGIN = """
            insert into erasure (erasure_id, tenant_id, athlete_id, erased_at, events, events_by_type, position_first,
                position_last, tags, imports, import_rows)
            values (?, ?, ?, ?, 0, '{}', 0, 0, 0, 0, 0)""";

    private static final String PAGE = """
            select position, type from event where tenant_id = ? and athlete_id = ? and position > ?
            order by position limit %d""".formatted(STEP_ROWS_MAX);

    /**
     * Event ids that were derived from a key are replaced, since they would still confirm a guess of it; random ones say
     * nothing. The time of recording stays, because it rises with the position.
     */
    private static final String EMPTY_EVENTS = """
            update event e set tenant_id = null, athlete_id = null, type = 'Erased', schema_version = 0,
                occurred_at = e.recorded_at, source = 'erased', source_event_id = e.position::text,
                payload = ''::bytea, metadata = null,
                event_id = case when substr(e.event_id::text, 15, 1) = '4' then e.event_id else gen_random_uuid() end
            where e.position = any (?)""";

    private static final String UNTAG = "delete from event_tag where position = any (?)";

    /**
     * The sum keeps the positions out of the index's condition, in which a server before 17 would look each of them up in
     * the athlete's whole range.
     */
    private static final String UNCOMPARE =
            "delete from session_sets where digest between ? and ? and session_position + 0 = any (?)";

    /** The seals of the blocks that change are broken on purpose: the next check seals them again. */
    private static final String UNSEAL = """
            with changed as (
                select block from event_seal
                where block = any (array(select distinct (p - 1) / %d from unnest(?) p)) order by block for update
            )
            delete from event_seal s using changed where s.block = changed.block""".formatted(SealBlocks.EVENTS);

    private static final String EMPTY_OUTCOMES = """
            update import_outcome set athlete_id = null, field = null,
                value = case when value is null then null else 'erased' end,
                reason = case when reason is null then null else 'erased' end
            where ctid = any (array(select o.ctid from import_outcome o join import i on i.import_id = o.import_id
                where o.athlete_id = ? and i.tenant_id = ? limit %d))""".formatted(STEP_ROWS_MAX);

    private static final String EMPTY_UNKNOWN = """
            delete from import_unknown_exercise
            where ctid = any (array(select u.ctid from import_unknown_exercise u join import i on i.import_id = u.import_id
                where u.athlete_id = ? and i.tenant_id = ? order by u.import_id, u.name limit %d))""".formatted(STEP_ROWS_MAX);

    private static final String EMPTY_IMPORTS = """
            update import set athlete_id = null, failure = case when failure is null then null else 'erased' end
            where import_id = any (array(select import_id from import where tenant_id = ? and athlete_id = ? limit %d))""".formatted(STEP_ROWS_MAX);

    /** A correction that came while a step emptied its session may have left what the session was compared by. */
    private static final String UNCOMPARE_EMPTIED = """
            delete from session_sets s using event e
            where s.digest between ? and ? and e.position = s.session_position and e.tenant_id is null""";

    private static final String UNWATCH = "delete from training_watch where tenant_id = ? and athlete_id = ?";

    private static final String COUNTED = "select events_by_type from erasure where erasure_id = ?";

    private static final String COUNT_EVENTS = """
            update erasure set events = ?, events_by_type = ?, tags = tags + ?, position_last = ?,
                position_first = case when position_first = 0 then ? else position_first end
            where erasure_id = ?""";

    private static final String COUNT_IMPORTS =
            "update erasure set imports = imports + ?, import_rows = import_rows + ? where erasure_id = ?";

    private static final String FINISH = "update erasure set erased_at = ?, position = ? where erasure_id = ?";

    private static final String FIND = """
            select erasure_id, tenant_id, athlete_id, erased_at, position, events, events_by_type, position_first,
                position_last, tags, imports, import_rows
            from erasure where tenant_id = ? and %s and position is not null order by position desc""";

    private ErasureSql() {}

    /** Who is erased. */
    record Athlete(TenantId tenant, AthleteId id) {
        AthleteKey key() {
            return AthleteKey.of(tenant, id);
        }
    }

    /** @param position the last that was emptied, 0 when none was */
    record Step(int rows, long position) {
        boolean mayHaveMore() {
            return rows == STEP_ROWS_MAX;
        }
    }

    /** Lets one connection at a time erase the athlete, for as long as it lives; false when another one goes on doing so. */
    static boolean lock(Connection connection, Athlete athlete) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setInt(1, ERASING);
            statement.setString(
                    2, AthletePath.text(athlete.tenant().value(), athlete.id().value()));
            statement.execute();
            return true;
        } catch (SQLException e) {
            if (LOCK_TIMEOUT.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    static @Nullable UUID unfinished(Connection connection, Athlete athlete) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UNFINISHED_OF)) {
            statement.setString(1, athlete.tenant().value());
            statement.setString(2, athlete.id().value());
            try (ResultSet found = statement.executeQuery()) {
                return found.next() ? found.getObject(1, UUID.class) : null;
            }
        }
    }

    static List<Athlete> unfinished(Connection connection) throws SQLException {
        List<Athlete> athletes = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(UNFINISHED);
                ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                athletes.add(new Athlete(new TenantId(found.getString(1)), new AthleteId(found.getString(2))));
            }
        }
        return athletes;
    }

    static boolean isAnythingStored(Connection connection, Athlete athlete) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(IS_ANYTHING_STORED)) {
            for (int p = 1; p <= 8; p += 2) {
                statement.setString(p, athlete.tenant().value());
                statement.setString(p + 1, athlete.id().value());
            }
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return found.getBoolean(1);
            }
        }
    }

    static void begin(Connection connection, UUID erasureId, Athlete athlete, Instant at) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
            statement.setObject(1, erasureId);
            statement.setString(2, athlete.tenant().value());
            statement.setString(3, athlete.id().value());
            statement.setObject(4, at.atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
        }
    }

    /** Empties the athlete's next events after {@code position} and counts them. */
    static Step emptyEvents(Connection connection, UUID erasureId, Athlete athlete, long position) throws SQLException {
        List<Long> positions = new ArrayList<>();
        SortedMap<String, Long> byType = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
            statement.setString(1, athlete.tenant().value());
            statement.setString(2, athlete.id().value());
            statement.setLong(3, position);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    positions.add(found.getLong(1));
                    byType.merge(found.getString(2), 1L, Long::sum);
                }
            }
        }
        if (positions.isEmpty()) {
            return new Step(0, 0);
        }
        SealBlocks.keepOpen(connection);
        Array emptied = connection.createArrayOf("int8", positions.toArray());
        update(connection, EMPTY_EVENTS, emptied);
        long tags = update(connection, UNTAG, emptied);
        update(
                connection,
                UNCOMPARE,
                SessionSets.digestMin(athlete.key()),
                SessionSets.digestMax(athlete.key()),
                emptied);
        update(connection, UNSEAL, emptied);
        countEvents(connection, erasureId, byType, tags, positions.getFirst(), positions.getLast());
        return new Step(positions.size(), positions.getLast());
    }

    private static void countEvents(
            Connection connection, UUID erasureId, SortedMap<String, Long> byType, long tags, long first, long last)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COUNTED)) {
            statement.setObject(1, erasureId);
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                byType(found.getString(1)).forEach((type, count) -> byType.merge(type, count, Long::sum));
            }
        }
        long events = byType.values().stream().mapToLong(Long::longValue).sum();
        update(connection, COUNT_EVENTS, events, text(byType), tags, last, first, erasureId);
    }

    /**
     * Empties the next rows of imports that name the athlete, and counts them.
     *
     * @return whether there may be more
     */
    static boolean emptyImports(Connection connection, UUID erasureId, Athlete athlete) throws SQLException {
        String tenant = athlete.tenant().value();
        String id = athlete.id().value();
        long rows = update(connection, EMPTY_OUTCOMES, id, tenant);
        long names = update(connection, EMPTY_UNKNOWN, id, tenant);
        long imports = update(connection, EMPTY_IMPORTS, tenant, id);
        update(connection, COUNT_IMPORTS, imports, rows, erasureId);
        return rows == STEP_ROWS_MAX || names == STEP_ROWS_MAX || imports == STEP_ROWS_MAX;
    }

    /** Empties what is derived of events and may have come again since they were emptied. The caller holds the head's lock. */
    static void emptyDerived(Connection connection, Athlete athlete) throws SQLException {
        update(
                connection,
                UNCOMPARE_EMPTIED,
                SessionSets.digestMin(athlete.key()),
                SessionSets.digestMax(athlete.key()));
        update(connection, UNWATCH, athlete.tenant().value(), athlete.id().value());
    }

    static void finish(Connection connection, UUID erasureId, Instant at, long position) throws SQLException {
        update(connection, FINISH, at.atOffset(ZoneOffset.UTC), position, erasureId);
    }

    private static long update(Connection connection, String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            return statement.executeUpdate();
        }
    }

    private static SortedMap<String, Long> byType(String json) {
        try {
            return JSON.readValue(json, new TypeReference<TreeMap<String, Long>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(SortedMap<String, Long> byType) {
        try {
            return JSON.writeValueAsString(byType);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The athlete's receipts, the newest first. */
    static List<ErasureReceipt> of(Connection connection, TenantId tenant, AthleteId athlete) throws SQLException {
        return find(connection, "athlete_id = ?", tenant, athlete.value());
    }

    static @Nullable ErasureReceipt byId(Connection connection, TenantId tenant, UUID erasureId) throws SQLException {
        List<ErasureReceipt> found = find(connection, "erasure_id = ?", tenant, erasureId);
        return found.isEmpty() ? null : found.getFirst();
    }

    private static List<ErasureReceipt> find(Connection connection, String which, TenantId tenant, Object value)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND.formatted(which))) {
            statement.setString(1, tenant.value());
            statement.setObject(2, value);
            List<ErasureReceipt> receipts = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    receipts.add(new ErasureReceipt(
                            found.getObject(1, UUID.class),
                            new TenantId(found.getString(2)),
                            new AthleteId(found.getString(3)),
                            found.getObject(4, OffsetDateTime.class).toInstant(),
                            found.getLong(5),
                            found.getLong(6),
                            byType(found.getString(7)),
                            found.getLong(8),
                            found.getLong(9),
                            found.getLong(10),
                            found.getLong(11),
                            found.getLong(12)));
                }
            }
            return receipts;
        }
    }
}
