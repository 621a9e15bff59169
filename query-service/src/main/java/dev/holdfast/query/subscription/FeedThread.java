package dev.holdfast.query.subscription;

import dev.holdfast.kit.work.SupervisedThread;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The one thread that hands out changes, says that the stream is alive, and forgets what is too old. */
@ApplicationScoped
public class FeedThread {
    /** A change is on its way within this; the query for nothing new reads one index page. */
    private static final Duration IDLE = Duration.ofMillis(50);

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration FORGET = Duration.ofMinutes(10);

    private final PostgresChangeLog log;
    private final MeterRegistry meters;
    private volatile @Nullable ChangeFeed feed;
    private volatile @Nullable SupervisedThread thread;

    public FeedThread(PostgresChangeLog log, MeterRegistry meters) {
        this.log = log;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        ChangeFeed started = new ChangeFeed(log);
        feed = started;
        meters.gauge("holdfast.subscribers", started, ChangeFeed::subscribers);
        thread = SupervisedThread.start("change-feed", "handing out changes", running -> run(started, running));
    }

    void stop(@Observes ShutdownEvent event) {
        SupervisedThread running = thread;
        if (running != null) {
            running.stop();
        }
    }

    /** @throws IllegalStateException before the service has started */
    public ChangeFeed feed() {
        ChangeFeed running = feed;
        if (running == null) {
            throw new IllegalStateException("the change feed has not started");
        }
        return running;
    }

    private void run(ChangeFeed handed, SupervisedThread running) throws InterruptedException {
        long heartbeatAt = System.nanoTime() + HEARTBEAT.toNanos();
        long forgetAt = System.nanoTime();
        boolean more = false;
        while (!running.stoppedWithin(more ? Duration.ZERO : IDLE)) {
            more = handed.step();
            if (System.nanoTime() - heartbeatAt > 0) {
                handed.heartbeat();
                heartbeatAt = System.nanoTime() + HEARTBEAT.toNanos();
            }
            if (System.nanoTime() - forgetAt > 0) {
                log.forget();
                forgetAt = System.nanoTime() + FORGET.toNanos();
            }
            running.progressed();
        }
    }
}
