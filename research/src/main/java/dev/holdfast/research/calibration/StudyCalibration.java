package dev.holdfast.research.calibration;

import dev.holdfast.model.Parameters;
import java.util.List;
import java.util.function.Function;

/**
 * What one study group's first training block says about A and about the size scale; all else stays as in the population.
 */
public final class StudyCalibration {
    /** Groups and exercises differ in A by about a third. */
    public static final double A_LOG_SD = 0.35;

    /** Groups and muscles differ in size gain by about two fifths. */
    public static final double SIZE_LOG_SD = 0.40;

    private StudyCalibration() {}

    /** @param published and its error, in percent; the model's value comes in the same order */
    public record Target(double publishedPct, double errorPct) {}

    /**
     * @param predict the model's values for the targets, in percent, under given parameters
     * @return {@code around} with another A and size scale; itself when there are no targets
     */
    public static Parameters fit(List<Target> targets, Parameters around, Function<Parameters, double[]> predict) {
        if (targets.isEmpty()) {
            return around;
        }
        MapFit fit = MapFit.of(new double[2], log -> {
            double[] predicted = predict.apply(apply(around, log));
            double[] residuals = new double[targets.size() + 2];
            for (int i = 0; i < predicted.length; i++) {
                Target target = targets.get(i);
                residuals[i] = (predicted[i] - target.publishedPct()) / target.errorPct();
            }
            residuals[predicted.length] = log[0] / A_LOG_SD;
            residuals[predicted.length + 1] = log[1] / SIZE_LOG_SD;
            return residuals;
        });
        return apply(around, fit.point());
    }

    private static Parameters apply(Parameters around, double[] log) {
        return around.withStrengthPerExpression(around.strengthPerExpression() * StrictMath.exp(log[0]))
                .withSizeScale(StrictMath.exp(log[1]));
    }
}
