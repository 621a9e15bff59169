package dev.holdfast.event;

import dev.holdfast.event.TrainingEvent.AthleteErased;
import dev.holdfast.event.TrainingEvent.SessionCorrected;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import dev.holdfast.event.TrainingEvent.SessionRetracted;
import dev.holdfast.event.TrainingEvent.StrengthAssessed;
import dev.holdfast.event.TrainingEvent.TrainingPaused;
import dev.holdfast.event.TrainingEvent.TrainingStarted;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The catalogue of training events: what holds of every event of a type, whatever it says. */
public enum EventType {
    TRAINING_STARTED("TrainingStarted", TrainingStarted.class, Trait.CHANGES_PHASE, Trait.IS_ACTIVITY),
    SESSION_LOGGED("SessionLogged", SessionLogged.class, Trait.IS_ACTIVITY),
    TRAINING_PAUSED("TrainingPaused", TrainingPaused.class, Trait.CHANGES_PHASE),
    STRENGTH_ASSESSED("StrengthAssessed", StrengthAssessed.class),
    SESSION_CORRECTED("SessionCorrected", SessionCorrected.class, Trait.IS_ACTIVITY, Trait.REVISES_SESSION),
    SESSION_RETRACTED("SessionRetracted", SessionRetracted.class, Trait.REVISES_SESSION),
    ATHLETE_ERASED("AthleteErased", AthleteErased.class);

    private enum Trait {
        CHANGES_PHASE,
        IS_ACTIVITY,
        REVISES_SESSION
    }

    private static final Map<Class<?>, EventType> BY_FACT =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(type -> type.fact, Function.identity()));

    private final String storedName;
    private final Class<? extends TrainingEvent> fact;
    private final Set<Trait> traits;

    EventType(String storedName, Class<? extends TrainingEvent> fact, Trait... traits) {
        this.storedName = storedName;
        this.fact = fact;
        this.traits = Set.of(traits);
    }

    public static EventType of(TrainingEvent fact) {
        EventType type = BY_FACT.get(fact.getClass());
        if (type == null) {
            throw new IllegalStateException("no event type: add it to EventType: class=" + fact.getClass());
        }
        return type;
    }

    /** @throws IllegalArgumentException when no type is stored under this name */
    public static EventType ofStored(String name) {
        for (EventType type : values()) {
            if (type.storedName.equals(name)) {
                return type;
            }
        }
        throw new IllegalArgumentException("no event type: " + name);
    }

    /** The name under which such events are stored, published and imported. It never changes. */
    public String storedName() {
        return storedName;
    }

    /**
     * Whether it says that training begins or pauses, which is all that decisions are based on. The event table's index
     * {@code event_phase} holds just these.
     */
    public boolean changesPhase() {
        return traits.contains(Trait.CHANGES_PHASE);
    }

    /** Whether it says something about a session that was told before. */
    public boolean revisesSession() {
        return traits.contains(Trait.REVISES_SESSION);
    }

    /** Whether it says that the athlete was active, after which a pause is inferred when nothing follows for long. */
    public boolean isActivity() {
        return traits.contains(Trait.IS_ACTIVITY);
    }
}
