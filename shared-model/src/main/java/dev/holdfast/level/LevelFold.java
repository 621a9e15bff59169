package dev.holdfast.level;

import dev.holdfast.catalogue.Exercise.Loading;
import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.catalogue.Movement;
import dev.holdfast.catalogue.MuscleGroup;
import dev.holdfast.catalogue.MuscleShare;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import dev.holdfast.kernel.AgeTables;
import dev.holdfast.kernel.FoldKernel;
import dev.holdfast.load.Dose;
import dev.holdfast.load.HardSets;
import dev.holdfast.load.OneRepMax;
import dev.holdfast.load.OpenDoses;
import dev.holdfast.load.SessionDose;
import dev.holdfast.model.Parameters;
import java.util.Collections;
import java.util.List;

/**
 * Folds an athlete's training days, in their order, into the levels of each exercise. Safe to share between threads.
 *
 * <p>Conventions of this fold, beside docs/forecast.md:
 * <ul>
 *   <li>An exercise is a name: other equipment is another exercise, other spelling is not. Doses pool movements as ever.
 *   <li>Levels take the model's change from a body of their own, which had a past before the log ({@link AssumedPast}). An
 *       exercise that the catalogue does not know changes by nothing.
 *   <li>Each day that has a session is a training day, whatever was done on it.
 * </ul>
 */
public final class LevelFold {
    private final LevelParameters parameters;
    private final ExerciseCatalogue catalogue;
    private final AgeTables tables;
    private final AssumedPast past = new AssumedPast();
    private final int[][] primeMovers = new int[Movement.ID_MAX + 1][];

    /** @param body the kinetics that the levels take their change from */
    public LevelFold(LevelParameters parameters, Parameters body, ExerciseCatalogue catalogue) {
        this.parameters = parameters;
        this.catalogue = catalogue;
        this.tables = new AgeTables(body);
        for (Movement movement : Movement.values()) {
            primeMovers[movement.id()] = catalogue.involvement(movement).stream()
                    .filter(MuscleShare::isPrimeMover)
                    .mapToInt(share -> share.group().id())
                    .toArray();
        }
    }

    /** Default parameters with the catalogue that comes with Holdfast. */
    public static LevelFold standard() {
        return new LevelFold(LevelParameters.DEFAULT, Parameters.DEFAULT, ExerciseCatalogue.standard());
    }

    public LevelParameters parameters() {
        return parameters;
    }

    public ExerciseCatalogue catalogue() {
        return catalogue;
    }

    AgeTables tables() {
        return tables;
    }

    int[] primeMovers(int movementId) {
        return primeMovers[movementId];
    }

    /** Adds a session's lifts to the day that is open. */
    public void session(List<Lift> lifts, LevelState state) {
        for (int i = 0; i < lifts.size(); i++) {
            Lift lift = lifts.get(i);
            ExerciseTrack track = state.track(lift.name());
            if (track != null) {
                track.workingSets += lift.workingSets();
                track.setsWithoutLoad += lift.setsWithoutLoad();
                track.openParts = Math.max(track.openParts, lift.bestParts());
                if (!track.isOpen) {
                    track.isOpen = true;
                    state.open.add(track);
                }
            }
        }
    }

    /**
     * Closes a training day: takes its lifts as they were expected that morning, then trains the body.
     *
     * @param day after all closed before
     * @param yearOfBirth 0 when unknown
     * @param movements the day's doses
     * @param groups the day's doses
     */
    public void closeDay(
            int day, int yearOfBirth, OpenDoses movements, OpenDoses groups, LevelState state, LevelListener listener) {
        if (state.firstDay == FoldKernel.NEVER) {
            state.firstDay = day;
            state.opening = new Opening();
        }
        Collections.sort(state.open);
        for (int i = 0; i < state.open.size(); i++) {
            state.open.get(i).lastDay = day;
        }
        Opening opening = state.opening;
        if (opening != null && Opening.isOpen(state.firstDay, day)) {
            opening.add(day, movements, groups, state.open);
        } else {
            if (opening != null) {
                settle(opening, Opening.DAYS, yearOfBirth, state, listener);
            }
            state.returns.beginDay(day, parameters);
            for (int i = 0; i < state.open.size(); i++) {
                ExerciseTrack track = state.open.get(i);
                see(track, day, track.openParts, yearOfBirth, state, listener);
            }
            state.body.train(day, movements, groups, tables, yearOfBirth);
            state.returns.endDay(day);
        }
        for (int i = 0; i < state.open.size(); i++) {
            ExerciseTrack track = state.open.get(i);
            track.openParts = OneRepMax.NO_ESTIMATE;
            track.isOpen = false;
        }
        state.open.clear();
    }

