package dev.holdfast.command.erasure;

import dev.holdfast.kit.work.SupervisedThread;
import java.time.Duration;

/** Ends the erasures that somebody has begun and whose process has ended in between. */
public final class UnfinishedErasures implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final SupervisedThread thread;

    public UnfinishedErasures(Erasures erasures) {
        this.thread = SupervisedThread.start("erasures", "finishing erasures that were broken off", running -> {
            while (!running.stoppedWithin(EVERY)) {
                erasures.finishBegun();
                running.progressed();
            }
        });
    }

    @Override
    public void close() {
        thread.stop();
    }
}
