package dev.holdfast.model;

import dev.holdfast.event.InvalidValueException;
import java.util.List;

/**
 * The constants of the two-system model, with the symbols of docs/model/model.md.
 *
 * @param strengthPerExpression A, ln strength per unit of motor expression
 * @param traceRate kT, writing of the motor trace, per unit of motor drive
 * @param traceOrder p, how much harder the trace is to write the more there is of it
 * @param expressionRate η, return of motor expression to its trace, per unit of motor drive
 * @param tauExpressionDays τM, days in which volatile expression falls to 1/e
 * @param latentTraceShare ρ, share of the trace that is expressed even after long disuse
 * @param tauFibreDays τF, days in which volatile fibre size falls to 1/e
 * @param nuclearFibreShare φ, share of the nuclei's fibre domain that stays after long disuse
 * @param tauGraceDays τD, days of grace after a session in which little is lost
 * @param nucleiRate kN, writing of myonuclei, per unit of structural drive
 * @param nucleiMax Nmax, most extra myonuclei over untrained, as a fraction
 * @param fibreCeilingUntrained D0, fibre growth that untrained nuclei carry, as a fraction
 * @param fibreCeilingPerNuclei D1, fibre growth that a unit of extra nuclei carries
 * @param fibreRate kF, growth of the fibre towards its ceiling, per unit of structural drive
 * @param fibreAreaRatio rFib, fibre cross-section per whole-muscle size; readout only
 * @param leanMassRatio rLean, lean mass per whole-muscle size; readout only
 * @param strengthSizeExponent β, strength per ln of size
 * @param ageLogSlope λ, how much faster the volatile parts go with age
 * @param tauNucleiDays τN, days in which nuclei fall to 1/e; assumed
 * @param tauTraceDays τT, days in which the trace falls to 1/e; assumed
 * @param structureDoseExponent gF, structural drive = (hard sets / reference)^gF
 * @param motorDoseExponent gM, motor drive = (hard sets / reference)^gM
 * @param referenceHardSets href, hard sets of a session with drive 1
 */
