package dev.holdfast.query.trajectory;

import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.AthleteState;
import dev.holdfast.timeline.BodyAt;
import dev.holdfast.timeline.CheckpointListener;
import dev.holdfast.timeline.TimelineEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One athlete's standing facts in effective order, as they were known at an instant.
 *
 * @param entries in {@link TimelineEntry#EFFECTIVE_ORDER}
 */
public record Life(List<TimelineEntry> entries) {
    private static final long MICROS_PER_SECOND = 1_000_000;

    public Life {
        entries = List.copyOf(entries);
    }

    /** What stands now. */
    public static Life standing(List<TimelineEntry> timeline) {
        return new Life(timeline.stream().filter(TimelineEntry::stands).toList());
    }

    /** What stood, for all that the store knew at {@code knownAt}. */
    public static Life asKnownAt(List<TimelineEntry> timeline, Instant knownAt) {
        long known = micros(knownAt);
        return new Life(timeline.stream()
                .filter(entry -> entry.recordedAtMicros() <= known)
                .filter(entry ->
                        entry.superseded() == null || entry.superseded().recordedAtMicros() > known)
                .toList());
    }

    /** The position of the newest event that this rests on, 0 when there is none. */
    public long position() {
        return entries.stream().mapToLong(TimelineEntry::position).max().orElse(0);
    }

    /** What the body holds at that instant: facts up to it count, later ones do not. */
    public BodyAt at(Instant at, AthleteFold fold) {
        AthleteState state = AthleteState.untrained();
        long until = micros(at);
        for (TimelineEntry entry : entries) {
            if (entry.atMicros() <= until) {
                fold.apply(entry, state, CheckpointListener.NONE);
            }
        }
        return BodyAt.of(state, at, fold);
    }

    /**
     * The same for many instants in one pass. Where the offset changed within a day, a point may lack a session until
     * the facts before it in effective order have happened.
     *
     * @param instants ascending
     */
    public List<BodyAt> at(List<Instant> instants, AthleteFold fold) {
        AthleteState state = AthleteState.untrained();
        List<BodyAt> bodies = new ArrayList<>(instants.size());
        int next = 0;
        for (Instant instant : instants) {
            long until = micros(instant);
            while (next < entries.size() && entries.get(next).atMicros() <= until) {
                fold.apply(entries.get(next++), state, CheckpointListener.NONE);
            }
            bodies.add(BodyAt.of(state, instant, fold));
        }
        return bodies;
    }

    public List<Instant> sessions() {
        return entries.stream()
                .filter(entry -> entry.content() instanceof TimelineEntry.Session)
                .map(entry -> instant(entry.atMicros()))
                .toList();
    }

    public @Nullable Instant begin() {
        return entries.isEmpty() ? null : instant(entries.getFirst().atMicros());
    }

    /** The pauses that had begun by {@code now}, told or inferred; the last one may be open. */
    public List<Pause> pauses(Instant now, AthleteFold fold) {
        List<Pause> pauses = new ArrayList<>();
        Pauses heard = new Pauses(pauses);
        AthleteState state = AthleteState.untrained();
        long until = micros(now);
        for (TimelineEntry entry : entries) {
            if (entry.atMicros() <= until) {
                fold.apply(entry, state, heard);
            }
        }
        Instant since = BodyAt.of(state, now, fold).pausedSince();
        boolean open = !pauses.isEmpty() && pauses.getLast().to() == null;
        if (since != null && !open) {
            pauses.add(new Pause(since, null, true));
        }
        return pauses;
    }

    /** @param to null while it lasts */
    public record Pause(Instant from, @Nullable Instant to, boolean inferred) {
        public Duration length(Instant now) {
            return Duration.between(from, to == null ? now : to);
        }
    }

    private record Pauses(List<Pause> found) implements CheckpointListener {
        @Override
        public void started(long atMicros, boolean inferred, AthleteState before) {
            if (!found.isEmpty() && found.getLast().to() == null) {
                Pause open = found.removeLast();
                found.add(new Pause(open.from(), instant(atMicros), open.inferred()));
            }
        }

        @Override
        public void paused(long atMicros, boolean inferred, AthleteState then) {
            if (found.isEmpty() || found.getLast().to() != null) {
                found.add(new Pause(instant(atMicros), null, inferred));
            }
        }
    }

    private static long micros(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND), instant.getNano() / 1_000);
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND), Math.floorMod(micros, MICROS_PER_SECOND) * 1_000);
    }
}
