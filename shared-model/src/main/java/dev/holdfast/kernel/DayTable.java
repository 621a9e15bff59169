package dev.holdfast.kernel;

import dev.holdfast.model.Parameters;
import dev.holdfast.model.TwoSystemModel;

/**
 * Everything of the equations that depends only on the parameters, a whole number of days, or a dose.
 *
 * <p>Between pools of a fold there are whole days, and a = 0 after every effective session, so each decay factor is a
 * function of the day count: a table replaces four exponentials. A dose is a whole number of milli-sets, most often a
 * multiple of 50 (sets × effort 1, 0.7, 0.4 × involvement 1, 0.5), so the drives are tables too. Days and doses outside
 * the tables take the same formulas directly; the result is the same bits either way.
 *
 * <p>The trace update needs (1−T)^p and (1+z)^(−1/p). The first is its value at the nearest grid point times a binomial
 * series in the small rest δ; the second one binomial series around the middle of the range that sessions come to. Both
 * are cut where the next term is below 1e-15 and fall back to {@link StrictMath#exp} and log outside their range. A step
 * waits for them, so sums are grouped in pairs of {@link Math#fma}, which is exact to the last bit by specification: the
 * same bits on every machine and thread.
 *
 * <p>Immutable and safe to share. About 250 kB; build one for each set of parameters and age, not for each athlete.
 */
public final class DayTable {
    /** Eleven years of gaps; longer ones are rare and computed directly. */
    static final int DAYS = 4_096;

    /** Doses in the table are multiples of this many thousandths of a hard set. */
    static final int DOSE_STEP_MILLI_SETS = 50;

    /** Up to 64 hard sets on one day. */
    static final int DOSES = 64_000 / DOSE_STEP_MILLI_SETS + 1;

    /** An effective session, in thousandths of a hard set. */
    public static final int EFFECTIVE_MILLI_SETS_MIN = (int) (TwoSystemModel.EFFECTIVE_HARD_SETS_MIN * 1_000);

    private static final int POWER_STEPS = 4_096;

    /** Below this the grid is too coarse for the series (|δ| ≤ 0.002 above); a trace over 0.94 takes decades. */
    private static final double POWER_MIN = 0.0625;

    /** Adding this rounds to a whole number, which then stands in the low bits: shorter than two conversions. */
    private static final double ROUND = 0x1p52;

    private static final int ROUND_MASK = 0x1fff;

    /** Largest z that the series serves; in the defaults a day of 40 hard sets comes to it. */
    private static final double ROOT_MAX = 0.128;

    /** The middle of its range, so |δ| ≤ 0.061. */
    private static final double ROOT_MIDDLE = ROOT_MAX / 2;

    private static final int POWER_TERMS = 6;
    private static final int ROOT_TERMS = 12;

    final Parameters p;
    private final double[] nucleiKept = new double[DAYS];
    private final double[] sizeKept = new double[DAYS];
    private final double[] traceKept = new double[DAYS];
    private final double[] expressionKept = new double[DAYS];
    private final double[] nucleiGain = new double[DOSES];
    private final double[] fibreGapKept = new double[DOSES];
    private final double[] traceGain = new double[DOSES];
    private final double[] expressionGapKept = new double[DOSES];
    private final double[] power = new double[POWER_STEPS + 1];
    private final double[] powerInverse = new double[POWER_STEPS + 1];
    private final double[] powerTerms;
    private final double[] rootTerms;
    private final double inverseNucleiMax;

    private DayTable(Parameters p) {
        this.p = p;
        for (int days = 0; days < DAYS; days++) {
            nucleiKept[days] = computeNucleiKept(days);
            sizeKept[days] = computeSizeKept(days);
            traceKept[days] = computeTraceKept(days);
            expressionKept[days] = computeExpressionKept(days);
        }
        for (int i = 0; i < DOSES; i++) {
            int milliSets = i * DOSE_STEP_MILLI_SETS;
            nucleiGain[i] = computeNucleiGain(milliSets);
            fibreGapKept[i] = computeFibreGapKept(milliSets);
            traceGain[i] = computeTraceGain(milliSets);
            expressionGapKept[i] = computeExpressionGapKept(milliSets);
        }
        for (int i = 1; i <= POWER_STEPS; i++) {
            power[i] = StrictMath.pow((double) i / POWER_STEPS, p.traceOrder());
            powerInverse[i] = 1.0 / i;
        }
        powerTerms = binomial(p.traceOrder(), POWER_TERMS);
        rootTerms = binomial(-1 / p.traceOrder(), ROOT_TERMS);
        double scale = StrictMath.pow(1 + ROOT_MIDDLE, -1 / p.traceOrder());
        for (int i = 0; i < ROOT_TERMS; i++) {
            rootTerms[i] *= scale;
        }
        inverseNucleiMax = 1 / p.nucleiMax();
    }

    public static DayTable of(Parameters p) {
        return new DayTable(p);
    }

    public Parameters parameters() {
        return p;
    }

    double inverseNucleiMax() {
        return inverseNucleiMax;
    }

    // Decay over whole days since the last effective session ---------------------------------------------------------

    /** e^(−Δ/τN). */
    double nucleiKept(int days) {
        return days < DAYS ? nucleiKept[days] : computeNucleiKept(days);
    }

