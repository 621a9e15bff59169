package dev.holdfast.command.pausedetection;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the detection now and then. Pauses are counted in days, so an hour more or less is nothing. */
public final class PauseWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PauseWatch.class);
    private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(5);

    private final PauseDetection detection;
    private final Duration every;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    public PauseWatch(PauseDetection detection, Duration every) {
        this.detection = detection;
        this.every = every;
        this.thread = Thread.ofPlatform().name("pause-detection").daemon().unstarted(this::run);
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(CLOSE_WAIT_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    long recorded = detection.run();
                    if (recorded > 0) {
                        LOG.info("pauses inferred: count={}", recorded);
                    }
                } catch (SQLException e) {
                    LOG.warn("pause detection waits: {}", e.getMessage());
                } catch (RuntimeException e) {
                    LOG.error("pause detection failed", e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
