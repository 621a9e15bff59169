package dev.holdfast.query.subscription;

import io.vertx.core.buffer.Buffer;

/** Where a subscriber's frames go. Calls never block. */
public interface Outlet {
    /** Whether what was written waits for a slow reader. Writing more is allowed, and held in memory. */
    boolean isFull();

    /** The same bytes may be written to many. */
    void write(Buffer bytes);

    /** Ends the stream after what was written. */
    void end();
}
