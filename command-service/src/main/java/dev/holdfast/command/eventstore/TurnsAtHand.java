package dev.holdfast.command.eventstore;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts and pauses of the athletes about whom decisions are being made, so that a decision need not ask the database.
 *
 * <p>The writer follows the store from group to group: under the head's lock it hears who has turned since its last
 * group, that is, was started, paused or erased by anybody, and what it appends itself it knows. Whoever has turned is
 * dropped. So what is left is what the store says at the last position that the writer has seen, however long ago it was
 * read. What others append after that, the same lock finds before a decision's events are stored.
 *
 * <p>When the writer has lost track, since too much was appended by others or its connection was, all is forgotten; also
 * when it has nothing to do, so that an idle process holds nothing of anybody who is erased by another one.
 */
final class TurnsAtHand {
    /** With {@link #EVENTS_MAX} events each, some tens of megabytes; mostly an athlete has one, of half a kilobyte. */
    static final int ATHLETES_MAX = 8_192;
    /** Athletes with more starts and pauses are rare, and are read each time. */
    static final int EVENTS_MAX = 8;
    /** Turns of so many athletes outlast any decision that is under way. */
    private static final int TURNS_MAX = 8_192;

    private final Map<AthleteKey, Selection.Page> pages = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<AthleteKey, Selection.Page> eldest) {
            return size() > ATHLETES_MAX;
        }
    };
    /** Of each athlete who turned after {@link #seenFrom} and up to {@link #seenTo}, the position of the last turn. */
    private final Map<AthleteKey, Long> turns = new HashMap<>();

    private long seenFrom = Long.MAX_VALUE;
    private long seenTo;

    /** The last position that the writer has seen; 0 while it has seen nothing. */
    synchronized long seenTo() {
        return seenTo;
    }

    /** The starts and pauses of {@code owner}, and up to where they are all; null when they are not at hand. */
    synchronized Selection.@Nullable Page of(AthleteKey owner) {
        Selection.Page page = pages.get(owner);
        return page == null || page.head() >= seenTo ? page : new Selection.Page(seenTo, page.events());
    }

    /** Keeps what was read, unless the writer knows better or cannot tell. */
    synchronized void keep(AthleteKey owner, Selection.Page page) {
        if (page.head() >= seenFrom
                && turns.getOrDefault(owner, 0L) <= page.head()
                && page.events().size() <= EVENTS_MAX) {
            pages.put(owner, page);
        }
    }

    /** Takes in what others have appended. The caller holds the head's lock, under which {@code held} was read. */
    synchronized void follow(HeldHead held) {
        if (seenTo == 0 || seenTo > held.head().position() || !held.tellsAfter(seenTo)) {
            forget();
            // Of a store that was put back, nothing was looked at.
            seenFrom = Math.min(held.after(), held.head().position());
        }
        turn(held.turns(), held.head().position());
    }

    /** Takes in who turned in events after {@link #seenTo} and up to {@code head}. */
    synchronized void turn(Map<AthleteKey, Long> turned, long head) {
        if (turns.size() + turned.size() > TURNS_MAX) {
            turns.clear();
            seenFrom = head;
        } else {
            turned.forEach((owner, position) -> turns.merge(owner, position, Math::max));
        }
        pages.keySet().removeAll(turned.keySet());
        seenTo = Math.max(seenTo, head);
    }

    synchronized void forget() {
        pages.clear();
        turns.clear();
        seenFrom = Long.MAX_VALUE;
        seenTo = 0;
    }

    /** Whether {@link #turnedAfter} can tell. */
    synchronized boolean tellsAfter(long marker) {
        return marker >= seenFrom;
    }

    /** Whether {@code owner} turned between {@code marker} and the last position that the writer has seen. */
    synchronized boolean turnedAfter(AthleteKey owner, long marker) {
        return turns.getOrDefault(owner, 0L) > marker;
    }
}
