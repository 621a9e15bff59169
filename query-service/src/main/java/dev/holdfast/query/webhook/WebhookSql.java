package dev.holdfast.query.webhook;

import dev.holdfast.kit.postgres.LeaderLock;
import dev.holdfast.query.subscription.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Every statement that the webhook tables see. */
@ApplicationScoped
public class WebhookSql {
    /** Of whichever process holds it, the sender delivers. */
    static final LeaderLock LEADER_LOCK = new LeaderLock(0x686f6c6477686bL);

    private static final String COLUMNS = """
            webhook_id, tenant_id, athlete_id, url, secret, previous_secret, previous_until, created_at, delivered_id,
            failures, next_attempt_at, disabled_at, disabled_reason""";

    private static final String ADD = """
            insert into webhook.webhook
                (webhook_id, tenant_id, athlete_id, url, secret, created_at, delivered_id, next_attempt_at)
            select ?, ?, ?, ?, ?, ?, (select id from stream.head), ?
            where (select count(*) from webhook.webhook where tenant_id = ?) < ?""";

    private static final String ALL =
            "select " + COLUMNS + " from webhook.webhook where tenant_id = ? order by created_at, webhook_id";

    private static final String ONE =
            "select " + COLUMNS + " from webhook.webhook where tenant_id = ? and webhook_id = ?";

    /** Of no tenant more than its share, so that one with many that wait hides nobody else's. */
    private static final String DUE = "select " + COLUMNS + """
             from (select *, row_number() over (partition by tenant_id order by next_attempt_at) as place
                from webhook.webhook
                where disabled_at is null and next_attempt_at <= ? and delivered_id < (select id from stream.head)
                  and webhook_id <> all (?) and tenant_id <> all (?)) due
            where place <= ? order by next_attempt_at limit ?""";

    /** As it is now, if it may be delivered to. */
    private static final String ACTIVE =
            "select " + COLUMNS + " from webhook.webhook where webhook_id = ? and disabled_at is null";

    private static final String REMOVE = "delete from webhook.webhook where tenant_id = ? and webhook_id = ?";

    private static final String REPLAY = """
            update webhook.webhook set delivered_id = least(?, (select id from stream.head)), failures = 0,
                next_attempt_at = ? where tenant_id = ? and webhook_id = ?""";

    private static final String ENABLE = """
            update webhook.webhook set disabled_at = null, disabled_reason = null, failures = 0, next_attempt_at = ?
            where tenant_id = ? and webhook_id = ?""";

    private static final String ROTATE = """
            update webhook.webhook set previous_secret = secret, previous_until = ?, secret = ?
            where tenant_id = ? and webhook_id = ?""";

    /** Only from where the sender believes it to be: a replay that was requested meanwhile wins. */
    private static final String ADVANCE = """
            update webhook.webhook set delivered_id = ?, failures = 0, next_attempt_at = ?
            where webhook_id = ? and delivered_id = ?""";

    private static final String FAILED = """
            update webhook.webhook set failures = ?, next_attempt_at = ?, disabled_at = ?, disabled_reason = ?
            where webhook_id = ? and delivered_id = ? and failures = ?""";

    private static final String NOTE = """
            insert into webhook.attempt (webhook_id, attempted_at, change_id, status, error, took_ms)
            select webhook_id, ?, ?, ?, ?, ? from webhook.webhook where webhook_id = ?""";

    private static final String ATTEMPTS = """
            select attempted_at, change_id, status, error, took_ms from webhook.attempt where webhook_id = ?
            order by attempted_at desc limit ?""";

    private static final String TRIM = """
            delete from webhook.attempt a where webhook_id = ? and attempted_at < (
                select min(attempted_at) from (select attempted_at from webhook.attempt
                    where webhook_id = ? order by attempted_at desc limit ?) newest)""";

    private final DataSource reads;

    public WebhookSql(DataSource reads) {
        this.reads = reads;
    }

    /** @return false when the tenant has {@code max} already */
    public boolean add(Webhook webhook, int max) throws SQLException {
        return update(
                        ADD,
                        webhook.id(),
                        webhook.scope().tenantId(),
                        webhook.scope().athleteId(),
                        webhook.url(),
                        webhook.secret().bytes(),
                        webhook.createdAt(),
                        webhook.nextAttemptAt(),
                        webhook.scope().tenantId(),
                        max)
                == 1;
    }

    public List<Webhook> all(String tenantId) throws SQLException {
        return webhooks(ALL, tenantId);
    }

