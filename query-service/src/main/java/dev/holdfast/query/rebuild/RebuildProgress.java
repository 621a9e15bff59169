package dev.holdfast.query.rebuild;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.LongAdder;

/** How far a rebuild is. Written by its workers, read by any thread. */
public final class RebuildProgress {
    /** What a rebuild is doing. */
    public enum Phase {
        READING,
        FOLDING,
        INDEXING,
        CATCHING_UP,
        SWITCHING,
        DONE
    }

    private final LongAdder read = new LongAdder();
    private final LongAdder folded = new LongAdder();
    private volatile long eventsTotal;
    private volatile long foldingSinceNanos;
    private volatile long foldedBefore;
    private volatile Phase phase = Phase.READING;
    private volatile boolean aborted;

    public Phase phase() {
        return phase;
    }

    public long eventsRead() {
        return read.sum();
    }

    public long eventsDone() {
        return folded.sum();
    }

    public long eventsTotal() {
        return eventsTotal;
    }

    /** Since folding began; 0 before. */
    public double eventsPerSecond() {
        double seconds = (System.nanoTime() - foldingSinceNanos) / 1e9;
        return phase == Phase.READING || seconds <= 0 ? 0 : (folded.sum() - foldedBefore) / seconds;
    }

    /** The rebuild ends at its next step, and nothing of it stays. In the switch it is too late. */
    public void abort() {
        aborted = true;
    }

    public boolean aborted() {
        return aborted;
    }

    void phase(Phase now) {
        if (now == Phase.FOLDING) {
            foldingSinceNanos = System.nanoTime();
            foldedBefore = folded.sum();
        }
        phase = now;
    }

    void total(long events) {
        eventsTotal = events;
    }

    void read(long events) {
        read.add(events);
    }

    void folded(long events) {
        folded.add(events);
    }

    void requireGoing() {
        if (aborted || Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the rebuild was aborted");
        }
    }
}
