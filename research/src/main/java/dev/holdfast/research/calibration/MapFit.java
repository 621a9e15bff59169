package dev.holdfast.research.calibration;

import java.util.function.UnaryOperator;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresOptimizer;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.util.Pair;

/**
 * The most probable point of normal errors and normal priors, and the normal (Laplace) approximation around it.
 *
 * <p>Residuals are in units of their own standard deviation and priors are residuals like any other, so the most probable
 * point is a least-squares solution (Levenberg–Marquardt) and the covariance around it (JᵀJ)⁻¹.
 *
 * @param point the most probable values
 * @param covariance of those values
 */
@SuppressWarnings("ArrayRecordComponent") // A point of numbers, never compared.
public record MapFit(double[] point, double[][] covariance) {
    private static final int EVALUATIONS_MAX = 1_000;

    /** Central differences of smooth functions of logarithms: error about the square of this. */
    private static final double STEP = 1e-5;

    private static final double SINGULAR = 1e-14;

    /** @param residuals of a point; always as many, at least as many as the point has values */
    public static MapFit of(double[] start, UnaryOperator<double[]> residuals) {
        int count = residuals.apply(start).length;
        LeastSquaresOptimizer.Optimum optimum = new LevenbergMarquardtOptimizer()
                .optimize(new LeastSquaresBuilder()
                        .start(start)
                        .target(new double[count])
                        .model(point -> linearise(point, residuals))
                        .maxEvaluations(EVALUATIONS_MAX)
                        .maxIterations(EVALUATIONS_MAX)
                        .build());
        return new MapFit(
                optimum.getPoint().toArray(), optimum.getCovariances(SINGULAR).getData());
    }

    /** Standard deviation of one of the values. */
    double sd(int i) {
        return Math.sqrt(covariance[i][i]);
    }

    private static Pair<RealVector, RealMatrix> linearise(RealVector at, UnaryOperator<double[]> residuals) {
        double[] point = at.toArray();
        double[] value = residuals.apply(point.clone());
        RealMatrix jacobian = new Array2DRowRealMatrix(value.length, point.length);
        for (int j = 0; j < point.length; j++) {
            double[] above = point.clone();
            double[] below = point.clone();
            above[j] += STEP;
            below[j] -= STEP;
            double[] high = residuals.apply(above);
            double[] low = residuals.apply(below);
            for (int i = 0; i < value.length; i++) {
                jacobian.setEntry(i, j, (high[i] - low[i]) / (2 * STEP));
            }
        }
        return new Pair<>(new ArrayRealVector(value), jacobian);
    }
}
