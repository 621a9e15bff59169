package dev.holdfast.kit.http;

import dev.holdfast.kit.problem.ProblemException;
import dev.holdfast.kit.problem.ProblemKind;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory that the bodies of all requests may take together while they are read. Each may have a mebibyte, and parsed
 * some times as much; a thousand callers at once must wait for each other, not fill the heap.
 */
public final class BodyBudget {
    private static final int KIB_MAX = 16 << 10;
    private static final Duration WAIT_MAX = Duration.ofSeconds(5);

    private static final ProblemKind BUSY = new ProblemKind(503, "too-busy", "The service reads too many bodies now");

    private static final Semaphore KIB = new Semaphore(KIB_MAX, true);

    private BodyBudget() {}

    /** Part of the budget, given back when it is closed. */
    public interface Share extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits for room for a body.
     *
     * @param bytes its length, or the most that it may have
     * @throws ProblemException when there is none within five seconds
     */
    public static Share take(long bytes) {
        int kib = (int) Math.min(KIB_MAX, 1 + bytes / 1024);
        try {
            if (KIB.tryAcquire(kib, WAIT_MAX.toNanos(), TimeUnit.NANOSECONDS)) {
                return () -> KIB.release(kib);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ProblemException(BUSY.problem("no room for the body within %d s".formatted(WAIT_MAX.toSeconds()))
                .about(null, null, "try again in a few seconds; send many events to /v1/imports as NDJSON"));
    }
}
