package dev.holdfast.research.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.event.InvalidValueException;
import dev.holdfast.model.Parameters;
import dev.holdfast.research.plan.Protocol;
import dev.holdfast.research.plan.Reading;
import dev.holdfast.research.plan.Simulation;
import dev.holdfast.uncertainty.Basis;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PersonalCalibrationTest {
    private static final Parameters P = Parameters.DEFAULT;
    private static final double S0_KG = 62;

    /** Two years of tests of an athlete whose A is a quarter above the population's, with a pause in the middle. */
    private static List<StrengthObservation> log(double logSd, long seed) {
        return log(1.25, logSd, new Random(seed));
    }

    private static List<StrengthObservation> log(double timesA, double logSd, Random random) {
        Parameters athlete = P.withStrengthPerExpression(P.strengthPerExpression() * timesA);
        Protocol protocol = Protocol.parse("T40x3x3;D20;T44x3x3");
        List<StrengthObservation> log = new ArrayList<>();
        for (int week = 0; week <= 104; week += 4) {
            Reading truth = Simulation.run(protocol, athlete, week).getFirst();
            Reading model = Simulation.run(protocol, P, week).getFirst();
            double seen = S0_KG * truth.strengthRatio() * Math.exp(logSd * random.nextGaussian());
            log.add(new StrengthObservation(
                    week * 7, seen, model.fibreSize(), model.expression(), StrengthObservation.ESTIMATED_LOG_SD));
        }
        return log;
    }

    @Test
    void fit_exactTests_findsTheAthlete() {
        PersonalCalibration own = PersonalCalibration.fit(log(0, 1), List.of(), P);

        assertThat(own.untrainedStrengthKg().median()).isCloseTo(S0_KG, within(2.0));
        assertThat(own.strengthPerExpression().median()).isCloseTo(1.25 * P.strengthPerExpression(), within(0.05));
        assertThat(own.strengthPerExpression().basis()).isEqualTo(Basis.OWN_DATA);
        assertThat(own.sizeScale().basis()).isEqualTo(Basis.POPULATION);
    }

    @Test
    void fit_noisyTests_rangeHoldsTheTruthAboutAsOftenAsItSays() {
        int within = 0;
        Random random = new Random(1);
        for (int athlete = 0; athlete < 100; athlete++) {
            double timesA = Math.exp(PersonalCalibration.A_LOG_SD * random.nextGaussian());
            PersonalCalibration own =
                    PersonalCalibration.fit(log(timesA, StrengthObservation.ESTIMATED_LOG_SD, random), List.of(), P);
            if (own.untrainedStrengthKg().low() <= S0_KG
                    && S0_KG <= own.untrainedStrengthKg().high()) {
                within++;
            }
        }
        assertThat(within).isBetween(82, 98);
    }

    @Test
    void fit_oneTest_tellsS0AndLeavesAToThePopulation() {
        PersonalCalibration own = PersonalCalibration.fit(log(0, 1).subList(5, 6), List.of(), P);

        assertThat(own.strengthPerExpression().median()).isCloseTo(P.strengthPerExpression(), within(1e-6));
        assertThat(own.strengthPerExpression().basis()).isEqualTo(Basis.POPULATION);
        assertThat(own.strengthPerExpression().low()).isCloseTo(0.34, within(0.02));
        assertThat(own.strengthPerExpression().high()).isCloseTo(0.63, within(0.02));
    }

    @Test
    void fit_imaging_makesSizePersonal() {
        List<SizeObservation> sizes =
                List.of(new SizeObservation(0.20, 0.10, 0.02), new SizeObservation(0.24, 0.12, 0.02));

        PersonalCalibration own = PersonalCalibration.fit(log(0, 1), sizes, P);

        assertThat(own.sizeScale().median()).isBetween(1.3, 2.0);
        assertThat(own.sizeScale().basis()).isEqualTo(Basis.OWN_DATA);
        assertThat(own.apply(P).fibreCeilingUntrained())
                .isCloseTo(P.fibreCeilingUntrained() * own.sizeScale().median(), within(1e-12));
    }

    @Test
    void fit_nothing_isRefused() {
        assertThatThrownBy(() -> PersonalCalibration.fit(List.of(), List.of(), P))
                .isInstanceOf(InvalidValueException.class);
    }

    /** A synthetic athlete of the model's own making: shows that the check works, not that the model is right. */
    @Test
    void timeSplit_athleteUnlikeThePopulation_calibrationForecastsBest() {
        double calibrated = 0;
        double population = 0;
        double lastValue = 0;
        for (int seed = 0; seed < 30; seed++) {
            TimeSplit split = TimeSplit.check(log(0.03, seed), 0.5, P);
            assertThat(split.fitted() + split.forecast()).isEqualTo(27);
            calibrated += split.calibratedError();
            population += split.populationError();
            lastValue += split.lastValueError();
        }

        assertThat(calibrated).isLessThan(population);
        assertThat(calibrated).isLessThan(lastValue);
    }

    @Test
    void timeSplit_nothingToForecast_isRefused() {
        assertThatThrownBy(() -> TimeSplit.check(log(0, 1), 1.0, P)).isInstanceOf(InvalidValueException.class);
    }
}
