package dev.holdfast.outlook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Parameters;
import dev.holdfast.protocol.Protocol;
import dev.holdfast.protocol.Reading;
import dev.holdfast.protocol.Simulation;
import dev.holdfast.uncertainty.Basis;
import dev.holdfast.uncertainty.Evidence;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ReturnForecastTest {
    private static final Parameters P = Parameters.DEFAULT;
    private static final TrainingPlan PLAN = TrainingPlan.THREE_BY_THREE;

    private static BodyState after(int pauseWeeks, Parameters p) {
        List<Reading> readings = Simulation.run(Protocol.parse("T26x3x3;D" + pauseWeeks), p, 26, 26 + pauseWeeks);
        Reading now = readings.getLast();
        return new MovementState(
                        now.motor(),
                        List.of(new PrimeMover(now.structure(), 1)),
                        readings.getFirst().strengthRatio())
                .alone();
    }

    @Test
    void of_halfYearPause_rangesAroundTheDefaultAnswer() {
        ReturnForecast forecast = ReturnForecast.of(p -> after(26, p), PLAN, 182, P, false, 60, 1, 1);
        assertThat(forecast.weeksToReturn().low()).isLessThan(2.4);
        assertThat(forecast.weeksToReturn().high()).isBetween(2.4, 12.0);
        assertThat(forecast.weeksForFirstTimer().median()).isBetween(9.0, 20.0);
        assertThat(forecast.weeksToReturn().basis()).isEqualTo(Basis.POPULATION);
        assertThat(forecast.daysAboveHalf().basis()).isEqualTo(Basis.BEYOND_EVIDENCE);
    }

    @Test
    void of_fourYearPause_saysBeyondTheEvidence() {
        ReturnForecast forecast = ReturnForecast.of(p -> after(208, p), PLAN, 1_456, P, true, 20, 1, 1);

        assertThat(forecast.weeksToReturn().basis()).isEqualTo(Basis.BEYOND_EVIDENCE);
    }

    @Test
    void of_toldHistory_isWider() {
        ReturnForecast logged = ReturnForecast.of(p -> after(26, p), PLAN, 182, P, false, 60, 1, 1);
        ReturnForecast told =
                ReturnForecast.of(p -> after(26, p), PLAN, 182, P, false, 60, 1, Evidence.TOLD_HISTORY_WIDENING);

        assertThat(told.weeksToReturn().high() / told.weeksToReturn().low())
                .isGreaterThan(1.3
                        * logged.weeksToReturn().high()
                        / logged.weeksToReturn().low());
    }

    @Test
    void transfer_halfYearOfTraining_savesWeeksOnANewMovement() {
        Reading now = Simulation.run(Protocol.parse("T26x3x3"), P, 26).getFirst();

        Transfer transfer = Transfer.to(List.of(new PrimeMover(now.structure(), 1)), PLAN, P);

        assertThat(transfer.strengthRatio()).isBetween(1.05, 1.15).isLessThan(now.strengthRatio());
        assertThat(transfer.weeksSaved()).isBetween(1.0, 8.0);
    }

    @Test
    void minimumDose_sizeOverHalfAYear_isAFractionOfTheBuild() {
        Reading now = Simulation.run(Protocol.parse("T16x3x9"), P, 16).getFirst();

        OptionalDouble setsOnceAWeek = MinimumDose.keepingSize(now.structure(), 0.8, 32, 1, P);

        assertThat(setsOnceAWeek.orElseThrow()).isBetween(0.5, 9.0);
    }

    @Test
    void minimumDose_sharpness_moreOftenNeedsLessEachTime() {
        Reading now = Simulation.run(Protocol.parse("T26x3x3"), P, 26).getFirst();

        double weekly = MinimumDose.keepingSharpness(now.motor(), 0.9, 26, 1, P).orElseThrow();
        double monthly =
                MinimumDose.keepingSharpness(now.motor(), 0.9, 26, 0.25, P).orElse(99);

        assertThat(weekly).isLessThanOrEqualTo(monthly);
        assertThat(MinimumDose.keepingSharpness(now.motor(), 0.999, 26, 0.25, P))
                .isEmpty();
    }
}
