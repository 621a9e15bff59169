package dev.holdfast.load;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.catalogue.Movement;
import dev.holdfast.catalogue.MuscleGroup;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.SetKind;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * h = Σ over sets of effort · involvement, in thousandths of a hard set. Efforts (0.4, 0.7, 1) and involvements (0.5, 1) are
 * exact there, so no sum is ever rounded.
 *
 * <p>Conventions of this model, beside the rule of {@link #effortThousandths}:
 * <ul>
 *   <li>A movement gets the whole effort of a set; a muscle group gets it by the catalogue's involvement.
 *   <li>The load does not matter for the dose: bodyweight, assisted and banded sets count like any other.
 *   <li>A timed hold or a carried distance is one set. A set of zero repetitions without time or distance was not done.
 *   <li>Cardio, mobility and unknown exercises have no dose; the unknown ones are counted by name.
 *   <li>A heart-rate load (TRIMP) has no dose.
 *   <li>The dose of a session with exercises comes from them alone, whatever else was logged.
 * </ul>
 */
public final class HardSets {
    /** One hard set. */
    public static final int MILLI_PER_SET = 1_000;

    /** In place of a figure of a set that was not logged. */
    public static final int NOT_GIVEN = -1;

    /** The dose of a session at the athlete's own median load. */
    private static final double SETS_AT_MEDIAN_LOAD = 3;

    private static final double SESSION_LOAD_SETS_MIN = 0.5;
    private static final double SESSION_LOAD_SETS_MAX = 10;

    private HardSets() {}

    /**
     * Effort by rating of perceived exertion: 7 and more → 1, from 6 → 0.7, from 5 → 0.4, lower → 0. Repetitions in reserve
     * count as a rating of 10 − RIR where no rating was given. Neither given: 1 for a working or a drop set, 0 for a warm-up.
     * A set to failure is 1 whatever its rating.
     *
     * @return 0, 400, 700 or 1,000
     */
    public static int effortThousandths(LoggedSet set) {
        return effortThousandths(set.kind(), tenths(set.rpe()), tenths(set.repsInReserve()));
    }

    /**
     * The same of a set's columns.
     *
     * @param rpeTenths {@link #NOT_GIVEN} where it was not
     * @param repsInReserveTenths {@link #NOT_GIVEN} where they were not
     */
    public static int effortThousandths(SetKind kind, int rpeTenths, int repsInReserveTenths) {
        if (kind == SetKind.FAILURE) {
            return 1_000;
        }
        if (rpeTenths == NOT_GIVEN && repsInReserveTenths == NOT_GIVEN) {
            return kind == SetKind.WARM_UP ? 0 : 1_000;
        }
        int ratingTenths = rpeTenths == NOT_GIVEN ? 100 - repsInReserveTenths : rpeTenths;
        return ratingTenths >= 70 ? 1_000 : ratingTenths >= 60 ? 700 : ratingTenths >= 50 ? 400 : 0;
    }

    /** The dose of a session. Pure, and cheap enough to be asked for every session of a replay. */
    public static SessionDose of(SessionLogged session, ExerciseCatalogue catalogue) {
        List<PerformedExercise> exercises = session.exercises();
        if (exercises.isEmpty()) {
            return ofRatingOnly(session.sessionRpe(), session.durationMinutes());
        }
        SessionTally tally = new SessionTally(catalogue);
        for (int i = 0; i < exercises.size(); i++) {
            PerformedExercise performed = exercises.get(i);
            List<LoggedSet> sets = performed.sets();
            int effort = 0;
            for (int j = 0; j < sets.size(); j++) {
                LoggedSet set = sets.get(j);
                effort += wasDone(set) ? effortThousandths(set) : 0;
            }
            tally.add(performed.name(), sets.size(), effort);
        }
        return tally.dose();
    }

    /**
     * The dose of a session of which only rating and duration are known: 3 hard sets at the athlete's own median load,
     * proportional to it, kept within 0.5 to 10. Low quality: it goes to {@link Movement#GENERAL_STRENGTH} and
     * {@link MuscleGroup#WHOLE_BODY} only, since nobody said what was trained, and answers that rest on it must say so.
     *
     * @param sessionLoad rating × minutes, from {@link SessionDose#sessionLoad()}
     * @param medianSessionLoad median of the athlete's session loads up to and with this one; where it is 0 there is nothing
     *     to compare with and the session counts as a median one
     * @return thousandths of a hard set, 500 to 10,000, or 0 for a load of 0
     */
    public static int ofSessionLoad(double sessionLoad, double medianSessionLoad) {
        if (!(sessionLoad >= 0) || !(medianSessionLoad >= 0) || Double.isInfinite(sessionLoad)) {
            throw new IllegalArgumentException("session loads are finite and ≥ 0: sessionLoad=" + sessionLoad
                    + ", medianSessionLoad=" + medianSessionLoad);
        }
        if (sessionLoad == 0) {
            return 0;
        }
        double sets =
                medianSessionLoad == 0 ? SETS_AT_MEDIAN_LOAD : SETS_AT_MEDIAN_LOAD * sessionLoad / medianSessionLoad;
        return (int) Math.round(MILLI_PER_SET * Math.min(Math.max(sets, SESSION_LOAD_SETS_MIN), SESSION_LOAD_SETS_MAX));
    }

    private static SessionDose ofRatingOnly(@Nullable Double sessionRpe, @Nullable Double durationMinutes) {
        if (sessionRpe == null || durationMinutes == null) {
            return SessionDose.NONE;
        }
        return new SessionDose(new int[0], new int[0], new int[0], new int[0], Map.of(), sessionRpe * durationMinutes);
    }

    static int tenths(@Nullable Double value) {
        return value == null ? NOT_GIVEN : (int) Math.round(value * 10);
    }

    private static boolean wasDone(LoggedSet set) {
        Integer reps = set.reps();
        return reps == null || reps > 0 || isPositive(set.durationSeconds()) || isPositive(set.distanceMeters());
    }

    private static boolean isPositive(@Nullable Double value) {
        return value != null && value > 0;
    }
}
