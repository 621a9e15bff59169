package dev.holdfast.query.subscription;

import java.util.List;

/**
 * One follower of one topic. Either it is live and gets changes as they come, or it is behind and is brought up from
 * the log; it goes from one to the other only where both meet, so that it gets each change once and in order.
 *
 * <p>It holds no queue of its own: when its outlet is full it just stops being live, and the log is its buffer.
 */
final class Subscriber {
    /** A reader this far behind is told so and asked to come back: it would hold a database page for every drain. */
    static final int BEHIND_MAX = 10_000;

    private final Topic topic;
    private final Outlet outlet;
    private long lastId;
    private boolean live;
    private boolean ended;
    private int skipped;

    Subscriber(Topic topic, Outlet outlet, long afterId) {
        this.topic = topic;
        this.outlet = outlet;
        this.lastId = afterId;
    }

    Topic topic() {
        return topic;
    }

    synchronized long lastId() {
        return lastId;
    }

    synchronized boolean ended() {
        return ended;
    }

    /** A change as it is committed; passed over while behind. */
    synchronized void offer(StateChange change) {
        if (ended || change.id() <= lastId) {
            return;
        }
        if (live && outlet.isFull()) {
            live = false;
            skipped = 0;
        }
        if (live) {
            outlet.write(change.frame());
            lastId = change.id();
        } else if (++skipped > BEHIND_MAX) {
            fellBehind();
        }
    }

    /** Whether it waits to be brought up and can take something now. */
    synchronized boolean wantsCatchUp() {
        return !ended && !live && !outlet.isFull();
    }

    /** What the log holds after {@link #lastId}; everything up to {@code untilId} when {@code complete}. */
    synchronized void catchUp(List<StateChange> page, boolean complete, long untilId) {
        if (ended || live) {
            return;
        }
        for (StateChange change : page) {
            if (change.id() > lastId) {
                outlet.write(change.frame());
                lastId = change.id();
            }
        }
        if (complete) {
            lastId = Math.max(lastId, untilId);
            live = true;
            skipped = 0;
        }
    }

    synchronized void heartbeat() {
        if (!ended && !outlet.isFull()) {
            outlet.write(": alive\n\n");
        }
    }

    synchronized void end() {
        ended = true;
    }

    private void fellBehind() {
        ended = true;
        outlet.write("event: fell-behind\ndata: {\"resumeFrom\":" + lastId + "}\n\n");
        outlet.end();
    }
}
