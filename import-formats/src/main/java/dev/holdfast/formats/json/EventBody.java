package dev.holdfast.formats.json;

import dev.holdfast.event.EventKey;
import dev.holdfast.event.EventTime;
import dev.holdfast.event.EventType;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PauseReason;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.PriorTraining;
import dev.holdfast.event.SetKind;
import dev.holdfast.event.Sex;
import dev.holdfast.event.TrainingEvent;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An event as its sender writes it: what every event has, and the fields of its type. Everything may be absent here; what is
 * required, and what a value may be, is checked when it becomes a fact, and a refusal names the field with its place.
 */
public sealed interface EventBody {
    /** The form of each type of event that may be sent. */
    Map<EventType, Class<? extends EventBody>> FORMS = Map.of(
            EventType.TRAINING_STARTED, TrainingStart.class,
            EventType.SESSION_LOGGED, Session.class,
            EventType.TRAINING_PAUSED, TrainingPause.class,
            EventType.STRENGTH_ASSESSED, Assessment.class,
            EventType.SESSION_CORRECTED, Correction.class,
            EventType.SESSION_RETRACTED, Retraction.class);

    /** Where the path names the athlete, the same or absent. */
    @Nullable
    String athleteId();

    @Nullable
    String occurredAt();

    @Nullable
    String source();

    @Nullable
    String sourceEventId();

    /** @throws InvalidValueException naming the field that is missing or cannot be part of a fact */
    TrainingEvent fact();

    /** @throws InvalidValueException when {@code occurredAt} is missing, no time or out of bounds */
    default OffsetDateTime time() {
        return EventTime.parse("occurredAt", required("occurredAt", occurredAt()));
    }

    /** The key that the sender gives, completed where it gives none. */
    default EventKey key(String sourceDefault, Supplier<String> idDefault) {
        String source = source();
        String id = sourceEventId();
        return new EventKey(source == null ? sourceDefault : source, id == null ? idDefault.get() : id);
    }

    /** Training starts or resumes. */
    record TrainingStart(
            @Nullable String athleteId,
            @Nullable String occurredAt,
            @Nullable String source,
            @Nullable String sourceEventId,
            @Nullable Integer yearOfBirth,
            @Nullable Sex sex,
            @Nullable Prior priorTraining)
            implements EventBody {
        @Override
        public TrainingEvent.TrainingStarted fact() {
            return new TrainingEvent.TrainingStarted(
                    false, yearOfBirth, sex, priorTraining == null ? null : priorTraining.fact());
        }
    }

    /** Training before the first event. */
    record Prior(
            @Nullable Integer trainedWeeks,
            @Nullable Integer sessionsPerWeek,
            @Nullable Integer pausedWeeks) {
        PriorTraining fact() {
            return new PriorTraining(
                    required("priorTraining.trainedWeeks", trainedWeeks),
                    required("priorTraining.sessionsPerWeek", sessionsPerWeek),
                    required("priorTraining.pausedWeeks", pausedWeeks));
        }
    }

    /** A session. */
    record Session(
            @Nullable String athleteId,
            @Nullable String occurredAt,
            @Nullable String source,
            @Nullable String sourceEventId,
            @Nullable List<@Nullable Exercise> exercises,
            @Nullable Double durationMinutes,
            @Nullable Double sessionRpe,
            @Nullable Double trimp)
            implements EventBody {
        @Override
        public TrainingEvent.SessionLogged fact() {
            return new Replacement(exercises, durationMinutes, sessionRpe, trimp).fact();
        }
    }

    /** What a corrected session really was. */
    record Replacement(
            @Nullable List<@Nullable Exercise> exercises,
            @Nullable Double durationMinutes,
            @Nullable Double sessionRpe,
            @Nullable Double trimp) {
        TrainingEvent.SessionLogged fact() {
            return new TrainingEvent.SessionLogged(
                    exercises == null ? List.of() : each("exercises", "exercise", exercises, Exercise::fact),
                    durationMinutes,
                    sessionRpe,
                    trimp);
        }
    }