    /**
     * A whole day as it was logged, for logs that are read without a projection.
     *
     * @param day after all closed before
     * @param yearOfBirth 0 when unknown
     */
    public void day(int day, int yearOfBirth, List<SessionLogged> sessions, LevelState state, LevelListener listener) {
        OpenDoses movements = new OpenDoses(Movement.ID_MAX);
        OpenDoses groups = new OpenDoses(MuscleGroup.ID_MAX);
        for (SessionLogged session : sessions) {
            SessionDose dose = HardSets.of(session, catalogue);
            for (int i = 0; i < dose.movementCount(); i++) {
                movements.add(dose.movementId(i), dose.movementMilliSets(i));
            }
            for (int i = 0; i < dose.groupCount(); i++) {
                groups.add(dose.groupId(i), dose.groupMilliSets(i));
            }
            session(Lift.of(session.exercises(), catalogue), state);
        }
        closeDay(day, yearOfBirth, movements, groups, state, listener);
    }

    /**
     * Folds an opening that has not come to its end, as it is on {@code day}. For the end of a log, and for a copy that is
     * to be read.
     */
    public void settle(int day, int yearOfBirth, LevelState state, LevelListener listener) {
        Opening opening = state.opening;
        if (opening != null) {
            int span = Math.clamp(day - state.firstDay + 1, AssumedPast.SPARSEST_DAYS, Opening.DAYS);
            settle(opening, span, yearOfBirth, state, listener);
        }
    }

    private void settle(Opening opening, int spanDays, int yearOfBirth, LevelState state, LevelListener listener) {
        past.train(state.body, opening, spanDays, tables, yearOfBirth);
        OpenDoses movements = new OpenDoses(Movement.ID_MAX);
        OpenDoses groups = new OpenDoses(MuscleGroup.ID_MAX);
        for (Opening.Day day : opening.days) {
            state.returns.beginDay(day.day(), parameters);
            for (int i = 0; i < day.exercises().length; i++) {
                see(day.exercises()[i], day.day(), day.bestParts()[i], yearOfBirth, state, listener);
            }
            add(day.movements(), movements);
            add(day.groups(), groups);
            state.body.train(day.day(), movements, groups, tables, yearOfBirth);
            movements.clear();
            groups.clear();
            state.returns.endDay(day.day());
        }
        state.opening = null;
    }

    private static void add(int[] doses, OpenDoses to) {
        for (int dose : doses) {
            to.add(Dose.id(dose), Dose.milliSets(dose));
        }
    }

    private void see(
            ExerciseTrack track, int day, int parts, int yearOfBirth, LevelState state, LevelListener listener) {
        if (parts == OneRepMax.NO_ESTIMATE || track.loading(catalogue) != Loading.EXTERNAL) {
            return;
        }
        double seenLog = StrictMath.log(OneRepMax.kg(parts));
        double logStrength = logStrength(track, day, yearOfBirth, state);
        if (track.level.isSeen()) {
            LevelFilter.predict(track.level, day, logStrength, state.returns, parameters, state.prediction);
            track.see(day, parts, seenLog - state.prediction.median());
            LevelFilter.update(track.level, day, seenLog, logStrength, state.prediction, state.returns, parameters);
        } else {
            track.see(day, parts, 0);
            LevelFilter.begin(track.level, day, seenLog, logStrength, parameters);
        }
        listener.seen(track.name, day, seenLog, logStrength);
    }

    /** z of an exercise on the morning of {@code day}; 0 where the catalogue does not know it. */
    double logStrength(ExerciseTrack track, int day, int yearOfBirth, LevelState state) {
        int movement = track.movement(catalogue);
        return movement == 0 ? 0 : state.body.logStrength(movement, primeMovers[movement], day, tables, yearOfBirth);
    }
}
