package dev.holdfast.query.outlook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Parameters;
import dev.holdfast.outlook.BodyState;
import dev.holdfast.outlook.TrainingPlan;
import dev.holdfast.query.life.Life;
import dev.holdfast.query.life.Lives;
import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.uncertainty.Evidence;
import dev.holdfast.uncertainty.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReturnCurveTest {
    private static final AthleteFold FOLD = AthleteFold.standard();

    @Test
    void curve_afterHalfAYearOff_returnsBeforeTheFirstTimer() {
        ReturnCurve curve = curve(1);

        assertThat(curve.weeksToReturn().median()).isBetween(2.0, 7.0);
        assertThat(curve.weeksForFirstTimer().median())
                .isGreaterThan(2 * curve.weeksToReturn().median());
        assertThat(curve.weeks().getFirst().returner().median())
                .isCloseTo(curve.weeks().getFirst().firstTimer().median(), org.assertj.core.data.Offset.offset(1e-9));
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

    private static ReturnCurve curve(double widening) {
        Life life = Lives.trainedThenPaused(26, 3);
        Instant at = Lives.BEGIN.plus(Duration.ofDays(52 * 7));
        return Objects.requireNonNull(ReturnCurve.of(
                p -> BodyState.of(life.at(at, new AthleteFold(p, FOLD.catalogue(), FOLD.pausePolicyDays())), FOLD),
                TrainingPlan.THREE_BY_THREE,
                182,
                Parameters.DEFAULT,
                1,
                widening));
    }
}
