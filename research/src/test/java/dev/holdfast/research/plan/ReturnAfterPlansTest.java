package dev.holdfast.research.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Parameters;
import dev.holdfast.outlook.MovementState;
import dev.holdfast.outlook.PrimeMover;
import dev.holdfast.outlook.ReturnOutlook;
import dev.holdfast.outlook.ReturnWindow;
import dev.holdfast.outlook.TrainingPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReturnAfterPlansTest {
    private static final Parameters P = Parameters.DEFAULT;

    static MovementState after(String protocol, double peakWeek, double week) {
        List<Reading> readings = Simulation.run(Protocol.parse(protocol), P, peakWeek, week);
        Reading now = readings.getLast();
        return new MovementState(
                now.motor(),
                List.of(new PrimeMover(now.structure(), 1)),
                readings.getFirst().strengthRatio());
    }

    @Test
    void forMovement_halfYearBuildTwoYearPause_fourWeeksAgainstEighteen() {
        ReturnOutlook outlook =
                ReturnOutlook.forMovement(after("T26x3x3;D104", 26, 130), TrainingPlan.THREE_BY_THREE, P);

        assertThat(outlook.weeksToReturn().orElseThrow()).isBetween(3.5, 4.5);
        assertThat(outlook.weeksForFirstTimer().orElseThrow()).isBetween(17.0, 19.0);
        assertThat(outlook.headStartWeeks()).isBetween(13.0, 14.5);
    }

    @Test
    void forMovement_halfYearBuildHalfYearPause_returnsSeveralTimesSoonerThanAFirstTimer() {
        ReturnOutlook outlook = ReturnOutlook.forMovement(after("T26x3x3;D26", 26, 52), TrainingPlan.THREE_BY_THREE, P);

        assertThat(outlook.weeksToReturn().orElseThrow()).isBetween(2.0, 2.6);
        assertThat(outlook.weeksForFirstTimer().orElseThrow()).isBetween(13.3, 14.0);
    }

    @Test
    void forMovement_stillAtItsBest_needsNothing() {
        ReturnOutlook outlook = ReturnOutlook.forMovement(after("T26x3x3;D1", 26, 26), TrainingPlan.THREE_BY_THREE, P);

        assertThat(outlook.weeksToReturn()).hasValue(0);
        assertThat(outlook.headStartWeeks()).isZero();
    }

    @Test
    void forMovement_planTooSmallForTheOldBest_saysNever() {
        ReturnOutlook outlook =
                ReturnOutlook.forMovement(after("T312x4x20;D520", 312, 832), new TrainingPlan(0.1, 0.5), P);

        assertThat(outlook.weeksToReturn()).isEmpty();
        assertThat(outlook.headStartWeeks()).isZero();
    }

    @Test
    void window_halfAndFifth_inOrderAndPastTheLargest() {
        ReturnWindow window = ReturnWindow.forMovement(after("T26x3x3;D26", 26, 52), TrainingPlan.THREE_BY_THREE, P);

        assertThat(window.largestHeadStartWeeks()).isGreaterThan(11);
        assertThat(window.daysAboveHalf().orElseThrow()).isBetween(window.daysUntilLargest(), 4_000.0);
        assertThat(window.daysAboveFifth().orElseThrow())
                .isGreaterThan(window.daysAboveHalf().orElseThrow());
    }
}
