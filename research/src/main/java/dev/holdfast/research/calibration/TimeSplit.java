package dev.holdfast.research.calibration;

import dev.holdfast.event.InvalidValueException;
import dev.holdfast.model.Parameters;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * An honest check of a calibration: fit on the first part of a log, forecast the rest.
 *
 * <p>Errors are root mean squares of ln(forecast / seen), about the relative error.
 *
 * @param fitted observations fitted on
 * @param forecast observations forecast
 * @param calibratedError with S0 and A fitted to the first part
 * @param populationError with the population's A, and S0 from the first part
 * @param lastValueError with the last strength of the first part kept for ever
 */
public record TimeSplit(
        int fitted, int forecast, double calibratedError, double populationError, double lastValueError) {
    /** @param firstShare part of the observations to fit on, by time; in (0, 1) */
    public static TimeSplit check(List<StrengthObservation> log, double firstShare, Parameters p) {
        int fitted = (int) Math.round(log.size() * firstShare);
        if (fitted < 1 || fitted >= log.size()) {
            throw new InvalidValueException(
                    "firstShare", firstShare, "leave at least one of " + log.size() + " observations on either side");
        }
        List<StrengthObservation> ordered = log.stream()
                .sorted(Comparator.comparingDouble(StrengthObservation::day))
                .toList();
        List<StrengthObservation> first = ordered.subList(0, fitted);
        List<StrengthObservation> rest = ordered.subList(fitted, ordered.size());
        PersonalCalibration own = PersonalCalibration.fit(first, List.of(), p);
        double population = first.stream()
                .mapToDouble(seen -> StrictMath.log(seen.strengthKg()) - logRatio(seen, p))
                .average()
                .orElseThrow();
        double last = first.getLast().strengthKg();
        return new TimeSplit(
                fitted,
                rest.size(),
                error(rest, seen -> own.strengthKg(seen, p)),
                error(rest, seen -> StrictMath.exp(population + logRatio(seen, p))),
                error(rest, seen -> last));
    }

    private static double logRatio(StrengthObservation seen, Parameters p) {
        return p.strengthSizeExponent() * StrictMath.log1p(seen.meanFibreSize())
                + p.strengthPerExpression() * seen.expression();
    }

    private static double error(List<StrengthObservation> seen, ToDoubleFunction<StrengthObservation> forecastKg) {
        return Math.sqrt(seen.stream()
                .mapToDouble(s -> StrictMath.log(forecastKg.applyAsDouble(s) / s.strengthKg()))
                .map(e -> e * e)
                .average()
                .orElseThrow());
    }
}
