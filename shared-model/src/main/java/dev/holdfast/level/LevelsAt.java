package dev.holdfast.level;

import dev.holdfast.catalogue.Exercise.Loading;
import dev.holdfast.kernel.FoldKernel;
import dev.holdfast.level.ExerciseLevel.Comeback;
import dev.holdfast.level.ExerciseLevel.Kilograms;
import dev.holdfast.level.ExerciseLevel.NoKilograms;
import dev.holdfast.load.OneRepMax;
import dev.holdfast.uncertainty.Basis;
import dev.holdfast.uncertainty.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An athlete's levels read on a day. */
public final class LevelsAt {
    /** Days seen from which on a range rests on the athlete's own. */
    private static final int OWN_DATA_DAYS_MIN = 8;

    /** The sessions 2 to 6 have their middle in the fourth of a plan. */
    private static final int MIDDLE_GAPS = 3;

    private final LevelState state;
    private final int day;
    private final int yearOfBirth;
    private final LevelFold fold;
    private final LevelParameters p;

    private LevelsAt(LevelState state, int day, int yearOfBirth, LevelFold fold) {
        this.state = state;
        this.day = day;
        this.yearOfBirth = yearOfBirth;
        this.fold = fold;
        this.p = fold.parameters();
    }

    /**
     * @param state with its last day closed; it is used up, so give a copy of one that goes on
     * @param day local day, not before the last one closed
     * @param yearOfBirth 0 when unknown
     */
    public static LevelsAt consume(LevelState state, int day, int yearOfBirth, LevelFold fold) {
        fold.settle(day, yearOfBirth, state, LevelListener.NONE);
        if (day > state.returns.lastDay()) {
            state.returns.beginDay(day, fold.parameters());
        }
        return new LevelsAt(state, day, yearOfBirth, fold);
    }

    /**
     * Every exercise ever done, in order of their spelling. Of those that the catalogue does not know only the ones with a
     * level: the others may be no strength exercises at all.
     */
    public List<ExerciseLevel> all() {
        List<ExerciseLevel> levels = new ArrayList<>(state.exercises.size());
        for (ExerciseTrack track : state.exercises) {
            if (isListed(track)) {
                levels.add(read(track));
            }
        }
        return levels;
    }

    /** One exercise by its name in any spelling; empty when it is not among {@link #all}. */
    public Optional<ExerciseLevel> of(String exercise) {
        ExerciseTrack track = state.find(exercise);
        return track == null || !isListed(track) ? Optional.empty() : Optional.of(read(track));
    }

    private boolean isListed(ExerciseTrack track) {
        return track.level.isSeen() || track.movement(fold.catalogue()) != 0;
    }

    private ExerciseLevel read(ExerciseTrack track) {
        NoKilograms.@Nullable Reason reason = reason(track);
        return reason == null ? kilograms(track) : new NoKilograms(track.name, track.lastDay, reason);
    }

    private NoKilograms.@Nullable Reason reason(ExerciseTrack track) {
        Loading loading = track.loading(fold.catalogue());
        if (loading == Loading.BODYWEIGHT) {
            return NoKilograms.Reason.BODYWEIGHT;
        }
        if (loading == Loading.ASSISTED) {
            return NoKilograms.Reason.ASSISTED;
        }
        if (track.isMostlyWithoutLoad()) {
            return NoKilograms.Reason.WITHOUT_LOAD;
        }
        return track.level.isSeen() ? null : NoKilograms.Reason.MANY_REPETITIONS;
    }

    private Kilograms kilograms(ExerciseTrack track) {
        Level level = track.level;
        double logStrength = fold.logStrength(track, day, yearOfBirth, state);
        Prediction next = state.prediction;
        LevelFilter.predict(level, day, logStrength, state.returns, p, next);
        Basis basis = Evidence.forStrength(day - level.day, level.days >= OWN_DATA_DAYS_MIN);
        return new Kilograms(
                track.name,
                track.lastDay,
                level.day,
                OneRepMax.kg(track.lastParts),
                level.days,
                KilogramRange.of(next.median + next.caution, next.variance, basis, p),
                OneRepMax.kg(track.bestParts),
                track.bestDay,
                KilogramRange.of(LevelFilter.testedMaximum(level, next, logStrength), next.variance, basis, p),
                next.afterRest ? null : fourWeeksOn(track, basis),
                next.afterRest ? comeback(track, next, basis) : null,
                track.jumps());
    }

    private KilogramRange fourWeeksOn(ExerciseTrack track, Basis basis) {
        double then = plan(track).logStrength(day + LevelFilter.FOUR_WEEKS_DAYS);
        return KilogramRange.of(
                LevelFilter.fourWeeksOn(track.level, then, p), LevelFilter.fourWeeksVariance(track.level, p), basis, p);
    }

    private Comeback comeback(ExerciseTrack track, Prediction first, Basis basis) {
        HabitPlan plan = plan(track);
        double middle = plan.logStrength(day + (int) Math.round(MIDDLE_GAPS * plan.gapDays()));
        return new Comeback(
                day - track.level.day,
                first.returnIndex == Prediction.NONE ? 0 : state.returns.restDays(first.returnIndex),
                KilogramRange.of(first.median, first.variance, basis, p),
                KilogramRange.of(
                        LevelFilter.bestOfNextSessions(track.level, first, middle, p), first.variance, basis, p),
                -StrictMath.expm1(-first.caution),
                ReturnPath.of(track.level, first, plan(track), day, p));
    }

    private HabitPlan plan(ExerciseTrack track) {
        int movement = track.movement(fold.catalogue());
        return new HabitPlan(
                state.body,
                movement,
                movement == 0 ? new int[0] : fold.primeMovers(movement),
                day,
                fold.tables(),
                yearOfBirth);
    }

    /** The athlete's last training day, since 1970-01-01; empty before the first. */
    public Optional<Integer> lastTrainingDay() {
        int last = state.returns.lastDay();
        return last == FoldKernel.NEVER ? Optional.empty() : Optional.of(last);
    }
}
