package dev.holdfast.command.pausedetection;

import dev.holdfast.command.eventstore.EventSql;
import dev.holdfast.event.EventType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Every statement that the watch over athletes' last sessions sees. */
final class PauseSql {
    private static final String LOCK_PROGRESS = "select position from training_watch_progress for update";

    private static final String ADVANCE = "update training_watch_progress set position = ?";

    /** What is left of an erased athlete before the erasure are rows without owner; what comes after is a new life. */
    private static final String FORGET_ERASED = """
            delete from training_watch w using event e
            where e.position > ? and e.position <= ? and e.type in %s
            and w.tenant_id = e.tenant_id and w.athlete_id = e.athlete_id and w.position < e.position""".formatted(EventSql.types(type -> type == EventType.ATHLETE_ERASED));

    private static final String WATCH = """
            insert into training_watch as w (tenant_id, athlete_id, last_active_at, paused_at, recorded_at, position)
            select tenant_id, athlete_id,
                max(occurred_at) filter (where type in %s),
                max(occurred_at) filter (where type in %s), max(recorded_at), max(position)
            from event where position > ? and position <= ? and schema_version > 0 and tenant_id is not null
            and type in %s
            group by tenant_id, athlete_id
            on conflict (tenant_id, athlete_id) do update set
                last_active_at = greatest(w.last_active_at, excluded.last_active_at),
                paused_at = greatest(w.paused_at, excluded.paused_at),
                recorded_at = excluded.recorded_at, position = excluded.position""".formatted(
                    EventSql.types(EventType::isActivity),
                    EventSql.types(type -> type == EventType.TRAINING_PAUSED),
                    EventSql.types(type -> type.isActivity() || type == EventType.TRAINING_PAUSED));

    private static final String TRAINING = """
            select tenant_id, athlete_id, last_active_at from training_watch w
            where (paused_at is null or paused_at < last_active_at) and recorded_at < ? and last_active_at < ? and %s
            order by last_active_at limit ?""";

    private static final String DUE_OF_TENANT = TRAINING.formatted("tenant_id = ?");

    private static final String DUE_BY_DEFAULT =
            TRAINING.formatted("not exists (select 1 from pause_policy p where p.tenant_id = w.tenant_id)");

    private static final String PAUSED = """
            update training_watch w set paused_at = w.last_active_at
            from unnest(?::text[], ?::text[]) d(tenant, athlete)
            where w.tenant_id = d.tenant and w.athlete_id = d.athlete""";

    private static final String POLICIES = "select tenant_id, pause_after_days from pause_policy order by tenant_id";

    private static final String POLICY = "select pause_after_days from pause_policy where tenant_id = ?";

    private static final String SET_POLICY = """
            insert into pause_policy (tenant_id, pause_after_days) values (?, ?)
            on conflict (tenant_id) do update set pause_after_days = excluded.pause_after_days""";

    private PauseSql() {}

    /** An athlete whose training has stopped without a word. */
    record Due(String tenant, String athlete, OffsetDateTime lastActiveAt) {}

    record Policy(String tenant, int pauseAfterDays) {}

    /** Nobody else watches until the transaction ends. */
    static long lockProgress(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK_PROGRESS);
                ResultSet found = statement.executeQuery()) {
            found.next();
            return found.getLong(1);
        }
    }

    /** Takes the events after {@code from} and up to {@code to} into the watch. */
    static void watch(Connection connection, long from, long to) throws SQLException {
        for (String sql : List.of(FORGET_ERASED, WATCH)) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setLong(1, from);
                statement.setLong(2, to);
                statement.executeUpdate();
            }
        }
        advance(connection, to);
    }

    static void advance(Connection connection, long to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADVANCE)) {
            statement.setLong(1, to);
            statement.executeUpdate();
        }
    }

    /** Of tenants with a policy of their own. */
    static List<Due> due(Connection connection, Policy policy, Instant settled, Instant now, int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DUE_OF_TENANT)) {
            times(statement, settled, now, policy.pauseAfterDays());
            statement.setString(3, policy.tenant());
            statement.setInt(4, limit);
            return due(statement);
        }
    }

    /** Of tenants without one. */
    static List<Due> dueByDefault(Connection connection, int afterDays, Instant settled, Instant now, int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DUE_BY_DEFAULT)) {
            times(statement, settled, now, afterDays);
            statement.setInt(3, limit);
            return due(statement);
        }
    }

    static void paused(Connection connection, List<Due> due) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PAUSED)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", due.stream().map(Due::tenant).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text", due.stream().map(Due::athlete).toArray()));
            statement.executeUpdate();
        }
    }

    static List<Policy> policies(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(POLICIES);
                ResultSet found = statement.executeQuery()) {
            List<Policy> policies = new ArrayList<>();
            while (found.next()) {
                policies.add(new Policy(found.getString(1), found.getInt(2)));
            }
            return policies;
        }
    }

    static int policy(Connection connection, String tenant, int absent) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(POLICY)) {
            statement.setString(1, tenant);
            try (ResultSet found = statement.executeQuery()) {
                return found.next() ? found.getInt(1) : absent;
            }
        }
    }

    static void setPolicy(Connection connection, String tenant, int pauseAfterDays) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SET_POLICY)) {
            statement.setString(1, tenant);
            statement.setInt(2, pauseAfterDays);
            statement.executeUpdate();
        }
    }

    private static void times(PreparedStatement statement, Instant settled, Instant now, int afterDays)
            throws SQLException {
        statement.setObject(1, settled.atOffset(ZoneOffset.UTC));
        statement.setObject(2, now.atOffset(ZoneOffset.UTC).minusDays(afterDays));
    }

    private static List<Due> due(PreparedStatement statement) throws SQLException {
        List<Due> due = new ArrayList<>();
        try (ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                due.add(new Due(found.getString(1), found.getString(2), found.getObject(3, OffsetDateTime.class)));
            }
        }
        return due;
    }
}