    /** e^(−G/τF) with a = 0. */
    double sizeKept(int days) {
        return days < DAYS ? sizeKept[days] : computeSizeKept(days);
    }

    /** e^(−Δ/τT). */
    double traceKept(int days) {
        return days < DAYS ? traceKept[days] : computeTraceKept(days);
    }

    /** e^(−G/τM) with a = 0. */
    double expressionKept(int days) {
        return days < DAYS ? expressionKept[days] : computeExpressionKept(days);
    }

    private double computeNucleiKept(int days) {
        return StrictMath.exp(-days / p.tauNucleiDays());
    }

    private double computeSizeKept(int days) {
        return StrictMath.exp(-TwoSystemModel.effectiveDays(0, days, p.tauGraceDays()) / p.tauFibreDays());
    }

    private double computeTraceKept(int days) {
        return StrictMath.exp(-days / p.tauTraceDays());
    }

    private double computeExpressionKept(int days) {
        return StrictMath.exp(-TwoSystemModel.effectiveDays(0, days, p.tauGraceDays()) / p.tauExpressionDays());
    }

    // Doses ----------------------------------------------------------------------------------------------------------

    /** kN·uF. */
    double nucleiGain(int milliSets) {
        int i = doseIndex(milliSets);
        return i >= 0 ? nucleiGain[i] : computeNucleiGain(milliSets);
    }

    /** e^(−kF·uF). */
    double fibreGapKept(int milliSets) {
        int i = doseIndex(milliSets);
        return i >= 0 ? fibreGapKept[i] : computeFibreGapKept(milliSets);
    }

    /** p·kT·uM. */
    double traceGain(int milliSets) {
        int i = doseIndex(milliSets);
        return i >= 0 ? traceGain[i] : computeTraceGain(milliSets);
    }

    /** e^(−η·uM). */
    double expressionGapKept(int milliSets) {
        int i = doseIndex(milliSets);
        return i >= 0 ? expressionGapKept[i] : computeExpressionGapKept(milliSets);
    }

    private static int doseIndex(int milliSets) {
        int i = milliSets / DOSE_STEP_MILLI_SETS;
        return i < DOSES && i * DOSE_STEP_MILLI_SETS == milliSets ? i : -1;
    }

    private double computeNucleiGain(int milliSets) {
        return p.nucleiRate() * drive(milliSets, p.structureDoseExponent());
    }

    private double computeFibreGapKept(int milliSets) {
        return StrictMath.exp(-p.fibreRate() * drive(milliSets, p.structureDoseExponent()));
    }

    private double computeTraceGain(int milliSets) {
        return p.traceOrder() * p.traceRate() * drive(milliSets, p.motorDoseExponent());
    }

    private double computeExpressionGapKept(int milliSets) {
        return StrictMath.exp(-p.expressionRate() * drive(milliSets, p.motorDoseExponent()));
    }

    /** (h/href)^g as e^(g·ln(h/href)): StrictMath.pow allocates, its exp and log do not. */
    private double drive(int milliSets, double exponent) {
        return StrictMath.exp(exponent * StrictMath.log(milliSets / 1_000.0 / p.referenceHardSets()));
    }

    // Powers ---------------------------------------------------------------------------------------------------------

    /** gain · v^p for v in (0, 1]. */
    double power(double v, double gain) {
        if (!(v >= POWER_MIN)) {
            return gain * StrictMath.exp(p.traceOrder() * StrictMath.log(v));
        }
        double rounded = Math.fma(v, POWER_STEPS, ROUND);
        int i = (int) Double.doubleToRawLongBits(rounded) & ROUND_MASK;
        double x = Math.fma(v, POWER_STEPS, ROUND - rounded) * powerInverse[i];
        double[] a = powerTerms;
        double square = x * x;
        double upper = Math.fma(square, Math.fma(a[5], x, a[4]), Math.fma(a[3], x, a[2]));
        return gain * power[i] * Math.fma(square, upper, Math.fma(a[1], x, a[0]));
    }

    /** (1+z)^(−1/p) for z ≥ 0. */
    double root(double z) {
        if (!(z <= ROOT_MAX)) {
            return StrictMath.exp(-StrictMath.log1p(z) / p.traceOrder());
        }
        double x = Math.fma(z, 1 / (1 + ROOT_MIDDLE), -ROOT_MIDDLE / (1 + ROOT_MIDDLE));
        double[] a = rootTerms;
        double square = x * x;
        double fourth = square * square;
        double low = Math.fma(square, Math.fma(a[3], x, a[2]), Math.fma(a[1], x, a[0]));
        double middle = Math.fma(square, Math.fma(a[7], x, a[6]), Math.fma(a[5], x, a[4]));
        double high = Math.fma(square, Math.fma(a[11], x, a[10]), Math.fma(a[9], x, a[8]));
        return Math.fma(fourth, Math.fma(fourth, high, middle), low);
    }

    private static double[] binomial(double exponent, int count) {
        double[] terms = new double[count];
        terms[0] = 1;
        for (int i = 1; i < count; i++) {
            terms[i] = terms[i - 1] * (exponent - (i - 1)) / i;
        }
        return terms;
    }
}
