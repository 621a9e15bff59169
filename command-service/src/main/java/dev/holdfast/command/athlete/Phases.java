package dev.holdfast.command.athlete;

import dev.holdfast.event.TrainingEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When an athlete was training: all that decisions need to know. Starts and pauses in the order in which they happened;
 * of two at the same instant, the one recorded later holds.
 */
public record Phases(List<Turn> turns) {
    public static final Phases NONE = new Phases(List.of());

    public Phases {
        turns = List.copyOf(turns);
    }

    /** From {@code at} on the athlete is training, or is not. */
    public record Turn(Instant at, boolean training) {}

    /** Whether the athlete was training at {@code at}. */
    public boolean trainingAt(Instant at) {
        boolean training = false;
        for (Turn turn : turns) {
            if (turn.at().isAfter(at)) {
                break;
            }
            training = turn.training();
        }
        return training;
    }

    /** The phases after one more stored fact. Facts are never refused. */
    public Phases evolve(Instant occurredAt, TrainingEvent fact) {
        return switch (fact) {
            case TrainingEvent.TrainingStarted started -> turned(occurredAt, true);
            case TrainingEvent.TrainingPaused paused -> turned(occurredAt, false);
            case TrainingEvent.SessionLogged session -> this;
            case TrainingEvent.StrengthAssessed assessed -> this;
            case TrainingEvent.SessionCorrected corrected -> this;
            case TrainingEvent.SessionRetracted retracted -> this;
            case TrainingEvent.AthleteErased erased -> NONE;
        };
    }

    /** The phases after one more stored start or pause. */
    public Phases turned(Instant at, boolean training) {
        Turn turn = new Turn(at, training);
        List<Turn> more = new ArrayList<>(turns);
        int place = more.size();
        while (place > 0 && more.get(place - 1).at().isAfter(turn.at())) {
            place--;
        }
        more.add(place, turn);
        return new Phases(more);
    }
}
