package dev.holdfast.query.outlook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Parameters;
import dev.holdfast.outlook.BodyState;
import dev.holdfast.outlook.TrainingPlan;
import dev.holdfast.query.life.Life;
import dev.holdfast.query.life.Lives;
import dev.holdfast.timeline.AthleteFold;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReturnCurveTest {
    private static final AthleteFold FOLD = AthleteFold.standard();

    @Test
    void curve_afterHalfAYearOff_returnsBeforeTheFirstTimer() {
        Life life = Lives.trainedThenPaused(26, 3);
        Instant at = Lives.BEGIN.plus(Duration.ofDays(52 * 7));

        ReturnCurve curve = Objects.requireNonNull(ReturnCurve.of(
                p -> BodyState.of(life.at(at, new AthleteFold(p, FOLD.catalogue(), FOLD.pausePolicyDays())), FOLD),
                TrainingPlan.THREE_BY_THREE,
                182,
                Parameters.DEFAULT,
                1,
                1));

        assertThat(curve.weeksToReturn().median()).isBetween(2.0, 7.0);
        assertThat(curve.weeksForFirstTimer().median())
                .isGreaterThan(2 * curve.weeksToReturn().median());
        assertThat(curve.weeks().getFirst().returner().median())
                .isCloseTo(curve.weeks().getFirst().firstTimer().median(), org.assertj.core.data.Offset.offset(1e-9));
        assertThat(curve.weeks().get(6).returner().median())
                .isGreaterThan(curve.weeks().get(6).firstTimer().median());
    }
}
