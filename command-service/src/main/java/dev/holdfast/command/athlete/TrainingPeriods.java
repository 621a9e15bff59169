package dev.holdfast.command.athlete;

import dev.holdfast.event.TrainingEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When an athlete was training: all that decisions need to know. Starts and pauses in the order in which they happened;
 * of two at the same instant, the one recorded later holds.
 */
public record TrainingPeriods(List<Change> changes) {
    public static final TrainingPeriods NONE = new TrainingPeriods(List.of());

    public TrainingPeriods {
        changes = List.copyOf(changes);
    }

    /**
     * From {@code at} on the athlete is training, or is not.
     *
     * @param inferred nobody reported it
     */
    public record Change(Instant at, boolean training, boolean inferred) {}

    /** Whether the athlete was training at {@code at}. */
    public boolean trainingAt(Instant at) {
        Change change = changeAt(at);
        return change != null && change.training();
    }

    /** Whether a pause can be recorded at {@code at}: while the athlete trains, or pauses by inference only. */
    public boolean pausableAt(Instant at) {
        Change change = changeAt(at);
        return change != null && (change.training() || change.inferred());
    }

    /** Whether a start can be recorded at {@code at}: while the athlete does not train, or has begun then by inference only. */
    public boolean startableAt(Instant at) {
        Change change = changeAt(at);
        return change == null
                || !change.training()
                || (change.inferred() && change.at().equals(at));
    }

    private @Nullable Change changeAt(Instant at) {
        Change last = null;
        for (Change change : changes) {
            if (change.at().isAfter(at)) {
                break;
            }
            last = change;
        }
        return last;
    }

    /** The periods after one more stored fact. Facts are never refused. */
    public TrainingPeriods evolve(Instant occurredAt, TrainingEvent fact) {
        if (fact instanceof TrainingEvent.TrainingStarted started) {
            return with(new Change(occurredAt, true, started.inferred()));
        }
        if (fact instanceof TrainingEvent.TrainingPaused paused) {
            return with(new Change(occurredAt, false, paused.inferred()));
        }
        return fact instanceof TrainingEvent.AthleteErased ? NONE : this;
    }

    /** The periods after one more stored start or pause. */
    public TrainingPeriods changed(Instant at, boolean training, boolean inferred) {
        return with(new Change(at, training, inferred));
    }

    private TrainingPeriods with(Change change) {
        List<Change> more = new ArrayList<>(changes);
        int place = more.size();
        while (place > 0 && more.get(place - 1).at().isAfter(change.at())) {
            place--;
        }
        more.add(place, change);
        return new TrainingPeriods(more);
    }
}
