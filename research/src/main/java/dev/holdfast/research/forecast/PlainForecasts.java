package dev.holdfast.research.forecast;

import dev.holdfast.model.Parameters;
import dev.holdfast.research.calibration.PersonalCalibration;
import dev.holdfast.research.calibration.StrengthObservation;
import java.util.ArrayList;
import java.util.List;

/** Forecasts from the values of one exercise up to the origin alone. */
final class PlainForecasts {
    /** What the published studies' 1RM figures give for a single exponential (docs/model/validation.md). */
    private static final double TAU_DAYS = 403;

    private static final int START_VALUES = 3;

    /** Where a strength observation may lie. */
    private static final double KG_MIN = .1;

    private static final double KG_MAX = 2_000;

    private PlainForecasts() {}

    /**
     * The gain over the median of the series' first three values goes with one time constant while the exercise is left
     * out. In training it is the median of the last three.
     */
    static double oneExponential(Series series, Target target) {
        double now = series.medianOfThree(target.origin());
        if (target.horizon() == Horizon.NEXT_SESSION || target.horizon() == Horizon.FOUR_WEEKS) {
            return now;
        }
        double start = series.medianOfThree(START_VALUES - 1);
        double days = series.day()[target.first()] - series.day()[target.origin()];
        double gain = Math.max(now - start, 0);
        return now - gain * (1 - StrictMath.exp(-days / TAU_DAYS));
    }

    /** S0 and A fitted to everything up to the origin, over a body that begins with the log. */
    static PersonalCalibration personalFit(Series series, int origin) {
        List<StrengthObservation> observations = new ArrayList<>(origin + 1);
        for (int i = 0; i <= origin; i++) {
            observations.add(observation(series, i));
        }
        return PersonalCalibration.fit(observations, List.of(), Parameters.DEFAULT);
    }

    /** ln kg that the fit expects on the morning of {@code index}. */
    static double personal(PersonalCalibration fit, Series series, int index) {
        return StrictMath.log(fit.strengthKg(observation(series, index), Parameters.DEFAULT));
    }

    private static StrengthObservation observation(Series series, int index) {
        return new StrengthObservation(
                series.day()[index],
                Math.clamp(StrictMath.exp(series.seen()[index]), KG_MIN, KG_MAX),
                series.fibreSize()[index],
                series.expression()[index],
                StrengthObservation.ESTIMATED_LOG_SD);
    }
}