    /** The sets of one exercise. */
    record Exercise(@Nullable String name, @Nullable List<@Nullable OneSet> sets) {
        PerformedExercise fact() {
            return new PerformedExercise(
                    required("name", name), each("sets", "set", required("sets", sets), OneSet::fact));
        }
    }

    /** One set. */
    record OneSet(
            @Nullable SetKind kind,
            @Nullable Double loadKg,
            @Nullable Integer reps,
            @Nullable Double rpe,
            @Nullable Double repsInReserve,
            @Nullable Double durationSeconds,
            @Nullable Double distanceMeters) {
        LoggedSet fact() {
            return new LoggedSet(
                    kind == null ? SetKind.WORKING : kind,
                    loadKg,
                    reps,
                    rpe,
                    repsInReserve,
                    durationSeconds,
                    distanceMeters);
        }
    }

    /** Training pauses. */
    record TrainingPause(
            @Nullable String athleteId,
            @Nullable String occurredAt,
            @Nullable String source,
            @Nullable String sourceEventId,
            @Nullable PauseReason reason)
            implements EventBody {
        @Override
        public TrainingEvent.TrainingPaused fact() {
            return new TrainingEvent.TrainingPaused(false, reason);
        }
    }

    /** A strength test. */
    record Assessment(
            @Nullable String athleteId,
            @Nullable String occurredAt,
            @Nullable String source,
            @Nullable String sourceEventId,
            @Nullable String exercise,
            @Nullable Double loadKg,
            @Nullable Integer reps,
            @Nullable Double rpe)
            implements EventBody {
        @Override
        public TrainingEvent.StrengthAssessed fact() {
            return new TrainingEvent.StrengthAssessed(
                    required("exercise", exercise), required("loadKg", loadKg), required("reps", reps), rpe);
        }
    }

    /** Which stored session is meant. */
    record SessionKey(@Nullable String source, @Nullable String sourceEventId) {
        EventKey key() {
            return new EventKey(required("source", source), required("sourceEventId", sourceEventId));
        }
    }

    /** A stored session was really another one. */
    record Correction(
            @Nullable String athleteId,
            @Nullable String occurredAt,
            @Nullable String source,
            @Nullable String sourceEventId,
            @Nullable SessionKey corrected,
            @Nullable Replacement replacement)
            implements EventBody {
        @Override
        public TrainingEvent.SessionCorrected fact() {
            return new TrainingEvent.SessionCorrected(
                    within("corrected", corrected, SessionKey::key),
                    within("replacement", replacement, Replacement::fact));
        }
    }

    /** A stored session never happened. */
    record Retraction(
            @Nullable String athleteId,
            @Nullable String occurredAt,
            @Nullable String source,
            @Nullable String sourceEventId,
            @Nullable SessionKey retracted)
            implements EventBody {
        @Override
        public TrainingEvent.SessionRetracted fact() {
            return new TrainingEvent.SessionRetracted(within("retracted", retracted, SessionKey::key));
        }
    }

    /** @throws InvalidValueException when the value is absent */
    static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new InvalidValueException(field, null, "give it: it is required");
        }
        return value;
    }

    private static <T, R> R within(String field, @Nullable T value, Function<T, R> fact) {
        T given = required(field, value);
        try {
            return fact.apply(given);
        } catch (InvalidValueException e) {
            throw e.within(field);
        }
    }

    private static <T, R> List<R> each(String list, String element, List<@Nullable T> values, Function<T, R> fact) {
        List<R> facts = new ArrayList<>(values.size());
        for (T value : values) {
            try {
                facts.add(fact.apply(required(element, value)));
            } catch (InvalidValueException e) {
                throw e.within(list + "[" + facts.size() + "]");
            }
        }
        return facts;
    }
}
