package dev.holdfast.query.rebuild;

import java.util.concurrent.locks.LockSupport;

/** Makes a worker rest often and briefly, so that other threads need not wait for the processor. One for each worker. */
final class Throttle {
    /** Shorter than what a reader would notice. */
    private static final long WORK_NANOS = 2_000_000;

    private final double restShare;
    private long since = System.nanoTime();

    /** @param restShare time at rest for each unit of time at work; 0 for no rest */
    Throttle(double restShare) {
        this.restShare = restShare;
    }

    /** After each small piece of work. */
    void step() {
        if (restShare > 0) {
            long worked = System.nanoTime() - since;
            if (worked >= WORK_NANOS) {
                LockSupport.parkNanos((long) (worked * restShare));
                since = System.nanoTime();
            }
        }
    }
}
