package dev.holdfast.level;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.holdfast.catalogue.Movement;
import dev.holdfast.catalogue.MuscleGroup;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import dev.holdfast.level.ExerciseLevel.Kilograms;
import dev.holdfast.level.LevelLives.Day;
import dev.holdfast.load.Dose;
import dev.holdfast.load.OpenDoses;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class LevelProperties {
    private static final LevelFold FOLD = LevelLives.FOLD;
    private static final LevelParameters P = LevelParameters.DEFAULT;

    @Property(tries = 1_000)
    void absurdSet_movesItsLevelByNoMoreThanItsWeight(
            @ForAll Random random,
            @ForAll @IntRange(min = 2, max = 200) int days,
            @ForAll @DoubleRange(min = 300, max = 999) double loadKg) {
        List<Day> life = LevelLives.of(random, days);
        LevelState before = LevelLives.fold(life);
        FOLD.settle(life.getLast().day(), 0, before, LevelListener.NONE);
        int day = life.getLast().day() + 3;
        for (ExerciseTrack track : before.exercises) {
            if (track.level.isSeen()) {
                LevelState absurd = before.copy();
                Prediction expected = new Prediction();
                double logStrength = FOLD.logStrength(track, day, 0, absurd);
                LevelFilter.predict(track.level, day, logStrength, absurd.returns, P, expected);
                FOLD.day(
                        day,
                        0,
                        List.of(LevelLives.session(
                                List.of(new PerformedExercise(track.name, List.of(LoggedSet.working(loadKg, 1)))))),
                        absurd,
                        LevelListener.NONE);
                double miss = StrictMath.log(loadKg * (1 + 1 / 30.0)) - expected.median();
                double weightMax = 5 / (4 + miss * miss / expected.variance());
                double movedMax = expected.levelVariance() / track.level.noise() * weightMax * Math.abs(miss);
                double stays = expected.isAfterRest() ? P.cautionGone() * (expected.caution() - expected.effect()) : 0;
                double moved = requireNonNull(absurd.find(track.name)).level.log() - expected.median() - stays;
                assertThat(Math.abs(moved))
                        .isLessThanOrEqualTo(movedMax)
                        .isLessThanOrEqualTo(
                                expected.levelVariance() / track.level.noise() * 1.25 * Math.sqrt(expected.variance()));
            }
        }
    }

    @Property(tries = 500)
    void absurdSet_movesNoOtherLevel(@ForAll Random random, @ForAll @IntRange(min = 40, max = 150) int days) {
        List<Day> life = LevelLives.of(random, days);
        int day = life.getLast().day() + 3;
        PerformedExercise plain = new PerformedExercise("Squat (Barbell)", List.of(LoggedSet.working(60, 5)));
        PerformedExercise absurd = new PerformedExercise("Leg Press", List.of(LoggedSet.working(999, 1)));
        PerformedExercise light = new PerformedExercise("Leg Press", List.of(LoggedSet.working(99, 1)));

        LevelState one = LevelLives.fold(List.of(new Day(day, List.of(plain, absurd))), LevelLives.fold(life));
        LevelState other = LevelLives.fold(List.of(new Day(day, List.of(plain, light))), LevelLives.fold(life));

        assertThat(requireNonNull(one.find("Squat (Barbell)")).level)
                .usingRecursiveComparison()
                .isEqualTo(requireNonNull(other.find("Squat (Barbell)")).level);
    }

    @Property(tries = 500)
    void exercises_inAnyOrder_sameBytes(@ForAll Random random, @ForAll @IntRange(min = 1, max = 150) int days) {
        List<Day> life = LevelLives.of(random, days);
        List<Day> shuffled = life.stream()
                .map(day -> {
                    List<PerformedExercise> exercises = new ArrayList<>(day.exercises());
                    Collections.shuffle(exercises, random);
                    return new Day(day.day(), exercises);
                })
                .toList();
        assertThat(LevelLives.fold(shuffled).toBytes())
                .isEqualTo(LevelLives.fold(life).toBytes());
    }

    @Property(tries = 500)
    void day_splitIntoSessions_sameBytes(@ForAll Random random, @ForAll @IntRange(min = 1, max = 150) int days) {
        List<Day> life = LevelLives.of(random, days);
        LevelState split = LevelState.empty();
        for (Day day : life) {
            List<SessionLogged> sessions = new ArrayList<>();
            for (PerformedExercise exercise : day.exercises()) {
                int cut = random.nextInt(exercise.sets().size() + 1);
                add(exercise.name(), exercise.sets().subList(0, cut), sessions);
                add(
                        exercise.name(),
                        exercise.sets().subList(cut, exercise.sets().size()),
                        sessions);
            }
            FOLD.day(day.day(), 0, sessions, split, LevelListener.NONE);
        }
        assertThat(split.toBytes()).isEqualTo(LevelLives.fold(life).toBytes());
    }

    private static void add(String name, List<LoggedSet> sets, List<SessionLogged> to) {
        if (!sets.isEmpty()) {
            to.add(LevelLives.session(List.of(new PerformedExercise(name, sets))));
        }
    }

    @Property(tries = 500)
    void bytes_anywhereInALife_roundTripAndGoOnAlike(
            @ForAll Random random, @ForAll @IntRange(min = 2, max = 150) int days) {
        List<Day> life = LevelLives.of(random, days);
        int cut = random.nextInt(days);
        LevelState before = LevelLives.fold(life.subList(0, cut));
        FOLD.session(Lift.of(life.get(cut).exercises(), FOLD.catalogue()), before);
        byte[] bytes = before.toBytes();
        LevelState read = LevelState.fromBytes(bytes);

        assertThat(read.toBytes()).isEqualTo(bytes);
        assertThat(read.copy().toBytes()).isEqualTo(bytes);
        assertThat(close(life, cut, read).toBytes())
                .isEqualTo(LevelLives.fold(life).toBytes());
        assertThat(close(life, cut, before.copy()).toBytes())
                .isEqualTo(LevelLives.fold(life).toBytes());
        assertThat(before.toBytes()).as("reading and copying changes nothing").isEqualTo(bytes);
    }

    /** The day at {@code cut}, of which the lifts are in already, and those after it. */
    private static LevelState close(List<Day> life, int cut, LevelState state) {
        LevelState doses = LevelState.empty();
        FOLD.day(
                life.get(cut).day(),
                0,
                List.of(LevelLives.session(life.get(cut).exercises())),
                doses,
                LevelListener.NONE);
        OpenDoses movements = new OpenDoses(Movement.ID_MAX);
        OpenDoses groups = new OpenDoses(MuscleGroup.ID_MAX);
        Opening.Day open = requireNonNull(doses.opening).days.getFirst();
        for (int dose : open.movements()) {
            movements.add(Dose.id(dose), Dose.milliSets(dose));
        }
        for (int dose : open.groups()) {
            groups.add(Dose.id(dose), Dose.milliSets(dose));
        }
        FOLD.closeDay(life.get(cut).day(), 0, movements, groups, state, LevelListener.NONE);
        return LevelLives.fold(life.subList(cut + 1, life.size()), state);
    }

    @Property(tries = 500)
    void answers_areOrderedAndFinite(
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 150) int days,
            @ForAll @IntRange(min = 0, max = 2_000) int later) {
        List<Day> life = LevelLives.of(random, days);
        LevelsAt levels = LevelsAt.consume(LevelLives.fold(life), life.getLast().day() + later, 0, FOLD);
        for (ExerciseLevel each : levels.all()) {
            assertThat(levels.of(each.exercise())).contains(each);
            if (each instanceof Kilograms level) {
                ordered(level.now());
                ordered(level.testedMaximum());
                ordered(level.nextSession());
                assertThat(level.bestKg()).isPositive();
                assertThat(level.comeback() == null).isEqualTo(level.fourWeeksOn() != null);
                if (level.comeback() != null) {
                    ordered(level.comeback().bestOfNextSessions());
                    assertThat(level.comeback().firstSession().medianKg())
                            .isLessThan(level.now().medianKg());
                    ReturnShares weeks = level.comeback().weeks();
                    assertThat(List.of(
                                    weeks.atOnce(),
                                    weeks.byTwoWeeks(),
                                    weeks.byFourWeeks(),
                                    weeks.byEightWeeks(),
                                    weeks.bySixteenWeeks(),
                                    1.0))
                            .isSorted()
                            .allMatch(share -> share >= 0);
                }
            }
        }
    }

    private static void ordered(KilogramRange range) {
        assertThat(range.lowKg()).isPositive();
        assertThat(range.medianKg()).isGreaterThan(range.lowKg());
        assertThat(range.highKg()).isGreaterThan(range.medianKg()).isFinite();
    }

    /** Folding is what rebuilds spend their time in: a life of known exercises must leave nothing to collect. */
    @Example
    void fold_allocatesNothing() {
        List<List<Lift>> lifts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            lifts.add(List.of(
                    new Lift("Bench Press (Barbell)", 30_000_000 + 1_000 * (i % 7), 3, 0),
                    new Lift("Squat (Barbell)", 40_000_000 + 1_000 * (i % 5), 3, 0),
                    new Lift("Moon Lift", 20_000_000, 3, 0)));
        }
        OpenDoses movements = new OpenDoses(Movement.ID_MAX);
        OpenDoses groups = new OpenDoses(MuscleGroup.ID_MAX);
        movements.add(Movement.BENCH_PRESS.id(), 3_000);
        movements.add(Movement.SQUAT.id(), 3_000);
        groups.add(MuscleGroup.CHEST.id(), 3_000);
        groups.add(MuscleGroup.QUADRICEPS.id(), 3_000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        LevelState state = LevelState.empty();
        int day = train(state, 18_000, 20_000, lifts, movements, groups);
        long before = threads.getCurrentThreadAllocatedBytes();
        train(state, day, 20_000, lifts, movements, groups);
        assertThat((threads.getCurrentThreadAllocatedBytes() - before) / 20_000).isZero();
    }

    private static int train(
            LevelState state, int from, int count, List<List<Lift>> lifts, OpenDoses movements, OpenDoses groups) {
        int day = from;
        for (int i = 0; i < count; i++) {
            day += 2 + i % 3;
            FOLD.session(lifts.get(i % lifts.size()), state);
            FOLD.closeDay(day, 0, movements, groups, state, LevelListener.NONE);
        }
        return day;
    }
}
