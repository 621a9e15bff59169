package dev.holdfast.research.calibration;

import java.util.List;
import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.univariate.BrentOptimizer;
import org.hipparchus.optim.univariate.SearchInterval;
import org.hipparchus.optim.univariate.UnivariateObjectiveFunction;

/** The baseline that the model has to beat: a gain is lost with one time constant, and nothing lies behind it. */
public final class SingleExponential {
    private static final double LOG_DAYS_MIN = 0;
    private static final double LOG_DAYS_MAX = StrictMath.log(1e6);
    private static final int EVALUATIONS_MAX = 500;

    private SingleExponential() {}

    /**
     * @param gainPct gain at the end of training
     * @param pauseDays days without training since
     * @param leftPct gain published then
     */
    public record Loss(double gainPct, double pauseDays, double leftPct) {}

    /** The time constant in days with the least squared error over all losses; infinite without any. */
    public static double fitDays(List<Loss> losses) {
        if (losses.isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        UnivariateFunction error = logDays -> losses.stream()
                .mapToDouble(loss -> loss.leftPct() - left(loss.gainPct(), loss.pauseDays(), StrictMath.exp(logDays)))
                .map(e -> e * e)
                .sum();
        double best = new BrentOptimizer(1e-9, 1e-12)
                .optimize(
                        new MaxEval(EVALUATIONS_MAX),
                        new UnivariateObjectiveFunction(error),
                        GoalType.MINIMIZE,
                        new SearchInterval(LOG_DAYS_MIN, LOG_DAYS_MAX, StrictMath.log(365)))
                .getPoint();
        return StrictMath.exp(best);
    }

    public static double left(double gainPct, double pauseDays, double tauDays) {
        return gainPct * StrictMath.exp(-pauseDays / tauDays);
    }
}
