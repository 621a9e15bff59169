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
import java.util.List;
import java.util.Set;
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

    /** Changes read at once for one webhook, so that none keeps a thread for ever. */
    private static final int PAGE = 100;
    /** Webhooks served at the same time. */
    private static final int WORKERS_MAX = 32;

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
    private final Set<UUID> inWork = ConcurrentHashMap.newKeySet();
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
            for (Webhook webhook : sql.due(clock.instant(), WORKERS_MAX * 2)) {
                if (inWork.size() < WORKERS_MAX && inWork.add(webhook.id())) {
                    workers.execute(() -> serve(webhook, running));
                }
            }
            running.progressed();
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
        long from = webhook.deliveredId();
        long until = log.newestId();
        long forgotten = log.forgottenId();
        if (from < forgotten) {
            if (!send(webhook, from, Message.forgotten(from, forgotten))) {
                return;
            }
            from = forgotten;
        }
        List<StateChange> page = log.between(webhook.scope(), from, until, PAGE);
        for (StateChange change : page) {
            if (running.stopped() || !send(webhook, from, Message.of(change))) {
                return;
            }
            from = change.id();
        }
        if (page.size() < PAGE && from < until) {
            sql.advance(webhook, from, until, clock.instant());
        }
    }

    /** @return whether to go on with the next */
    private boolean send(Webhook webhook, long from, Message message) throws SQLException, InterruptedException {
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
