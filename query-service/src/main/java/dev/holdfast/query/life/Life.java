package dev.holdfast.query.life;

import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.AthleteState;
import dev.holdfast.timeline.BodyAt;
import dev.holdfast.timeline.CheckpointListener;
import dev.holdfast.timeline.TimelineChange;
import dev.holdfast.timeline.TimelineEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One athlete's facts in effective order, as they stood when the store held nothing after a position.
 *
 * @param position of the last event that was known of the athlete, a retraction or correction too; 0 when none was
 * @param entries in {@link TimelineEntry#EFFECTIVE_ORDER}
 */
public record Life(long position, List<TimelineEntry> entries) {
    public Life {
        entries = List.copyOf(entries);
    }

    /** What stands now. */
    public static Life standing(List<TimelineEntry> timeline) {
        return knownBy(timeline, Long.MAX_VALUE);
    }

    /** What stood, for all that the store had recorded by {@code knownAt}. */
    public static Life asKnownAt(List<TimelineEntry> timeline, Instant knownAt) {
        return knownBy(timeline, TimelineChange.micros(knownAt));
    }

    private static Life knownBy(List<TimelineEntry> timeline, long recordedByMicros) {
        long position = 0;
        for (TimelineEntry entry : timeline) {
            if (entry.recordedAtMicros() <= recordedByMicros) {
                position = Math.max(position, entry.position());
            }
            TimelineEntry.Supersession by = entry.superseded();
            if (by != null && by.recordedAtMicros() <= recordedByMicros) {
                position = Math.max(position, by.position());
            }
        }
        long known = position;
        return new Life(
                known, timeline.stream().filter(entry -> entry.visibleAt(known)).toList());
    }

    /** What the body holds at that instant: facts up to it count, later ones do not. */
    public BodyAt at(Instant at, AthleteFold fold) {
        AthleteState state = AthleteState.untrained();
        applyUntil(at, state, fold, CheckpointListener.NONE);
        return BodyAt.consume(state, at, fold);
    }

    private void applyUntil(Instant at, AthleteState state, AthleteFold fold, CheckpointListener listener) {
        long until = TimelineChange.micros(at);
        for (TimelineEntry entry : entries) {
            if (entry.atMicros() <= until) {
                fold.apply(entry, state, listener);
            }
        }
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
            long until = TimelineChange.micros(instant);
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
                .map(entry -> TimelineChange.instant(entry.atMicros()))
                .toList();
    }

    public @Nullable Instant begin() {
        return entries.isEmpty()
                ? null
                : TimelineChange.instant(entries.getFirst().atMicros());
    }

    /** The pauses that had begun by {@code now}, reported or inferred; the last one may be open. */
    public List<Pause> pauses(Instant now, AthleteFold fold) {
        List<Pause> pauses = new ArrayList<>();
        AthleteState state = AthleteState.untrained();
        applyUntil(now, state, fold, new FoundPauses(pauses, fold));
        Instant since = BodyAt.consume(state, now, fold).pausedSince();
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

    private record FoundPauses(List<Pause> found, AthleteFold fold) implements CheckpointListener {
        @Override
        public void started(long atMicros, boolean inferred, AthleteState before) {
            if (!found.isEmpty() && found.getLast().to() == null) {
                Pause open = found.removeLast();
                found.add(new Pause(open.from(), TimelineChange.instant(atMicros), open.inferred()));
            }
        }

        @Override
        public void paused(long atMicros, boolean inferred, AthleteState then) {
            if (found.isEmpty() || found.getLast().to() != null) {
                Instant at = TimelineChange.instant(atMicros);
                // Told late: by then the athlete had been away for longer than the policy allows.
                Instant since = then.standing().pausedSince(at, fold);
                found.add(since == null ? new Pause(at, null, inferred) : new Pause(since, null, true));
            }
        }
    }
}
