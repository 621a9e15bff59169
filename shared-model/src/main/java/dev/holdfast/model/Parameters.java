package dev.holdfast.model;

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
        return new Parameters(
                strengthPerExpression,
                traceRate,
                traceOrder,
                expressionRate,
                tauExpressionDays * faster,
                latentTraceShare,
                tauFibreDays * faster,
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
                referenceHardSets);
    }
}
