package dev.holdfast.command.athlete.http;

import dev.holdfast.event.EventKey;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PauseReason;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.PriorTraining;
import dev.holdfast.event.SetKind;
import dev.holdfast.event.Sex;
import dev.holdfast.event.TrainingEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bodies of the athlete endpoints. What is required is checked when they become facts, which name the field. */
public final class AthleteRequests {
    private AthleteRequests() {}

    /** What every body has: when it happened, and the sender's own id of it. */
    public interface Sent {
        @Nullable
        String occurredAt();

        @Nullable
        String source();

        @Nullable
        String sourceEventId();
    }

    /** Training starts or resumes. */
    public record TrainingStart(
            @Nullable String occurredAt,
            @Nullable String source,
            @Nullable String sourceEventId,
            @Nullable Integer yearOfBirth,
            @Nullable Sex sex,
            @Nullable Prior priorTraining)
            implements Sent {}

    /** Training before the first event. */
    public record Prior(
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
    public record Session(
            @Nullable String occurredAt,
            @Nullable String source,
            @Nullable String sourceEventId,
            @Nullable List<@Nullable Exercise> exercises,
            @Nullable Double durationMinutes,
            @Nullable Double sessionRpe,
            @Nullable Double trimp)
            implements Sent {
        TrainingEvent.SessionLogged fact() {
            return session(exercises, durationMinutes, sessionRpe, trimp);
        }
    }

    /** What a corrected session really was. */
    public record Replacement(
            @Nullable List<@Nullable Exercise> exercises,
            @Nullable Double durationMinutes,
            @Nullable Double sessionRpe,
            @Nullable Double trimp) {
        TrainingEvent.SessionLogged fact() {
            return session(exercises, durationMinutes, sessionRpe, trimp);
        }
    }

    /** The sets of one exercise. */
    public record Exercise(@Nullable String name, @Nullable List<@Nullable OneSet> sets) {
        PerformedExercise fact() {
            List<LoggedSet> logged = new ArrayList<>();
            for (OneSet set : required("sets", sets)) {
                String path = "sets[" + logged.size() + "]";
                try {
                    logged.add(required("set", set).fact());
                } catch (InvalidValueException e) {
                    throw e.within(path);
                }
            }
            return new PerformedExercise(required("name", name), logged);
        }
    }

    /** One set. */
    public record OneSet(
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
    public record TrainingPause(
            @Nullable String occurredAt,
            @Nullable String source,
            @Nullable String sourceEventId,
            @Nullable PauseReason reason)
            implements Sent {}

    /** A strength test. */
    public record Assessment(
            @Nullable String occurredAt,
            @Nullable String source,
            @Nullable String sourceEventId,
            @Nullable String exercise,
            @Nullable Double loadKg,
            @Nullable Integer reps,
            @Nullable Double rpe)
            implements Sent {
        TrainingEvent.StrengthAssessed fact() {
            return new TrainingEvent.StrengthAssessed(
                    required("exercise", exercise), required("loadKg", loadKg), required("reps", reps), rpe);
        }
    }

    /** Which stored session is meant. */
    public record SessionKey(
            @Nullable String source, @Nullable String sourceEventId) {
        EventKey key() {
            return new EventKey(required("source", source), required("sourceEventId", sourceEventId));
        }
    }

    /** A stored session was really another one. */
    public record Correction(
            @Nullable String occurredAt,
            @Nullable String source,
            @Nullable String sourceEventId,
            @Nullable SessionKey corrected,
            @Nullable Replacement replacement)
            implements Sent {}

    /** A stored session never happened. */
    public record Retraction(
            @Nullable String occurredAt,
            @Nullable String source,
            @Nullable String sourceEventId,
            @Nullable SessionKey retracted)
            implements Sent {}

    static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new InvalidValueException(field, null, "give it: it is required");
        }
        return value;
    }

    private static TrainingEvent.SessionLogged session(
            @Nullable List<@Nullable Exercise> exercises,
            @Nullable Double durationMinutes,
            @Nullable Double sessionRpe,
            @Nullable Double trimp) {
        List<PerformedExercise> performed = new ArrayList<>();
        if (exercises != null) {
            for (Exercise exercise : exercises) {
                String path = "exercises[" + performed.size() + "]";
                try {
                    performed.add(required("exercise", exercise).fact());
                } catch (InvalidValueException e) {
                    throw e.within(path);
                }
            }
        }
        return new TrainingEvent.SessionLogged(performed, durationMinutes, sessionRpe, trimp);
    }
}
