package dev.holdfast.query.subscription;

/** Where a subscriber's frames go. Calls never block. */
public interface Outlet {
    /** Whether what was written waits for a slow reader. Writing more is allowed, and held in memory. */
    boolean isFull();

    void write(String frame);

    /** Ends the stream after what was written. */
    void end();
}