public record Parameters(
        double strengthPerExpression,
        double traceRate,
        double traceOrder,
        double expressionRate,
        double tauExpressionDays,
        double latentTraceShare,
        double tauFibreDays,
        double nuclearFibreShare,
        double tauGraceDays,
        double nucleiRate,
        double nucleiMax,
        double fibreCeilingUntrained,
        double fibreCeilingPerNuclei,
        double fibreRate,
        double fibreAreaRatio,
        double leanMassRatio,
        double strengthSizeExponent,
        double ageLogSlope,
        double tauNucleiDays,
        double tauTraceDays,
        double structureDoseExponent,
        double motorDoseExponent,
        double referenceHardSets) {
    /** The symbols of the published fit, in the order of the components. */
    public static final List<String> SYMBOLS = List.of(
            "A", "kT", "pT", "eta", "tauM", "rho", "tauF", "phi", "tauD", "kN", "Nmax", "D0", "D1", "kF", "rFib",
            "rLean", "beta", "ageL", "tauN", "tauT", "gF", "gM", "href");

    private static final int STRENGTH_PER_EXPRESSION = 0;
    private static final int TAU_EXPRESSION = 4;
    private static final int LATENT_TRACE_SHARE = 5;
    private static final int TAU_FIBRE = 6;
    private static final int NUCLEAR_FIBRE_SHARE = 7;
    private static final int FIBRE_CEILING_UNTRAINED = 11;
    private static final int FIBRE_CEILING_PER_NUCLEI = 12;

    /** Far outside any body, far inside what a double carries through the equations. */
    private static final double VALUE_MAX = 1e9;

    private static final double VALUE_MIN = 1e-12;

    /** ρ and φ are shares of something; at 1 nothing would be volatile. */
    private static final double SHARE_MAX = 0.999;

    /** Fitted to the published studies of studies.csv; τN and τT are assumed. */
    public static final Parameters DEFAULT = new Parameters(
            0.46641599565159003,
            0.034787560722873055,
            1.6805062076866788,
            0.5161535161227646,
            295.9134416863384,
            0.5160590950152752,
            42.03856972025678,
            0.24082230714943936,
            8.542984788298444,
            0.016906102376987947,
            0.5928772482555887,
            0.04035752710499224,
            0.3763633501817492,
            0.16218675760705215,
            2.000137443598959,
            0.7552170793012565,
            0.5683770012183093,
            0.3750833464368039,
            2_922,
            10_957.5,
            0.5,
            0.3,
            3);

    public Parameters {
        double[] values = {
            strengthPerExpression,
            traceRate,
            traceOrder,
            expressionRate,
            tauExpressionDays,
            latentTraceShare,
            tauFibreDays,
            nuclearFibreShare,
            tauGraceDays,
            nucleiRate,
            nucleiMax,
            fibreCeilingUntrained,
            fibreCeilingPerNuclei,
            fibreRate,
            fibreAreaRatio,
            leanMassRatio,
            strengthSizeExponent,
            ageLogSlope,
            tauNucleiDays,
            tauTraceDays,
            structureDoseExponent,
            motorDoseExponent,
            referenceHardSets
        };
        for (int i = 0; i < values.length; i++) {
            double max = i == LATENT_TRACE_SHARE || i == NUCLEAR_FIBRE_SHARE ? SHARE_MAX : VALUE_MAX;
            if (!(values[i] >= VALUE_MIN && values[i] <= max)) {
                throw new InvalidValueException(
                        "parameters." + SYMBOLS.get(i), values[i], "give a number from " + VALUE_MIN + " to " + max);
            }
        }
    }

    /**
     * The parameters of an athlete of that age: the volatile parts go faster with age.
     * Weakly informed: τM and τF × exp(−λ·f), f = clip((age − 40)/30, 0, 1.5).
     */
    public Parameters atAge(double ageYears) {
        double f = Math.clamp((ageYears - 40) / 30, 0, 1.5);
        if (f == 0) {
            return this;
        }
        double faster = StrictMath.exp(-ageLogSlope * f);
        double[] values = values();
        values[TAU_EXPRESSION] *= faster;
        values[TAU_FIBRE] *= faster;
        return of(values);
    }

    /** The same body with another A: how much strength a unit of motor expression is worth to this athlete. */
    public Parameters withStrengthPerExpression(double strengthPerExpression) {
        double[] values = values();
        values[STRENGTH_PER_EXPRESSION] = strengthPerExpression;
        return of(values);
    }

    /** The same body with every size F times {@code scale}: D0 and D1 carry it, nuclei are unchanged. */
    public Parameters withSizeScale(double scale) {
        double[] values = values();
        values[FIBRE_CEILING_UNTRAINED] *= scale;
        values[FIBRE_CEILING_PER_NUCLEI] *= scale;
        return of(values);
    }

    /** The values in the order of {@link #SYMBOLS}. */
    public double[] values() {
        return new double[] {
            strengthPerExpression,
            traceRate,
            traceOrder,
            expressionRate,
            tauExpressionDays,
            latentTraceShare,
            tauFibreDays,
            nuclearFibreShare,
            tauGraceDays,
            nucleiRate,
            nucleiMax,
            fibreCeilingUntrained,
            fibreCeilingPerNuclei,
            fibreRate,
            fibreAreaRatio,
            leanMassRatio,
            strengthSizeExponent,
            ageLogSlope,
            tauNucleiDays,
            tauTraceDays,
            structureDoseExponent,
            motorDoseExponent,
            referenceHardSets
        };
    }

    /**
     * @param values in the order of {@link #SYMBOLS}
     * @throws InvalidValueException for a value that is not a finite number above 0, or a share of 1 or more
     */
    public static Parameters of(double[] values) {
        if (values.length != SYMBOLS.size()) {
            throw new InvalidValueException("values", values.length, "give " + SYMBOLS.size() + " values: " + SYMBOLS);
        }
        return new Parameters(
                values[0],
                values[1],
                values[2],
                values[3],
                values[4],
                values[5],
                values[6],
                values[7],
                values[8],
                values[9],
                values[10],
                values[11],
                values[12],
                values[13],
                values[14],
                values[15],
                values[16],
                values[17],
                values[18],
                values[19],
                values[20],
                values[21],
                values[22]);
    }
}
