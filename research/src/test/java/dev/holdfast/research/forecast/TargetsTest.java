package dev.holdfast.research.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which forecasts count: one rule of the definition after the other. */
class TargetsTest {
    /** Nothing is forecast before six values. */
    private static final int FIRST_ORIGIN = 5;

    @Test
    void nextSession_countsFromTheSixthValueOn() {
        Series steady = series(every(3, 10));
        assertThat(of(steady, Horizon.NEXT_SESSION)).extracting(Target::origin).containsExactly(FIRST_ORIGIN, 6, 7, 8);
    }

    @Test
    void fourWeeks_isTheFirstSessionOf25To35DaysOn_withoutRest() {
        Series weekly = series(every(7, 12));
        assertThat(of(weekly, Horizon.FOUR_WEEKS)).extracting(Target::first).containsExactly(9, 10, 11);

        int[] days = every(7, 12);
        for (int i = 8; i < days.length; i++) {
            days[i] += 21;
        }
        assertThat(of(series(days), Horizon.FOUR_WEEKS)).isEmpty();
    }

    @Test
    void rest_ofTheLifter_andOfTheExerciseAlone_areToldApart() {
        int[] days = every(7, 14);
        for (int i = 8; i < days.length; i++) {
            days[i] += 30;
        }
        Series series = series(days);

        assertThat(of(series, Horizon.FIRST_AFTER_WHOLE_REST)).singleElement().satisfies(target -> {
            assertThat(target.origin()).isEqualTo(7);
            assertThat(target.first()).isEqualTo(8);
            assertThat(target.body()).isEqualTo(8);
        });
        int[] trained = IntStream.rangeClosed(days[0], days[days.length - 1]).toArray();
        List<Target> others = Targets.of(trained, List.of(series));
        assertThat(others).extracting(Target::horizon).doesNotContain(Horizon.FIRST_AFTER_WHOLE_REST);
        assertThat(others).extracting(Target::horizon).contains(Horizon.FIRST_AFTER_EXERCISE_REST);
    }

    @Test
    void rest_withoutRegularTrainingBefore_isNoReturn() {
        int[] days = {0, 3, 6, 9, 12, 15, 120, 141, 143, 145, 147, 149};
        assertThat(of(series(days), Horizon.FIRST_AFTER_WHOLE_REST))
                .as("of 120 and 141 the first comes after six in the 90 days before, the second after one")
                .extracting(Target::first)
                .containsExactly(6);
    }

    @Test
    void bestOfSessions_needsThreeWithinSixtyDays_andTakesTheMiddleOnesBody() {
        int[] days = {0, 3, 6, 9, 12, 15, 60, 62, 64, 66, 68, 70, 72};
        Series series = series(days);
        series.seen()[9] = 4.05;
        series.seen()[12] = 4.2;
        assertThat(of(series, Horizon.BEST_AFTER_WHOLE_REST)).singleElement().satisfies(target -> {
            assertThat(target.seen()).as("of the second to the sixth").isEqualTo(4.05);
            assertThat(target.body()).isEqualTo(9);
            assertThat(target.first()).isEqualTo(6);
        });
        assertThat(of(series(0, 3, 6, 9, 12, 15, 60, 62, 64), Horizon.BEST_AFTER_WHOLE_REST))
                .isEmpty();
        assertThat(of(series(0, 3, 6, 9, 12, 15, 60, 62, 64, 66), Horizon.BEST_AFTER_WHOLE_REST))
                .extracting(Target::body)
                .containsExactly(8);
        assertThat(of(series(0, 3, 6, 9, 12, 15, 60, 80, 100, 121), Horizon.BEST_AFTER_WHOLE_REST))
                .as("the third is 61 days on")
                .isEmpty();
    }

    @Test
    void jump_ofMoreThan40Percent_silencesTheNextTwelveSteps() {
        Series jump = series(every(3, 30));
        Arrays.fill(jump.seen(), 10, 30, 4 + StrictMath.log(1.41));
        assertThat(of(jump, Horizon.NEXT_SESSION))
                .extracting(Target::origin)
                .contains(9)
                .doesNotContain(10, 21);
        assertThat(of(jump, Horizon.NEXT_SESSION)).extracting(Target::origin).contains(22);

        Series step = series(every(3, 30));
        Arrays.fill(step.seen(), 10, 30, 4 + StrictMath.log(1.39));
        assertThat(of(step, Horizon.NEXT_SESSION)).extracting(Target::origin).contains(10, 21);
    }

    @Test
    void target_beyondAFactorOfTwo_isLeftOut() {
        Series series = series(every(3, 10));
        series.seen()[9] = 4 + StrictMath.log(2.01);
        assertThat(of(series, Horizon.NEXT_SESSION)).extracting(Target::first).doesNotContain(9);
        series.seen()[9] = 4 - StrictMath.log(1.99);
        assertThat(of(series, Horizon.NEXT_SESSION)).extracting(Target::first).contains(9);
    }

    private static List<Target> of(Series series, Horizon horizon) {
        return Targets.of(series.day(), List.of(series)).stream()
                .filter(target -> target.horizon() == horizon)
                .toList();
    }

    private static int[] every(int days, int count) {
        return IntStream.range(0, count).map(i -> i * days).toArray();
    }

    private static Series series(int... days) {
        double[] seen = new double[days.length];
        Arrays.fill(seen, 4);
        return new Series(
                "Squat", days, seen, new double[days.length], new double[days.length], new double[days.length]);
    }
}
