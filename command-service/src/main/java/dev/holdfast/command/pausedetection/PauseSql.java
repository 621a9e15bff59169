package dev.holdfast.command.pausedetection;

import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.EventSql;
import dev.holdfast.event.EventType;
import dev.holdfast.kit.postgres.SqlArrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /** Nobody's policy is shorter than this, so no athlete who trained since is looked at. */
    private static final String DUE = """
            select w.tenant_id, w.athlete_id, w.last_active_at from training_watch w
            left join pause_policy p on p.tenant_id = w.tenant_id
            where (w.paused_at is null or w.paused_at < w.last_active_at) and w.recorded_at < ?
            and w.last_active_at < ?::timestamptz - interval '%d days'
            and w.last_active_at < ?::timestamptz - make_interval(days => coalesce(p.pause_after_days, ?))
            order by w.last_active_at limit ?""".formatted(PausePolicies.DAYS_MIN);

    private static final String STILL_DUE = """
            select w.tenant_id, w.athlete_id, w.last_active_at
            from unnest(?::text[], ?::text[], ?::timestamptz[]) d(tenant, athlete, at)
            join training_watch w on w.tenant_id = d.tenant and w.athlete_id = d.athlete and w.last_active_at = d.at
            where w.paused_at is null or w.paused_at < w.last_active_at""";

    private static final String REVISED = """
            select distinct tenant_id, athlete_id from event
            where position > ? and position <= ? and type in %s""".formatted(EventSql.types(EventType::revisesSession));

    private static final String ACTIVE = """
            update training_watch set last_active_at = ? where tenant_id = ? and athlete_id = ?""";

    private static final String PAUSED = """
            update training_watch w set paused_at = w.last_active_at
            from unnest(?::text[], ?::text[]) d(tenant, athlete)
            where w.tenant_id = d.tenant and w.athlete_id = d.athlete""";

    private static final String POLICY = "select pause_after_days from pause_policy where tenant_id = ?";

    private static final String SET_POLICY = """
            insert into pause_policy (tenant_id, pause_after_days) values (?, ?)
            on conflict (tenant_id) do update set pause_after_days = excluded.pause_after_days""";

    private PauseSql() {}

    /** An athlete whose training has stopped without a word. */
    record Due(String tenant, String athlete, OffsetDateTime lastActiveAt) {}

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

    /** Who is due by the policy of the tenant, the longest ago first. */
    static List<Due> due(Connection connection, int afterDays, Instant settled, Instant now, int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DUE)) {
            statement.setObject(1, settled.atOffset(ZoneOffset.UTC));
            statement.setObject(2, now.atOffset(ZoneOffset.UTC));
            statement.setObject(3, now.atOffset(ZoneOffset.UTC));
            statement.setInt(4, afterDays);
            statement.setInt(5, limit);
            return due(statement);
        }
    }

    /** Those of whom the watch says the same as when they were found. */
    static List<Due> stillDue(Connection connection, List<Due> due) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(STILL_DUE)) {
            statement.setArray(1, SqlArrays.text(connection, due, Due::tenant));
            statement.setArray(2, SqlArrays.text(connection, due, Due::athlete));
            statement.setArray(
                    3,
                    SqlArrays.times(connection, due, each -> each.lastActiveAt().toInstant()));
            return due(statement);
        }
    }

    /** Whose sessions the events after {@code from} and up to {@code to} correct or retract. */
    static List<AthleteKey> revised(Connection connection, long from, long to) throws SQLException {
        List<AthleteKey> revised = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(REVISED)) {
            statement.setLong(1, from);
            statement.setLong(2, to);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    revised.add(new AthleteKey(found.getString(1), found.getString(2)));
                }
            }
        }
        return revised;
    }

    static void active(Connection connection, AthleteKey athlete, @Nullable Instant lastActiveAt) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ACTIVE)) {
            statement.setObject(1, lastActiveAt == null ? null : lastActiveAt.atOffset(ZoneOffset.UTC));
            statement.setString(2, athlete.tenant());
            statement.setString(3, athlete.athlete());
            statement.executeUpdate();
        }
    }

    static void paused(Connection connection, List<Due> due) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PAUSED)) {
            statement.setArray(1, SqlArrays.text(connection, due, Due::tenant));
            statement.setArray(2, SqlArrays.text(connection, due, Due::athlete));
            statement.executeUpdate();
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
