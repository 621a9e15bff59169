package dev.holdfast.command.eventstore.groupcommit;

import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.EventPage;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts and pauses of the athletes about whom decisions are being made, so that a decision need not ask the database.
 *
 * <p>The writer follows the store from group to group: under the head's lock it reads whose phase has changed since its last
 * group, that is, who was started, paused or erased by anybody, and what it appends itself it knows. The entries of these
 * athletes are dropped. So an entry that is left is what the store says at the last position that the writer has seen,
 * however long ago it was read. What others append after that, the same lock finds before a decision's events are stored.
 *
 * <p>When the writer has lost track, since too much was appended by others or its connection was lost, everything is
 * forgotten; also when it has nothing to do, so that an idle process keeps nothing of anybody whom another one erases.
 */
final class PhaseCache {
    /** With {@link #EVENTS_MAX} events each, some tens of megabytes; mostly an athlete has one, of half a kilobyte. */
    static final int ATHLETES_MAX = 8_192;
    /** Athletes with more starts and pauses are rare, and are read each time. */
    static final int EVENTS_MAX = 8;
    /** Changes of so many athletes outlast any decision that is under way. */
    private static final int CHANGES_MAX = 8_192;

    private final Map<AthleteKey, EventPage> pages = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<AthleteKey, EventPage> eldest) {
            return size() > ATHLETES_MAX;
        }
    };
    /** Of each athlete whose phase changed after {@link #seenFrom} and up to {@link #seenTo}, the position of the last change. */
    private final Map<AthleteKey, Long> changes = new HashMap<>();

    private long seenFrom = Long.MAX_VALUE;
    private long seenTo;

    /** The last position that the writer has seen; 0 while it has seen nothing. */
    synchronized long seenTo() {
        return seenTo;
    }

    /** The starts and pauses of {@code owner}, and up to where they are all; null when they are not kept. */
    synchronized @Nullable EventPage of(AthleteKey owner) {
        EventPage page = pages.get(owner);
        return page == null || page.head() >= seenTo ? page : new EventPage(seenTo, page.events());
    }

    /** Keeps what was read, unless the writer knows that it has changed since, or cannot know. */
    synchronized void keep(AthleteKey owner, EventPage page) {
        if (page.head() >= seenFrom
                && changes.getOrDefault(owner, 0L) <= page.head()
                && page.events().size() <= EVENTS_MAX) {
            pages.put(owner, page);
        }
    }

    /** Follows what others have appended. The caller holds the head's lock, under which {@code locked} was read. */
    synchronized void follow(LockedHead locked) {
        if (seenTo == 0 || seenTo > locked.head().position() || !locked.knowsAfter(seenTo)) {
            forget();
            // Of a store that was put back, nothing was looked at.
            seenFrom = Math.min(locked.after(), locked.head().position());
        }
        changed(locked.phaseChanges(), locked.head().position());
    }

    /** Follows the phase changes in events after {@link #seenTo} and up to {@code head}. */
    synchronized void changed(Map<AthleteKey, Long> changed, long head) {
        if (changes.size() + changed.size() > CHANGES_MAX) {
            changes.clear();
            seenFrom = head;
        } else {
            changed.forEach((owner, position) -> changes.merge(owner, position, Math::max));
        }
        pages.keySet().removeAll(changed.keySet());
        seenTo = Math.max(seenTo, head);
    }

    synchronized void forget() {
        pages.clear();
        changes.clear();
        seenFrom = Long.MAX_VALUE;
        seenTo = 0;
    }

    /** Whether {@link #changedAfter} can be answered. */
    synchronized boolean knowsAfter(long marker) {
        return marker >= seenFrom;
    }

    /** Whether the phase of {@code owner} changed between {@code marker} and the last position that the writer has seen. */
    synchronized boolean changedAfter(AthleteKey owner, long marker) {
        return changes.getOrDefault(owner, 0L) > marker;
    }
}
