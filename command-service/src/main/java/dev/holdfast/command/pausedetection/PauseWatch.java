package dev.holdfast.command.pausedetection;

import dev.holdfast.kit.work.SupervisedThread;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the detection now and then. Pauses are counted in days, so an hour more or less is nothing. */
public final class PauseWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PauseWatch.class);
    private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(5);

    private final PauseDetection detection;
    private final Duration every;
    private final SupervisedThread thread;

    public PauseWatch(PauseDetection detection, Duration every) {
        this.detection = detection;
        this.every = every;
        this.thread = SupervisedThread.start("pause-detection", "inferring pauses", this::watch);
    }

    @Override
    public void close() {
        try {
            thread.stop(CLOSE_WAIT_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(SupervisedThread running) throws SQLException, InterruptedException {
        while (!running.stoppedWithin(every)) {
            long recorded = detection.run();
            if (recorded > 0) {
                LOG.info("pauses inferred: count={}", recorded);
            }
            running.progressed();
        }
    }
}
