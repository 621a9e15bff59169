package dev.holdfast.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to an athlete. Raw facts only: doses and states are derived when they are read. */
public sealed interface TrainingEvent {
    /** The name under which the event is stored and published, for example {@code SessionLogged}. */
    default String type() {
        return EventType.of(this).storedName();
    }

    /** The session that it reports, or to which it corrects another one; null when it speaks of none. */
    default @Nullable SessionLogged session() {
        return null;
    }

    /** The key of the stored session that it corrects or retracts; null when it changes none. */
    default @Nullable EventKey revised() {
        return null;
    }

    /**
     * Training began, or resumed.
     *
     * @param inferred true when a session of an athlete who was not training implied it
     * @param yearOfBirth for the age modifier only, 1900 to 2100
     */
    record TrainingStarted(
            boolean inferred,
            @Nullable Integer yearOfBirth,
            @Nullable Sex sex,
            @Nullable PriorTraining priorTraining) implements TrainingEvent {
        public TrainingStarted {
            Check.range("yearOfBirth", yearOfBirth, 1900, 2100, "(a calendar year)");
        }
    }

    /**
     * A session was done. Either exercises, or only its duration and rating, or only a heart-rate load are known.
     *
     * @param exercises in the order they were done, 0 to 100
     * @param durationMinutes 0 to 1,440
     * @param sessionRpe rating of the whole session, 0 to 10
     * @param trimp heart-rate load, 0 to 10,000; cardiovascular, kept as a fact and without dose
     */
    record SessionLogged(
            List<PerformedExercise> exercises,
            @Nullable Double durationMinutes,
            @Nullable Double sessionRpe,
            @Nullable Double trimp)
            implements TrainingEvent {
        public static final int EXERCISES_MAX = 100;
        public static final double DURATION_MINUTES_MAX = 1_440;
        public static final double SESSION_RPE_MAX = 10;
        public static final double TRIMP_MAX = 10_000;

        public SessionLogged {
            exercises = List.copyOf(exercises);
            Check.range("exercises.length", exercises.size(), 0, EXERCISES_MAX, "exercises");
            Check.range("durationMinutes", durationMinutes, 0, DURATION_MINUTES_MAX, "min");
            Check.range("sessionRpe", sessionRpe, 0, SESSION_RPE_MAX, "(rate of perceived exertion)");
            Check.range("trimp", trimp, 0, TRIMP_MAX, "(training impulse)");
            if (exercises.isEmpty() && durationMinutes == null && sessionRpe == null && trimp == null) {
                throw new InvalidValueException(
                        "exercises", "[]", "give at least one exercise, or durationMinutes and sessionRpe, or trimp");
            }
        }

        @Override
        public SessionLogged session() {
            return this;
        }
    }

    /** @param inferred true when a gap longer than the tenant's pause policy implied it */
    record TrainingPaused(boolean inferred, @Nullable PauseReason reason) implements TrainingEvent {}

    /**
     * Strength was tested: the best {@code loadKg} for {@code reps}.
     *
     * @param loadKg more than 0, to 1,500
     * @param reps 1 (a tested one-repetition maximum) to 10, beyond which an estimate means little
     * @param rpe 0 to 10
     */
    record StrengthAssessed(
            String exercise,
            double loadKg,
            int reps,
            @Nullable Double rpe) implements TrainingEvent {
        public StrengthAssessed {
            Check.length("exercise", exercise, PerformedExercise.NAME_LENGTH_MAX);
            Check.range("loadKg", loadKg, 0.001, LoggedSet.LOAD_KG_MAX, "kg");
            Check.range("reps", reps, 1, 10, "repetitions");
            Check.range("rpe", rpe, 0, 10, "(rate of perceived exertion)");
            loadKg = Math.round(loadKg * 1_000) / 1_000.0;
            rpe = rpe == null ? null : Math.round(rpe * 10) / 10.0;
        }
    }

    /** The session {@code corrected} was really {@code replacement}; the envelope's occurredAt is the corrected one too. */
    record SessionCorrected(EventKey corrected, SessionLogged replacement) implements TrainingEvent {
        @Override
        public SessionLogged session() {
            return replacement;
        }

        @Override
        public EventKey revised() {
            return corrected;
        }
    }

    /** The session {@code retracted} never happened. */
    record SessionRetracted(EventKey retracted) implements TrainingEvent {
        @Override
        public EventKey revised() {
            return retracted;
        }
    }

    /** Everything about the athlete is to be forgotten. */
    record AthleteErased() implements TrainingEvent {}
}
