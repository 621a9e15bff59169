package dev.holdfast.outlook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.model.Motor;
import dev.holdfast.model.Parameters;
import dev.holdfast.model.Structure;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannedSessionsTest {
    private static final Parameters P = Parameters.DEFAULT;

    /** Two movements share a group; the third group gets too little of a session to be trained. */
    private static final BodyState BODY = new BodyState(
            List.of(
                    new Structure(0.11, 0.02, 60),
                    new Structure(0.05, 0.004, 75),
                    new Structure(0.02, 0.001, Double.POSITIVE_INFINITY)),
            List.of(
                    new BodyState.Movement(
                            new Motor(0.42, 0.03, 60),
                            List.of(new BodyState.Involvement(0, 1), new BodyState.Involvement(2, 0.1)),
                            1.5),
                    new BodyState.Movement(
                            new Motor(0.31, 0.01, 75),
                            List.of(new BodyState.Involvement(0, 0.5), new BodyState.Involvement(1, 1)),
                            1.4)));

    @Test
    void sessionsOfAPlan_areTheSameAsAdvancingAndTrainingTheBody() {
        TrainingPlan plan = TrainingPlan.THREE_BY_THREE;
        PlannedSessions planned = new PlannedSessions(BODY, plan, P);
        BodyState body = BODY;
        for (int session = 0; session < 300; session++) {
            assertThat(planned.meanLogOfPeak()).isCloseTo(meanLogOfPeak(body), within(1e-12));
            if (session > 0) {
                planned.rest();
                body = body.advance(plan.gapDays(), P);
            }
            planned.train();
            body = body.train(plan.hardSets(), P);
        }
    }

    private static double meanLogOfPeak(BodyState body) {
        double sum = 0;
        for (int i = 0; i < body.movements().size(); i++) {
            double peak = body.movements().get(i).peakStrengthRatio();
            sum += Math.min(StrictMath.log(body.strengthRatio(i, P) / peak), 0);
        }
        return sum / body.movements().size();
    }
}
