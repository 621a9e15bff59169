package dev.holdfast.research.calibration;

import dev.holdfast.event.InvalidValueException;
import dev.holdfast.model.Parameters;
import dev.holdfast.uncertainty.Basis;
import dev.holdfast.uncertainty.Range;
import java.util.List;

/**
 * What an athlete's own tests say about their untrained strength S0 and about A, and about size when there is imaging.
 *
 * <p>Only these become personal: decay rates stay population values, since even two years of strength tests cannot tell
 * them apart from A and S0. The fit is the most probable point under the priors below; ranges are its Laplace
 * approximation, 5 % to 95 %.
 *
 * @param untrainedStrengthKg S0
 * @param strengthPerExpression A
 * @param sizeScale the athlete's sizes over the model's; the prior when there is no imaging
 * @param observations strength observations used
 */
public record PersonalCalibration(
        Range untrainedStrengthKg, Range strengthPerExpression, Range sizeScale, int observations) {
    /** S0 is nearly free: people's untrained lifts differ by a factor of ten. */
    private static final double S0_LOG_SD = 1.0;

    /** A is within 0.34 to 0.63 in 90 % (docs/model/model.md). */
    public static final double A_LOG_SD = StrictMath.log(0.63 / 0.34) / 3.29;

    /** D1 is within 0.25 to 0.57 in 90 % (docs/model/model.md). */
    public static final double SIZE_LOG_SD = StrictMath.log(0.57 / 0.25) / 3.29;

    /** More tests than a life has; keeps the fit short. */
    public static final int OBSERVATIONS_MAX = 20_000;

    private static final double SD_90 = 1.6448536269514722;

    /** Fewer than this tell S0 but not A: the answer then rests on the population. */
    private static final int OWN_DATA_MIN = 3;

    /** @throws InvalidValueException without any strength observation */
    public static PersonalCalibration fit(
            List<StrengthObservation> strengths, List<SizeObservation> sizes, Parameters p) {
        if (strengths.isEmpty() || strengths.size() + sizes.size() > OBSERVATIONS_MAX) {
            throw new InvalidValueException(
                    "observations", strengths.size(), "give 1 to " + OBSERVATIONS_MAX + " strength observations");
        }
        StrengthObservation first = strengths.getFirst();
        double s0Prior = StrictMath.log(first.strengthKg()) - logRatio(first, p.strengthPerExpression(), 1, p);
        double[] seenLog = strengths.stream()
                .mapToDouble(seen -> StrictMath.log(seen.strengthKg()))
                .toArray();
        MapFit fit = MapFit.of(
                new double[] {s0Prior, 0, 0}, point -> residuals(point, s0Prior, strengths, seenLog, sizes, p));
        Basis basis = strengths.size() >= OWN_DATA_MIN ? Basis.OWN_DATA : Basis.POPULATION;
        return new PersonalCalibration(
                logNormal(1, fit, 0, basis),
                logNormal(p.strengthPerExpression(), fit, 1, basis),
                logNormal(1, fit, 2, sizes.isEmpty() ? Basis.POPULATION : Basis.OWN_DATA),
                strengths.size());
    }

    /** {@code p} with the athlete's A and size scale. */
    public Parameters apply(Parameters p) {
        return p.withStrengthPerExpression(strengthPerExpression.median()).withSizeScale(sizeScale.median());
    }

    /** The strength that this athlete should show in that state, kg. */
    public double strengthKg(StrengthObservation state, Parameters p) {
        return untrainedStrengthKg.median()
                * StrictMath.exp(logRatio(state, strengthPerExpression.median(), sizeScale.median(), p));
    }

    private static double[] residuals(
            double[] point,
            double s0Prior,
            List<StrengthObservation> strengths,
            double[] seenLog,
            List<SizeObservation> sizes,
            Parameters p) {
        double perExpression = p.strengthPerExpression() * StrictMath.exp(point[1]);
        double scale = StrictMath.exp(point[2]);
        double[] residuals = new double[strengths.size() + sizes.size() + 3];
        int i = 0;
        for (StrengthObservation seen : strengths) {
            double expected = point[0] + logRatio(seen, perExpression, scale, p);
            residuals[i] = (expected - seenLog[i]) / seen.logSd();
            i++;
        }
        for (SizeObservation seen : sizes) {
            residuals[i++] = (scale * seen.fibreSize() - seen.gain()) / seen.error();
        }
        residuals[i++] = (point[0] - s0Prior) / S0_LOG_SD;
        residuals[i++] = point[1] / A_LOG_SD;
        residuals[i] = point[2] / SIZE_LOG_SD;
        return residuals;
    }

    /** ln(S/S0) = β·ln(1 + s·F̄) + A·M. */
    private static double logRatio(StrengthObservation seen, double perExpression, double sizeScale, Parameters p) {
        return p.strengthSizeExponent() * StrictMath.log1p(sizeScale * seen.meanFibreSize())
                + perExpression * seen.expression();
    }

    private static Range logNormal(double centre, MapFit fit, int i, Basis basis) {
        double median = fit.point()[i];
        double spread = SD_90 * fit.sd(i);
        return new Range(
                centre * StrictMath.exp(median - spread),
                centre * StrictMath.exp(median),
                centre * StrictMath.exp(median + spread),
                basis);
    }
}
