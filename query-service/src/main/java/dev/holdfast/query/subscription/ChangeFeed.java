package dev.holdfast.query.subscription;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hands committed changes to subscribers. One thread calls {@link #step}: it reads the log onwards, brings up those who
 * are behind, then offers what is new to those who are live.
 *
 * <p>Exactly once and in order: the same thread decides what has been handed out ({@code handedOut}) and lets a
 * subscriber go live, so a subscriber that has everything up to {@code handedOut} misses nothing after it.
 */
public final class ChangeFeed {
    /** A page of changes; at a thousand a second, one step holds what came in the last second. */
    static final int PAGE = 1_000;

    /** Changes a subscriber may be brought up by in one step, so that one far behind does not hold the others. */
    static final int CATCH_UP_PAGE = 500;

    /** Queries for subscribers behind in one step; those who are equally far behind share one. */
    static final int CATCH_UPS_A_STEP = 200;

    private final ChangeLog log;
    private final Map<Scope, Set<Subscriber>> byScope = new ConcurrentHashMap<>();
    private final Set<Subscriber> behind = ConcurrentHashMap.newKeySet();
    private volatile long handedOut;

    public ChangeFeed(ChangeLog log) {
        this.log = log;
        this.handedOut = log.newestId();
    }

    /** @param afterId the last one seen; everything after it will come */
    public Subscriber subscribe(Scope scope, Outlet outlet, long afterId) {
        Subscriber subscriber = new Subscriber(scope, outlet, afterId);
        byScope.compute(scope, (key, others) -> {
            Set<Subscriber> all = others == null ? ConcurrentHashMap.newKeySet(1) : others;
            all.add(subscriber);
            return all;
        });
        behind.add(subscriber);
        return subscriber;
    }

    public void unsubscribe(Subscriber subscriber) {
        subscriber.end();
        behind.remove(subscriber);
        byScope.computeIfPresent(subscriber.scope(), (key, all) -> {
            all.remove(subscriber);
            return all.isEmpty() ? null : all;
        });
    }

    long handedOut() {
        return handedOut;
    }

    int subscribers() {
        return byScope.values().stream().mapToInt(Set::size).sum();
    }

    /** @return whether there was something to do, so that the next step should follow at once */
    boolean step() {
        boolean busy = bringUp();
        List<StateChange> changes = log.after(handedOut, PAGE);
        for (StateChange change : changes) {
            Set<Subscriber> ofTenant = byScope.getOrDefault(Scope.ofTenant(change), Set.of());
            Set<Subscriber> ofAthlete = byScope.getOrDefault(Scope.ofAthlete(change), Set.of());
            if (!ofTenant.isEmpty() || !ofAthlete.isEmpty()) {
                Frame frame = Frame.of(change);
                offer(frame, ofTenant);
                offer(frame, ofAthlete);
            }
            handedOut = change.id();
        }
        return busy || !changes.isEmpty();
    }

    void heartbeat() {
        byScope.values().forEach(all -> all.forEach(Subscriber::heartbeat));
    }

    private void offer(Frame frame, Set<Subscriber> subscribers) {
        for (Subscriber subscriber : subscribers) {
            subscriber.offer(frame);
            if (subscriber.ended()) {
                unsubscribe(subscriber);
            } else if (subscriber.lastId() < frame.id()) {
                behind.add(subscriber);
            }
        }
    }

    /** Whose changes, and behind which id. */
    private record Gap(Scope scope, long afterId) {}

    private boolean bringUp() {
        long until = handedOut;
        Map<Gap, List<Frame>> pages = new HashMap<>();
        boolean worked = false;
        for (Subscriber subscriber : behind) {
            if (!subscriber.wantsCatchUp()) {
                continue;
            }
            Gap gap = new Gap(subscriber.scope(), subscriber.lastId());
            if (!pages.containsKey(gap) && pages.size() == CATCH_UPS_A_STEP) {
                return true;
            }
            worked = true;
            List<Frame> page = pages.computeIfAbsent(gap, each -> page(each, until));
            boolean complete = page.size() < CATCH_UP_PAGE;
            subscriber.catchUp(page, complete, until);
            if (complete) {
                behind.remove(subscriber);
            }
        }
        return worked;
    }

    private List<Frame> page(Gap gap, long until) {
        if (gap.afterId() >= until) {
            return List.of();
        }
        return log.between(gap.scope(), gap.afterId(), until, CATCH_UP_PAGE).stream()
                .map(Frame::of)
                .toList();
    }
}
