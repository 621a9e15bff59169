package dev.holdfast.uncertainty;

import dev.holdfast.model.Parameters;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/**
 * Bodies that the published studies allow: draws of the parameters around their defaults.
 *
 * <p>The fitted ones are log-normal with the covariance of the fit (resource covariance.csv). τN and τT are assumed, not
 * fitted: log-normal and independent, with 90 % within 1.5 to 50 and 10 to 100 years. The same seed gives the same draws
 * everywhere: {@link Random} and {@link StrictMath} are specified to the bit.
 */
public final class ParameterDraws {
    public static final int COUNT_MAX = 10_000;

    private static final int TAU_NUCLEI = Parameters.SYMBOLS.indexOf("tauN");
    private static final int TAU_TRACE = Parameters.SYMBOLS.indexOf("tauT");
    private static final int LATENT_TRACE_SHARE = Parameters.SYMBOLS.indexOf("rho");
    private static final int NUCLEAR_FIBRE_SHARE = Parameters.SYMBOLS.indexOf("phi");

    /** 90 % of a normal lies within ± this many standard deviations. */
    private static final double SD_90 = 1.6448536269514722;

    private static final double TAU_NUCLEI_LOG_SD = StrictMath.log(50 / 1.5) / (2 * SD_90);
    private static final double TAU_TRACE_LOG_SD = StrictMath.log(100 / 10.0) / (2 * SD_90);

    /** A share above this leaves nothing volatile to observe; about one draw in a hundred is drawn again. */
    private static final double SHARE_MAX = 0.95;

    private static final double[][] FACTOR = cholesky(readCovariance());

    private ParameterDraws() {}

    /**
     * @param around centre of the draws: the defaults, an athlete's age-modified or calibrated parameters
     * @param count 1 to {@value #COUNT_MAX}
     * @param widening factor on every standard deviation, 1 for logged history,
     *     {@link Evidence#REPORTED_HISTORY_WIDENING} for reported history
     */
    public static List<Parameters> draw(Parameters around, int count, long seed, double widening) {
        if (count < 1 || count > COUNT_MAX || !(widening >= 0 && widening <= 10)) {
            throw new IllegalArgumentException("cannot draw: count=" + count + ", widening=" + widening + "; give 1 to "
                    + COUNT_MAX + " draws and a widening from 0 to 10");
        }
        Random random = new Random(seed);
        List<Parameters> draws = new ArrayList<>(count);
        while (draws.size() < count) {
            double[] values = drawOnce(around.values(), random, widening);
            if (values[LATENT_TRACE_SHARE] <= SHARE_MAX && values[NUCLEAR_FIBRE_SHARE] <= SHARE_MAX) {
                draws.add(Parameters.of(values));
            }
        }
        return draws;
    }

    private static double[] drawOnce(double[] values, Random random, double widening) {
        double[] normal = new double[FACTOR.length];
        for (int i = 0; i < normal.length; i++) {
            normal[i] = random.nextGaussian();
        }
        for (int i = 0; i < FACTOR.length; i++) {
            double log = 0;
            for (int j = 0; j <= i; j++) {
                log += FACTOR[i][j] * normal[j];
            }
            values[i] *= StrictMath.exp(widening * log);
        }
        values[TAU_NUCLEI] *= StrictMath.exp(widening * TAU_NUCLEI_LOG_SD * random.nextGaussian());
        values[TAU_TRACE] *= StrictMath.exp(widening * TAU_TRACE_LOG_SD * random.nextGaussian());
        return values;
    }

    /** Standard deviation of ln of each fitted parameter, in the order of {@link Parameters#SYMBOLS}. */
    static double[] logSd() {
        double[] sd = new double[FACTOR.length];
        for (int i = 0; i < sd.length; i++) {
            for (double factor : FACTOR[i]) {
                sd[i] += factor * factor;
            }
            sd[i] = Math.sqrt(sd[i]);
        }
        return sd;
    }

    private static double[][] readCovariance() {
        InputStream resource = ParameterDraws.class.getResourceAsStream("covariance.csv");
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Objects.requireNonNull(resource), StandardCharsets.UTF_8))) {
            List<String> rows = lines.lines().filter(l -> !l.startsWith("#")).toList();
            List<String> names = List.of(rows.getFirst().split(","));
            if (!names.equals(Parameters.SYMBOLS.subList(0, names.size()))) {
                throw new IllegalStateException("covariance.csv is in another order: " + names);
            }
            return rows.stream().skip(1).map(ParameterDraws::numbers).toArray(double[][]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] numbers(String row) {
        return List.of(row.split(",")).stream().mapToDouble(Double::parseDouble).toArray();
    }

    /** L with L·Lᵀ = the covariance. */
    private static double[][] cholesky(double[][] covariance) {
        int n = covariance.length;
        double[][] factor = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = covariance[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= factor[i][k] * factor[j][k];
                }
                factor[i][j] = i == j ? Math.sqrt(sum) : sum / factor[j][j];
            }
        }
        return factor;
    }
}
