package dev.holdfast.query.webhook;

import dev.holdfast.kit.postgres.LeaderLoop;
import dev.holdfast.kit.work.ProcessEnd;
import dev.holdfast.kit.work.SupervisedThread;
import dev.holdfast.query.subscription.PostgresChangeLog;
import dev.holdfast.query.subscription.StateChange;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers changes to webhooks: in order and one at a time for each, many side by side, from the one process that holds
 * the lead. Progress is stored after each accepted message, so a crash sends at most one of each webhook again.
 */
@ApplicationScoped
public class WebhookSender {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);

    private static final int PAGE = 100;

    /** After so long, or the answer that is waited for then, a webhook lets those go first that have waited longer. */
    private static final Duration TURN = Duration.ofSeconds(1);

    /** Webhooks served at the same time. */
    static final int WORKERS_MAX = 32;

    /** Of them, of one tenant: it may have more, and its receivers may be slow. */
    private static final int TENANT_WORKERS_MAX = 8;

    private static final int ATTEMPTS_KEPT = 100;
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration LEAD_RETRY = Duration.ofSeconds(2);
    private static final Duration RETRY_PAUSE_MAX = Duration.ofHours(1);

    private final WebhookSql sql;
    private final PostgresChangeLog log;
    private final Postman postman;
    private final DataSource reads;
    private final Clock clock;
    private final int attemptsMax;
    private final Duration firstPause;
    private final Counter accepted;
    private final Counter refused;
    /** With their tenants. */
    private final Map<UUID, String> inWork = new ConcurrentHashMap<>();

    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private volatile @Nullable SupervisedThread thread;

    public WebhookSender(
            WebhookSql sql,
            PostgresChangeLog log,
            Postman postman,
            DataSource reads,
            Clock clock,
            MeterRegistry meters,
            @ConfigProperty(name = "holdfast.webhooks.attempts-max", defaultValue = "12") int attemptsMax,
            @ConfigProperty(name = "holdfast.webhooks.first-pause", defaultValue = "PT2S") Duration firstPause) {
        this.sql = sql;
        this.log = log;
        this.postman = postman;
        this.reads = reads;
        this.clock = clock;
        this.attemptsMax = attemptsMax;
        this.firstPause = firstPause;
        this.accepted = meters.counter("holdfast.webhook.deliveries", "outcome", "accepted");
        this.refused = meters.counter("holdfast.webhook.deliveries", "outcome", "failed");
    }

    void start(@Observes StartupEvent event) {
        thread = SupervisedThread.start(
                "webhook-sender",
                "delivery of webhooks",
                new LeaderLoop(
                        "delivery of webhooks", WebhookSql.LEADER_LOCK, reads::getConnection, this::lead, LEAD_RETRY));
    }

    void stop(@Observes ShutdownEvent event) {
        SupervisedThread running = thread;
        if (running != null) {
            running.stop();
        }
        workers.shutdown();
    }

    private void lead(Connection lead, SupervisedThread running) throws SQLException, InterruptedException {
        while (!running.stoppedWithin(IDLE)) {
            if (!lead.isValid((int) LEAD_RETRY.toSeconds())) {
                throw new SQLException("the connection that holds the lead is gone");
            }
            begin(running);
            running.progressed();
        }
    }

    private void begin(SupervisedThread running) throws SQLException {
        Map<String, Integer> byTenant = new HashMap<>();
        inWork.values().forEach(tenant -> byTenant.merge(tenant, 1, Integer::sum));
        List<String> busy = byTenant.entrySet().stream()
                .filter(each -> each.getValue() >= TENANT_WORKERS_MAX)
                .map(Map.Entry::getKey)
                .toList();
        int free = WORKERS_MAX - inWork.size();
        if (free <= 0) {
            return;
        }
        for (Webhook webhook : sql.due(clock.instant(), inWork.keySet(), busy, TENANT_WORKERS_MAX, free)) {
            String tenant = webhook.scope().tenantId();
            if (byTenant.merge(tenant, 1, Integer::sum) <= TENANT_WORKERS_MAX) {
                inWork.put(webhook.id(), tenant);
                workers.execute(() -> serve(webhook, running));
            }
        }
    }

    private void serve(Webhook webhook, SupervisedThread running) {
        try {
            deliver(webhook, running);
        } catch (SQLException | RuntimeException e) {
            LOG.warn("webhook waits: webhookId={}: {}", webhook.id(), e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Error e) {
            ProcessEnd.endProcess("webhook-sender", e);
        } finally {
            inWork.remove(webhook.id());
        }
    }

    private void deliver(Webhook webhook, SupervisedThread running) throws SQLException, InterruptedException {
        long untilNanos = System.nanoTime() + TURN.toNanos();
        long from = webhook.deliveredId();
        long until = log.newestId();
        long forgotten = log.forgottenId();
        if (from < forgotten) {
            if (!send(webhook.id(), from, Message.forgotten(from, forgotten))) {
                return;
            }
            from = forgotten;
        }
        List<StateChange> page;
        do {
            page = log.between(webhook.scope(), from, until, PAGE);
            for (StateChange change : page) {
                if (running.stopped() || !send(webhook.id(), from, Message.of(change))) {
                    return;
                }
                from = change.id();
                // After a delivery, so that each turn has one, however long the look for it took.
                if (System.nanoTime() - untilNanos > 0) {
                    return;
                }
            }
        } while (page.size() == PAGE);
        if (from < until) {
            sql.advance(webhook, from, until, clock.instant());
        }
    }

    /**
     * Sends to the webhook as it is now: its secret may have been rotated and its failures counted since the page began.
     *
     * @return whether to go on with the next
     */
    private boolean send(UUID id, long from, Message message) throws SQLException, InterruptedException {
        Webhook webhook = sql.active(id);
        if (webhook == null || webhook.deliveredId() != from) {
            return false;
        }
        Webhook.Attempt attempt = postman.post(webhook, message);
        sql.note(webhook, attempt);
        Instant now = clock.instant();
        if (attempt.accepted()) {
            accepted.increment();
            return sql.advance(webhook, from, message.changeId(), now);
        }
        refused.increment();
        int failures = webhook.failures() + 1;
        String reason = attempt.status() == null ? attempt.error() : "answered " + attempt.status();
        boolean over = failures >= attemptsMax;
        sql.failed(
                webhook,
                from,
                failures,
                now.plus(pause(failures)),
                over ? now : null,
                failures + " attempts in a row failed; the last one: " + reason);
        sql.trim(webhook, ATTEMPTS_KEPT);
        if (over) {
            LOG.warn("webhook disabled: webhookId={}, failures={}", webhook.id(), failures);
        }
        return false;
    }

    /** Doubles from the first pause to an hour; half of it is drawn, so that receivers are not hit by all at once. */
    private Duration pause(int failures) {
        double doubled = firstPause.toMillis() * Math.pow(2, Math.min(failures - 1, 30));
        double bounded = Math.min(doubled, RETRY_PAUSE_MAX.toMillis());
        return Duration.ofMillis(
                (long) (bounded * (0.5 + ThreadLocalRandom.current().nextDouble() / 2)));
    }
}
