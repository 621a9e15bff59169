package dev.holdfast.query.subscription;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that hands out changes, says that the stream is alive, and forgets what is too old. */
@ApplicationScoped
public class FeedThread {
    private static final Logger LOG = LoggerFactory.getLogger(FeedThread.class);

    /** A change is on its way within this; the query for nothing new reads one index page. */
    private static final Duration IDLE = Duration.ofMillis(50);

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration FORGET = Duration.ofMinutes(10);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final PostgresChangeLog log;
    private final MeterRegistry meters;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable ChangeFeed feed;

    public FeedThread(PostgresChangeLog log, MeterRegistry meters) {
        this.log = log;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        ChangeFeed started = new ChangeFeed(log);
        feed = started;
        meters.gauge("holdfast.subscribers", started, ChangeFeed::subscribers);
        Thread.ofPlatform().daemon().name("change-feed").start(() -> run(started));
    }

    void stop(@Observes ShutdownEvent event) {
        stopped.countDown();
    }

    /** @throws IllegalStateException before the service has started */
    public ChangeFeed feed() {
        ChangeFeed running = feed;
        if (running == null) {
            throw new IllegalStateException("the change feed has not started");
        }
        return running;
    }

    private void run(ChangeFeed running) {
        long heartbeatAt = System.nanoTime() + HEARTBEAT.toNanos();
        long forgetAt = System.nanoTime();
        try {
            boolean more = false;
            while (!stopped.await(more ? 0 : IDLE.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    more = running.step();
                    if (System.nanoTime() - heartbeatAt > 0) {
                        running.heartbeat();
                        heartbeatAt = System.nanoTime() + HEARTBEAT.toNanos();
                    }
                    if (System.nanoTime() - forgetAt > 0) {
                        log.forget();
                        forgetAt = System.nanoTime() + FORGET.toNanos();
                    }
                } catch (RuntimeException e) {
                    LOG.warn("the change feed waits: {}", e.toString());
                    more = false;
                    if (stopped.await(AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
