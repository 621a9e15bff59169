package dev.holdfast.query.outlook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.event.TrainingEvent;
import dev.holdfast.outlook.ReturnOutlook;
import dev.holdfast.outlook.TrainingPlan;
import dev.holdfast.query.life.Life;
import dev.holdfast.query.life.Lives;
import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.Timeline;
import dev.holdfast.timeline.TimelineChange;
import dev.holdfast.uncertainty.Evidence;
import dev.holdfast.uncertainty.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnCurveTest {
    private static final AthleteFold FOLD = AthleteFold.standard();
    private static final Instant AT = Lives.BEGIN.plus(Duration.ofDays(52 * 7));

    @Test
    void curve_afterHalfAYearOff_returnsBeforeTheFirstTimer() {
        ReturnCurve curve = curve(1);

        assertThat(curve.weeksToReturn().median()).isBetween(2.0, 7.0);
        assertThat(curve.weeksForFirstTimer().median())
                .isGreaterThan(2 * curve.weeksToReturn().median());
        assertThat(curve.weeks().getFirst().returner().median())
                .isCloseTo(curve.weeks().getFirst().firstTimer().median(), Offset.offset(1e-9));
        assertThat(curve.weeks().get(6).returner().median())
                .isGreaterThan(curve.weeks().get(6).firstTimer().median());
    }

    /** The widening is of every part of the spread: reported history leaves the weeks as unsure as the body. */
    @Test
    void curve_withoutSpread_isOneLine() {
        ReturnCurve curve = curve(0);

        for (Range range : List.of(curve.weeksToReturn(), curve.weeksForFirstTimer(), curve.headStartWeeks())) {
            assertThat(range.low()).isEqualTo(range.median()).isEqualTo(range.high());
        }
    }

    @Test
    void curve_ofReportedHistory_isLessSureThanOfLoggedHistory() {
        Range logged = curve(1).weeksToReturn();
        Range reported = curve(Evidence.REPORTED_HISTORY_WIDENING).weeksToReturn();

        assertThat(reported.high() / reported.low()).isGreaterThan(1.5 * logged.high() / logged.low());
    }

    @ParameterizedTest
    @ValueSource(ints = {1941, 1956, 1970, 1995})
    void curve_withoutSpread_beginsAtWhatIsKept_atAnyAge(int yearOfBirth) {
        Life life = born(yearOfBirth);

        ReturnCurve curve = curve(life, TrainingPlan.THREE_BY_THREE, 0);

        assertThat(curve.weeks().getFirst().returner().median())
                .isCloseTo(life.at(AT, FOLD).kept().strength(), Offset.offset(1e-9));
    }

    @Test
    void planThatNeverLeadsBack_isSaidAsTheBound_inEveryPartOfTheRange() {
        ReturnCurve curve = curve(Lives.trainedThenPaused(26, 3), new TrainingPlan(0.1, 0.5), 1);

        assertThat(List.of(
                        curve.weeksToReturn().low(),
                        curve.weeksToReturn().median(),
                        curve.weeksToReturn().high()))
                .containsOnly((double) ReturnOutlook.SEARCH_WEEKS_MAX);
    }

    private static Life born(int yearOfBirth) {
        Timeline timeline = Lives.timeline(26, 3);
        timeline.change(TimelineChange.of(
                Lives.recorded(
                        10_000,
                        Lives.BEGIN.minus(Duration.ofDays(1)),
                        Lives.key(10_000),
                        new TrainingEvent.TrainingStarted(false, yearOfBirth, null, null)),
                FOLD.catalogue()));
        return Life.standing(timeline.entries());
    }

    private static ReturnCurve curve(double widening) {
        return curve(Lives.trainedThenPaused(26, 3), TrainingPlan.THREE_BY_THREE, widening);
    }

    private static ReturnCurve curve(Life life, TrainingPlan plan, double widening) {
        return Objects.requireNonNull(ReturnCurve.of(life, AT, FOLD, null, plan, 1, widening));
    }
}
