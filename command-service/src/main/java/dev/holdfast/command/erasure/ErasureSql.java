package dev.holdfast.command.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.SessionSets;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventType;
import dev.holdfast.event.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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

    /**
     * Event ids that were derived from a key are replaced, since they would still confirm a guess of it; random ones say
     * nothing. The time of recording stays, because it rises with the position. The seals of the blocks that change are
     * broken on purpose: the next check seals them again.
     */
    private static final String EMPTY_EVENTS = """
            with gone as materialized (
                select position, type from event where tenant_id = ? and athlete_id = ?
            ), emptied as (
                update event e set tenant_id = null, athlete_id = null, type = 'Erased', schema_version = 0,
                    occurred_at = e.recorded_at, source = 'erased', source_event_id = e.position::text,
                    payload = ''::bytea, metadata = null,
                    event_id = case when substr(e.event_id::text, 15, 1) = '4' then e.event_id
                        else gen_random_uuid() end
                from gone where e.position = gone.position
            ), untagged as (
                delete from event_tag t using gone where t.position = gone.position returning 1
            ), uncompared as (
                delete from session_sets s using gone
                where s.digest between ? and ? and s.session_position = gone.position
            ), unsealed as (
                delete from event_seal s using gone where s.block = (gone.position - 1) / 10000
            )
            select type, count(*), min(position), max(position), (select count(*) from untagged)
            from gone group by type""";

    /** Outcomes of files that hold many athletes name this one in values that were refused. */
    private static final String EMPTY_OUTCOMES = """
            update import_outcome o set value = case when o.value is null then null else 'erased' end,
                reason = case when strpos(o.reason, ?) > 0 then 'erased' else o.reason end
            from import i
            where i.import_id = o.import_id and i.tenant_id = ? and o.value is distinct from 'erased'
            and ((i.athlete_id = ? and o.value is not null) or strpos(o.value, ?) > 0 or strpos(o.reason, ?) > 0)""";

    private static final String EMPTY_IMPORTS = """
            update import set athlete_id = null, unknown_exercises = '[]', failure = case when failure is null then null
                else 'erased' end
            where tenant_id = ? and athlete_id = ?""";

    private static final String SAVE = """
            insert into erasure (erasure_id, tenant_id, athlete_id, erased_at, position, events, events_by_type,
                position_first, position_last, tags, imports, import_rows)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String FIND = """
            select erasure_id, tenant_id, athlete_id, erased_at, position, events, events_by_type, position_first,
                position_last, tags, imports, import_rows
            from erasure where tenant_id = ? and %s order by position desc""";

    private ErasureSql() {}

    /** What was emptied of the event table. */
    record Emptied(SortedMap<String, Long> byType, long positionFirst, long positionLast, long tags) {
        long events() {
            return byType.values().stream().mapToLong(Long::longValue).sum();
        }

        /** Whether there was anything but the notes of earlier erasures. */
        boolean anything() {
            return byType.keySet().stream().anyMatch(type -> !type.equals(EventType.ATHLETE_ERASED.storedName()));
        }
    }

    static Emptied emptyEvents(Connection connection, TenantId tenant, AthleteId athlete) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(EMPTY_EVENTS)) {
            statement.setString(1, tenant.value());
            statement.setString(2, athlete.value());
            AthleteKey owner = AthleteKey.of(tenant, athlete);
            statement.setLong(3, SessionSets.digestMin(owner));
            statement.setLong(4, SessionSets.digestMax(owner));
            SortedMap<String, Long> byType = new TreeMap<>();
            long first = 0;
            long last = 0;
            long tags = 0;
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    byType.put(found.getString(1), found.getLong(2));
                    first = first == 0 ? found.getLong(3) : Math.min(first, found.getLong(3));
                    last = Math.max(last, found.getLong(4));
                    tags = found.getLong(5);
                }
            }
            return new Emptied(byType, first, last, tags);
        }
    }

    /** Returns how many row outcomes lost their values. Call it while the imports still name the athlete. */
    static long emptyOutcomes(Connection connection, TenantId tenant, AthleteId athlete) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(EMPTY_OUTCOMES)) {
            statement.setString(1, athlete.value());
            statement.setString(2, tenant.value());
            statement.setString(3, athlete.value());
            statement.setString(4, athlete.value());
            statement.setString(5, athlete.value());
            return statement.executeUpdate();
        }
    }

    /** Returns how many imports named the athlete. */
    static long emptyImports(Connection connection, TenantId tenant, AthleteId athlete) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(EMPTY_IMPORTS)) {
            statement.setString(1, tenant.value());
            statement.setString(2, athlete.value());
            return statement.executeUpdate();
        }
    }

    static void save(Connection connection, ErasureReceipt receipt) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SAVE)) {
            int p = 1;
            statement.setObject(p++, receipt.erasureId());
            statement.setString(p++, receipt.tenant().value());
            statement.setString(p++, receipt.athlete().value());
            statement.setObject(p++, receipt.erasedAt().atOffset(ZoneOffset.UTC));
            statement.setLong(p++, receipt.position());
            statement.setLong(p++, receipt.events());
            statement.setString(p++, JSON.writeValueAsString(receipt.eventsByType()));
            statement.setLong(p++, receipt.positionFirst());
            statement.setLong(p++, receipt.positionLast());
            statement.setLong(p++, receipt.tags());
            statement.setLong(p++, receipt.imports());
            statement.setLong(p, receipt.importRows());
            statement.executeUpdate();
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
                            JSON.readValue(found.getString(7), new TypeReference<TreeMap<String, Long>>() {}),
                            found.getLong(8),
                            found.getLong(9),
                            found.getLong(10),
                            found.getLong(11),
                            found.getLong(12)));
                }
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
            return receipts;
        }
    }
}
