package dev.holdfast.query.gym;

import dev.holdfast.kit.postgres.Transaction;
import dev.holdfast.query.servingmodel.ServingModel;
import dev.holdfast.timeline.AthleteState;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What the gym summary reads and keeps. */
@ApplicationScoped
public class WindowSql {
    /** Only who pauses has a window: athletes without a session for a while, and those who reported a pause. */
    private static final String STALE =
            "select a.tenant_id, a.athlete_id, a.position, a.digest, a.state, " + ServingModel.HASH + """

            from serving.athlete a
            where a.digest is distinct from (
                    select w.digest from gym.return_window w
                    where w.tenant_id = a.tenant_id and w.athlete_id = a.athlete_id)
              and a.tenant_id > ?
              and (a.last_session_micros < ?
                   or exists (select from serving.checkpoint c
                              where c.tenant_id = a.tenant_id and c.athlete_id = a.athlete_id
                                and c.kind = 'pause' and c.effective_micros >= a.last_session_micros))
            order by a.tenant_id, a.athlete_id
            limit ?
            """;

    private static final String KEEP = """
            insert into gym.return_window
                (tenant_id, athlete_id, digest, paused_since, half_gone_at, fifth_left_at, head_start_weeks)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (tenant_id, athlete_id) do update set
                digest = excluded.digest, paused_since = excluded.paused_since,
                half_gone_at = excluded.half_gone_at, fifth_left_at = excluded.fifth_left_at,
                head_start_weeks = excluded.head_start_weeks
            """;

    /**
     * Windows that are open at the first instant and closed before the second: one that closes at that instant counts as
     * open then. A window of an older state than the present one says nothing: a session ended the pause.
     */
    private static final String FROM_CLOSING = """
            from gym.return_window w
            join serving.athlete a using (tenant_id, athlete_id)
            where w.tenant_id = ? and w.digest = a.digest and w.half_gone_at > ? and w.half_gone_at < ?
            """;

    private static final String CLOSING = "select a.athlete_id, a.position, a.digest, a.state, " + ServingModel.HASH
            + ", w.paused_since, w.half_gone_at " + FROM_CLOSING + """
            order by w.half_gone_at, a.athlete_id
            limit ?
            """;

    private static final String CLOSING_COUNT = "select count(*) " + FROM_CLOSING;

    private final DataSource reads;
    private final ServingModel model;

    public WindowSql(DataSource reads, ServingModel model) {
        this.reads = reads;
        this.model = model;
    }

    /** @param bytes of the state, which may be such that they cannot be read */
    @SuppressWarnings("ArrayRecordComponent") // Rows are carried, never compared.
    public record Member(
            String tenantId, String athleteId, long position, byte[] digest, byte[] bytes, ServingModel.Current model) {
        public AthleteState state() {
            return AthleteState.fromBytes(bytes);
        }
    }

    /** @param halfGoneAt null when there is nothing to lose, or not within the search */
    record Window(
            @Nullable Instant pausedSince,
            @Nullable Instant halfGoneAt,
            @Nullable Instant fifthLeftAt,
            double headStartWeeks) {}

    public record Closing(Member member, Instant pausedSince, Instant halfGoneAt) {}

    /** @param afterTenantId only of tenants after that one */
    List<Member> stale(String afterTenantId, Instant lastSessionBefore, int limit) throws SQLException {
        List<Member> members = new ArrayList<>();
        try (Connection connection = reads.getConnection();
                Transaction reading = ByKeys.begin(connection);
                PreparedStatement select = reading.connection().prepareStatement(STALE)) {
            select.setString(1, afterTenantId);
            select.setLong(2, lastSessionBefore.toEpochMilli() * 1_000);
            select.setInt(3, limit);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    members.add(new Member(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getLong(3),
                            rows.getBytes(4),
                            rows.getBytes(5),
                            model.of(connection, rows.getString(6))));
                }
            }
        }
        return members;
    }

    void keep(Member member, Window window) throws SQLException {
        try (Connection connection = reads.getConnection();
                PreparedStatement insert = connection.prepareStatement(KEEP)) {
            insert.setString(1, member.tenantId());
            insert.setString(2, member.athleteId());
            insert.setBytes(3, member.digest());
            time(insert, 4, window.pausedSince());
            time(insert, 5, window.halfGoneAt());
            time(insert, 6, window.fifthLeftAt());
            insert.setDouble(7, window.headStartWeeks());
            insert.executeUpdate();
        }
    }

    public List<Closing> closing(String tenantId, Instant after, Instant before, int limit) throws SQLException {
        List<Closing> closing = new ArrayList<>();
        try (Connection connection = reads.getConnection();
                PreparedStatement select = connection.prepareStatement(CLOSING)) {
            select.setString(1, tenantId);
            time(select, 2, after);
            time(select, 3, before);
            select.setInt(4, limit);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    closing.add(new Closing(
                            new Member(
                                    tenantId,
                                    rows.getString(1),
                                    rows.getLong(2),
                                    rows.getBytes(3),
                                    rows.getBytes(4),
                                    model.of(connection, rows.getString(5))),
                            rows.getObject(6, OffsetDateTime.class).toInstant(),
                            rows.getObject(7, OffsetDateTime.class).toInstant()));
                }
            }
        }
        return closing;
    }

    public long closingCount(String tenantId, Instant after, Instant before) throws SQLException {
        try (Connection connection = reads.getConnection();
                PreparedStatement select = connection.prepareStatement(CLOSING_COUNT)) {
            select.setString(1, tenantId);
            time(select, 2, after);
            time(select, 3, before);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static void time(PreparedStatement statement, int index, @Nullable Instant instant) throws SQLException {
        if (instant == null) {
            statement.setNull(index, Types.TIMESTAMP_WITH_TIMEZONE);
        } else {
            statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
        }
    }
}
