package dev.holdfast.level;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.SetKind;
import dev.holdfast.level.ExerciseLevel.Comeback;
import dev.holdfast.level.ExerciseLevel.Kilograms;
import dev.holdfast.level.ExerciseLevel.NoKilograms;
import dev.holdfast.level.LevelLives.Day;
import dev.holdfast.uncertainty.Basis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelsAtTest {
    private static final String BENCH = "Bench Press (Barbell)";
    private static final int FIRST = 19_000;

    /** Five repetitions with it are an e1RM of 70 kg. */
    private static final double LOAD_KG = 60;

    private LevelState state = LevelState.empty();
    private int day = FIRST;

    @Test
    void training_evenly_levelIsWhatTheLogShows() {
        train(60, LOAD_KG);
        Kilograms bench = bench(day);

        assertThat(bench.now().medianKg()).isCloseTo(70, within(0.7));
        assertThat(bench.now().basis()).isEqualTo(Basis.OWN_DATA);
        assertThat(bench.bestKg()).isCloseTo(70, within(1e-9));
        assertThat(bench.seenKg()).isCloseTo(70, within(1e-9));
        assertThat(bench.lastDay()).isEqualTo(day - 3);
        assertThat(bench.comeback()).isNull();
        assertThat(requireNonNull(bench.fourWeeksOn()).medianKg())
                .isGreaterThan(bench.now().medianKg());
        assertThat(bench.jumps()).isEmpty();
    }

    @Test
    void range_underEightDays_isThePopulations() {
        train(7, LOAD_KG);
        assertThat(bench(day).now().basis()).isEqualTo(Basis.POPULATION);
        train(1, LOAD_KG);
        assertThat(bench(day).now().basis()).isEqualTo(Basis.OWN_DATA);
        assertThat(bench(day + 4 * 365).now().basis()).isEqualTo(Basis.BEYOND_EVIDENCE);
    }

    @Test
    void rest_ofSixtyDays_firstSessionIsCautionBesideLoss() {
        train(60, LOAD_KG);
        int rested = day - 3 + 60;
        Kilograms bench = bench(rested);
        Comeback back = requireNonNull(bench.comeback());

        assertThat(back.withoutDays()).isEqualTo(60);
        assertThat(back.restDays()).isEqualTo(60);
        assertThat(back.cautionShare()).isCloseTo(0.033, within(0.001));
        assertThat(back.firstSession().medianKg())
                .isCloseTo(bench.now().medianKg() * (1 - back.cautionShare()), within(1e-9));
        assertThat(bench.now().medianKg()).isLessThan(70);
        assertThat(bench.testedMaximum().medianKg())
                .as("a test shows the whole change of the model")
                .isLessThan(bench.now().medianKg());
        assertThat(back.bestOfNextSessions().medianKg())
                .isGreaterThan(back.firstSession().medianKg());
        assertThat(bench.fourWeeksOn()).isNull();
    }

    @Test
    void exerciseLeftOut_whileTrainingGoesOn_isLessCautious() {
        train(60, LOAD_KG);
        for (int i = 0; i < 20; i++) {
            train("Squat (Barbell)", 80);
        }
        Comeback back = requireNonNull(bench(day).comeback());

        assertThat(back.restDays()).isZero();
        assertThat(back.cautionShare()).isCloseTo(0.017, within(0.001));
    }

    @Test
    void load_ofTheNextSession_isRoundedDownToTheStep() {
        train(60, LOAD_KG);
        Kilograms bench = bench(day);
        double exact = bench.now().medianKg() / (1 + 7 / 30.0);

        assertThat(bench.loadKg(5, 2, 2.5).orElseThrow())
                .isLessThanOrEqualTo(exact)
                .isGreaterThan(exact - 2.5)
                .isEqualTo(55);
        assertThat(bench.loadKg(5, 2, 100)).isEmpty();
        assertThatThrownBy(() -> bench.loadKg(5, 2, 0)).hasMessageContaining("stepKg=0");
        assertThatThrownBy(() -> bench.loadKg(11, 2, 2.5)).hasMessageContaining("reps=11");
        Kilograms back = bench(day + 90);
        assertThat(back.loadKg(5, 2, 2.5).orElseThrow()).isLessThan(55);
    }

    @Test
    void load_exactlyAtAStep_isThatStep() {
        KilogramRange range = new KilogramRange(90, 80 * (1 + 5 / 30.0), 110, Basis.OWN_DATA);
        Kilograms level = new Kilograms("Squat", FIRST, FIRST, 90, 9, range, 95, FIRST, range, range, null, List.of());
        assertThat(level.loadKg(5, 0, 2.5)).hasValue(80);
    }

    @Test
    void kilograms_ofNobodyKnowsWhat_areNotGiven() {
        sets("Pull Up", LoggedSet.working(10, 5));
        sets("Pull Up (Assisted)", LoggedSet.working(20, 5));
        sets("Lunge", LoggedSet.working(20, 5), bare(), bare());
        sets("Leg Press", LoggedSet.working(120, 15));
        sets(
                "Face Pull",
                LoggedSet.working(20, 8),
                LoggedSet.working(20, 8),
                LoggedSet.working(20, 8),
                LoggedSet.working(20, 8),
                bare());

        assertThat(reason("Pull Up")).isEqualTo(NoKilograms.Reason.BODYWEIGHT);
        assertThat(reason("Pull Up (Assisted)")).isEqualTo(NoKilograms.Reason.ASSISTED);
        assertThat(reason("Lunge")).isEqualTo(NoKilograms.Reason.WITHOUT_LOAD);
        assertThat(reason("Leg Press")).isEqualTo(NoKilograms.Reason.MANY_REPETITIONS);
        assertThat(levels(day).of("Face Pull")).get().isInstanceOf(Kilograms.class);
        assertThat(levels(day).of("Running")).isEmpty();
    }

    @Test
    void names_areExercisesOfTheirOwn_spellingsAreNot() {
        train(12, LOAD_KG);
        train("Bench Press (Dumbbell)", 25);
        train("bench press barbell", LOAD_KG);

        assertThat(levels(day).all())
                .extracting(ExerciseLevel::exercise)
                .containsExactly(BENCH, "Bench Press (Dumbbell)");
        assertThat(((Kilograms) levels(day).of("BENCH-PRESS (barbell)").orElseThrow()).days())
                .isEqualTo(13);
    }

    @Test
    void absurdSet_isAQuestion_andNeitherLevelNorBest() {
        train(60, LOAD_KG);
        double before = bench(day).now().medianKg();
        train(1, 999);
        Kilograms bench = bench(day);

        assertThat(bench.now().medianKg()).isCloseTo(before, within(0.01 * before));
        assertThat(bench.bestKg()).isCloseTo(70, within(1e-9));
        assertThat(bench.jumps()).hasSize(1).first().satisfies(jump -> {
            assertThat(jump.day()).isEqualTo(day - 3);
            assertThat(jump.fromKg()).isCloseTo(70, within(1e-9));
            assertThat(jump.toKg()).isCloseTo(999 * (1 + 5 / 30.0), within(1e-9));
        });
        train(1, LOAD_KG);
        assertThat(bench(day).jumps()).as("coming back is no question").hasSize(1);
    }

    @Test
    void jump_thatStays_isOneQuestionAndBecomesTheLevel() {
        train(60, LOAD_KG);
        train(15, 2 * LOAD_KG);
        Kilograms bench = bench(day);

        assertThat(bench.jumps()).hasSize(1);
        assertThat(bench.bestKg()).isCloseTo(140, within(1e-9));
        assertThat(bench.bestDay()).isEqualTo(FIRST + 60 * 3);
        assertThat(bench.now().medianKg()).isCloseTo(140, within(14.0));
    }

    @Test
    void jump_onTheSecondDay_startsTheBestAnew() {
        train(1, 999);
        train(3, LOAD_KG);
        assertThat(bench(day).bestKg()).isCloseTo(70, within(1e-9));
    }

    /** Logs show a median of 1.3 to 3.4 weeks and an upper quartile of 7 to 15, whatever the rest (docs/forecast.md). */
    @ParameterizedTest
    @CsvSource({"28, 0.5", "42, 1.3", "60, 1.3", "90, 1.3", "180, 1.3", "365, 1.3"})
    void weeks_ofAnOrdinaryLog_areAboutThoseOfLogs(int restDays, double medianMin) {
        Random noise = new Random(1);
        for (int i = 0; i < 160; i++) {
            train(1, LOAD_KG * StrictMath.exp(0.075 * noise.nextGaussian()));
        }
        int back = day - 3 + restDays;
        double[] shares = sharesByDay(back);
        ReturnShares weeks = requireNonNull(bench(back).comeback()).weeks();

        assertThat(weeksTo(0.5, shares)).isBetween(medianMin, 3.5);
        assertThat(weeksTo(0.75, shares)).isBetween(5.0, 16.0);
        assertThat(weeks)
                .isEqualTo(new ReturnShares(shares[0], shares[14], shares[28], shares[56], shares[ReturnPath.DAYS]));
    }

    private double[] sharesByDay(int back) {
        LevelState read = state.copy();
        read.returns.beginDay(back, LevelParameters.DEFAULT);
        ExerciseTrack track = requireNonNull(read.find(BENCH));
        int movement = track.movement(LevelLives.FOLD.catalogue());
        int[] primeMovers = LevelLives.FOLD.primeMovers(movement);
        LevelFilter.predict(
                track.level,
                back,
                LevelLives.FOLD.logStrength(track, back, 0, read),
                read.returns,
                LevelParameters.DEFAULT,
                read.prediction);
        HabitPlan plan = new HabitPlan(read.body, movement, primeMovers, back, LevelLives.FOLD.tables(), 0);
        return ReturnPath.byDay(track.level, read.prediction, plan, back, LevelParameters.DEFAULT);
    }

    private static double weeksTo(double share, double[] shares) {
        int days = 0;
        while (days < shares.length && shares[days] < share) {
            days++;
        }
        return days / 7.0;
    }

    @Test
    void weeks_ofAnAthlete_areTheMeanOfHerExercises() {
        ReturnShares mean =
                ReturnShares.mean(List.of(new ReturnShares(.2, .4, .5, .6, .8), new ReturnShares(.4, .6, .7, .8, 1)));
        assertThat(DoubleStream.of(
                                mean.atOnce(),
                                mean.byTwoWeeks(),
                                mean.byFourWeeks(),
                                mean.byEightWeeks(),
                                mean.bySixteenWeeks())
                        .toArray())
                .containsExactly(new double[] {.3, .5, .6, .7, .9}, within(1e-12));
        assertThatThrownBy(() -> ReturnShares.mean(List.of())).hasMessageContaining("at least one");
    }

    @Test
    void earlierReturn_weakerThanExpected_teachesTheNext() {
        train(40, LOAD_KG);
        day += 60;
        train(40, 0.85 * LOAD_KG);
        double afterWeakReturn = firstSessionOverSeen();

        state = LevelState.empty();
        day = FIRST;
        train(40, LOAD_KG);
        day += 60;
        train(40, LOAD_KG);
        assertThat(afterWeakReturn).isLessThan(firstSessionOverSeen() - 0.01);
    }

    private double firstSessionOverSeen() {
        Kilograms bench = bench(day - 3 + 60);
        return requireNonNull(bench.comeback()).firstSession().medianKg() / bench.seenKg();
    }

    @Test
    void parameters_outsideTheirBounds_areRefusedByName() {
        assertThatThrownBy(() -> LevelParameters.DEFAULT.with(Map.of("wl", 0)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("levelParameters.wl");
        assertThat(LevelParameters.DEFAULT.with(Map.of("κp", 1)).modelShareAfterRest())
                .isEqualTo(1);
    }

    @Test
    void bytes_ofAnotherVersion_areRefused() {
        byte[] bytes = LevelState.empty().toBytes();
        bytes[0] = 9;
        assertThatThrownBy(() -> LevelState.fromBytes(bytes)).hasMessageContaining("version=9");
    }

    private void train(int sessions, double loadKg) {
        for (int i = 0; i < sessions; i++) {
            train(BENCH, loadKg);
        }
    }

    private void train(String exercise, double loadKg) {
        LevelLives.fold(List.of(new Day(day, List.of(set(exercise, loadKg)))), state);
        day += 3;
    }

    private void sets(String exercise, LoggedSet... sets) {
        LevelLives.fold(List.of(new Day(day, List.of(new PerformedExercise(exercise, List.of(sets))))), state);
        day += 1;
    }

    private static PerformedExercise set(String exercise, double loadKg) {
        return new PerformedExercise(exercise, new ArrayList<>(List.of(LoggedSet.working(loadKg, 5))));
    }

    private static LoggedSet bare() {
        return new LoggedSet(SetKind.WORKING, null, 8, null, null, null, null);
    }

    private LevelsAt levels(int on) {
        return LevelsAt.consume(state.copy(), on, 0, LevelLives.FOLD);
    }

    private Kilograms bench(int on) {
        return (Kilograms) levels(on).of(BENCH).orElseThrow();
    }

    private NoKilograms.Reason reason(String exercise) {
        return ((NoKilograms) levels(day).of(exercise).orElseThrow()).reason();
    }
}
