package dev.holdfast.query.subscription;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * One follower of one scope. Either it is live and gets changes as they come, or it is behind and is brought up from
 * the log; it goes from one to the other only where both meet, so that it gets each change once and in order.
 *
 * <p>It holds no queue of its own: when its outlet is full it just stops being live, and the log is its buffer.
 */
public final class Subscriber {
    /**
     * A reader that leaves so much unread gets an event that says so, and has to come back: it would need a database page for every
     * drain. About ten thousand states. Only what passes while its own outlet is full counts: one that waits for its
     * turn to be brought up, among many who came back at once, is not slow.
     */
    static final long UNREAD_BYTES_MAX = 4 << 20;

    private static final Buffer ALIVE = Buffer.buffer(": alive\n\n");

    private final Scope scope;
    private final Outlet outlet;
    private long lastId;
    private boolean live;
    private boolean ended;
    private long unreadBytes;

    Subscriber(Scope scope, Outlet outlet, long afterId) {
        this.scope = scope;
        this.outlet = outlet;
        this.lastId = afterId;
    }

    Scope scope() {
        return scope;
    }

    synchronized long lastId() {
        return lastId;
    }

    synchronized boolean ended() {
        return ended;
    }

    /** A change as it is committed; passed over while behind. */
    synchronized void offer(Frame frame) {
        if (ended || frame.id() <= lastId) {
            return;
        }
        boolean full = outlet.isFull();
        live &= !full;
        if (live) {
            write(frame);
        } else if (full) {
            unreadBytes += frame.sizeBytes();
            if (unreadBytes > UNREAD_BYTES_MAX) {
                fellBehind();
            }
        }
    }

    /** Whether it waits to be brought up and can take something now. */
    synchronized boolean wantsCatchUp() {
        return !ended && !live && !outlet.isFull();
    }

    /** What the log holds after {@link #lastId}; everything up to {@code untilId} when {@code complete}. */
    synchronized void catchUp(List<Frame> page, boolean complete, long untilId) {
        if (ended || live) {
            return;
        }
        for (Frame frame : page) {
            if (frame.id() > lastId) {
                write(frame);
                unreadBytes = Math.max(0, unreadBytes - frame.sizeBytes());
            }
        }
        if (complete) {
            lastId = Math.max(lastId, untilId);
            live = true;
            unreadBytes = 0;
        }
    }

    synchronized void heartbeat() {
        if (!ended && !outlet.isFull()) {
            outlet.write(ALIVE);
        }
    }

    synchronized void end() {
        ended = true;
    }

    private void write(Frame frame) {
        outlet.write(frame.bytes());
        lastId = frame.id();
    }

    private void fellBehind() {
        ended = true;
        outlet.write(Buffer.buffer("event: fell-behind\ndata: {\"resumeFrom\":" + lastId + "}\n\n"));
        outlet.end();
    }
}
