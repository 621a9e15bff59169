package dev.holdfast.outlook;

/**
 * (1+x)^e for one exponent and any small x, by the binomial series: a search raises thousands of numbers near 1 to the same
 * power. Where the term after the last one would exceed {@value #CUT}, StrictMath computes it.
 */
final class PowerNearOne {
    private static final int TERMS = 12;
    private static final double CUT = 1e-16;

    private final double exponent;
    private final double[] terms = new double[TERMS];
    private final double max;

    PowerNearOne(double exponent) {
        this.exponent = exponent;
        double term = 1;
        for (int i = 0; i < TERMS; i++) {
            terms[i] = term;
            term *= (exponent - i) / (i + 1);
        }
        max = StrictMath.pow(CUT / Math.abs(term), 1.0 / TERMS);
    }

    /** @param x ≥ 0 */
    double of(double x) {
        if (!(x <= max)) {
            return StrictMath.exp(exponent * StrictMath.log1p(x));
        }
        double sum = terms[TERMS - 1];
        for (int i = TERMS - 2; i >= 0; i--) {
            sum = Math.fma(sum, x, terms[i]);
        }
        return sum;
    }
}
