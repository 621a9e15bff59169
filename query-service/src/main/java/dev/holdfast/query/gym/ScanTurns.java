package dev.holdfast.query.gym;

import dev.holdfast.query.readstore.ReadsUnavailableException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Who may scan: each tenant once at a time, so that none has all the turns, and a bounded number of them in all, so that
 * connections and processors are left for reads of one athlete.
 */
final class ScanTurns {
    private final int turnsMax;
    private final Duration waitMax;
    private final Set<String> scanning = new HashSet<>();

    ScanTurns(int turnsMax, Duration waitMax) {
        this.turnsMax = turnsMax;
        this.waitMax = waitMax;
    }

    /** Given back when it is closed. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /** @throws ReadsUnavailableException when there is none for too long */
    synchronized Turn take(String tenantId) {
        long untilNanos = System.nanoTime() + waitMax.toNanos();
        while (scanning.contains(tenantId) || scanning.size() >= turnsMax) {
            long millis = (untilNanos - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new ReadsUnavailableException(
                        "other lists over all members are being made, and each tenant has one at a time");
            }
            try {
                wait(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ReadsUnavailableException(e);
            }
        }
        scanning.add(tenantId);
        return () -> giveBack(tenantId);
    }

    private synchronized void giveBack(String tenantId) {
        scanning.remove(tenantId);
        notifyAll();
    }
}