    public @Nullable Webhook find(String tenantId, UUID id) throws SQLException {
        List<Webhook> found = webhooks(ONE, tenantId, id);
        return found.isEmpty() ? null : found.getFirst();
    }

    /**
     * Those that wait for a delivery, the one that waits longest first.
     *
     * @param inWork webhooks to leave out
     * @param busyTenants whose webhooks to leave out
     * @param tenantMax of one tenant
     */
    List<Webhook> due(Instant now, Collection<UUID> inWork, Collection<String> busyTenants, int tenantMax, int limit)
            throws SQLException {
        return webhooks(DUE, now, inWork.toArray(UUID[]::new), busyTenants.toArray(String[]::new), tenantMax, limit);
    }

    /** As it is now; null when it is gone or disabled. */
    @Nullable
    Webhook active(UUID id) throws SQLException {
        List<Webhook> found = webhooks(ACTIVE, id);
        return found.isEmpty() ? null : found.getFirst();
    }

    public boolean remove(String tenantId, UUID id) throws SQLException {
        return update(REMOVE, tenantId, id) == 1;
    }

    public void replay(String tenantId, UUID id, long afterId, Instant now) throws SQLException {
        update(REPLAY, afterId, now, tenantId, id);
    }

    public void enable(String tenantId, UUID id, Instant now) throws SQLException {
        update(ENABLE, now, tenantId, id);
    }

    public void rotate(String tenantId, UUID id, Secret next, Instant previousUntil) throws SQLException {
        update(ROTATE, previousUntil, next.bytes(), tenantId, id);
    }

    /** @return false when somebody moved or removed it meanwhile */
    boolean advance(Webhook webhook, long fromId, long toId, Instant now) throws SQLException {
        return update(ADVANCE, toId, now, webhook.id(), fromId) == 1;
    }

    /** Counts one more failure, unless somebody moved, enabled or removed it meanwhile. */
    void failed(Webhook webhook, long atId, int failures, Instant next, @Nullable Instant disabledAt, String reason)
            throws SQLException {
        update(
                FAILED,
                failures,
                next,
                disabledAt,
                disabledAt == null ? null : reason,
                webhook.id(),
                atId,
                webhook.failures());
    }

    void note(Webhook webhook, Webhook.Attempt attempt) throws SQLException {
        update(
                NOTE,
                attempt.attemptedAt(),
                attempt.changeId(),
                attempt.status(),
                attempt.error(),
                attempt.tookMs(),
                webhook.id());
    }

    void trim(Webhook webhook, int kept) throws SQLException {
        update(TRIM, webhook.id(), webhook.id(), kept);
    }

    public List<Webhook.Attempt> attempts(UUID id, int limit) throws SQLException {
        List<Webhook.Attempt> attempts = new ArrayList<>();
        try (Connection connection = reads.getConnection();
                PreparedStatement select = prepared(connection, ATTEMPTS, id, limit);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                attempts.add(new Webhook.Attempt(
                        rows.getTimestamp(1).toInstant(),
                        rows.getLong(2),
                        rows.getObject(3, Integer.class),
                        rows.getString(4),
                        rows.getInt(5)));
            }
        }
        return attempts;
    }

    private List<Webhook> webhooks(String sql, @Nullable Object... parameters) throws SQLException {
        List<Webhook> webhooks = new ArrayList<>();
        try (Connection connection = reads.getConnection();
                PreparedStatement select = prepared(connection, sql, parameters);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                byte[] previous = rows.getBytes("previous_secret");
                webhooks.add(new Webhook(
                        rows.getObject("webhook_id", UUID.class),
                        new Scope(rows.getString("tenant_id"), rows.getString("athlete_id")),
                        rows.getString("url"),
                        new Secret(rows.getBytes("secret")),
                        previous == null ? null : new Secret(previous),
                        instant(rows, "previous_until"),
                        rows.getTimestamp("created_at").toInstant(),
                        rows.getLong("delivered_id"),
                        rows.getInt("failures"),
                        rows.getTimestamp("next_attempt_at").toInstant(),
                        instant(rows, "disabled_at"),
                        rows.getString("disabled_reason")));
            }
        }
        return webhooks;
    }

    private int update(String sql, @Nullable Object... parameters) throws SQLException {
        try (Connection connection = reads.getConnection();
                PreparedStatement update = prepared(connection, sql, parameters)) {
            return update.executeUpdate();
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            Object parameter = parameters[i];
            statement.setObject(i + 1, parameter instanceof Instant at ? Timestamp.from(at) : parameter);
        }
        return statement;
    }

    private static @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
        Timestamp at = rows.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
