package dev.holdfast.model;

import dev.holdfast.event.InvalidValueException;
import dev.holdfast.model.Parameter.Basis;
import java.util.List;
import java.util.Map;

/** The constants of the two-system model. What is known of each stands at its component. */
public record Parameters(
        @Parameter(
                symbol = "A",
                meaning = "ln strength per unit of motor expression",
                unit = "ln strength per unit of expression",
                value = 0.46641599565159003,
                low = 0.34,
                high = 0.63,
                basis = Basis.FITTED)
        double strengthPerExpression,

        @Parameter(
                symbol = "kT",
                meaning = "writing of the motor trace by a session",
                unit = "per unit of motor drive",
                value = 0.034787560722873055,
                low = 0.019,
                high = 0.064,
                basis = Basis.FITTED)
        double traceRate,

        @Parameter(
                symbol = "pT",
                greek = "p",
                meaning = "how much harder the trace is to write the more there is of it",
                unit = "1",
                value = 1.6805062076866788,
                low = 0.97,
                high = 2.9,
                basis = Basis.PRIOR)
        double traceOrder,

        @Parameter(
                symbol = "eta",
                greek = "η",
                meaning = "return of motor expression to its trace in a session",
                unit = "per unit of motor drive",
                value = 0.5161535161227646,
                low = 0.32,
                high = 0.84,
                basis = Basis.PRIOR)
        double expressionRate,

        @Parameter(
                symbol = "tauM",
                greek = "τM",
                meaning = "days in which volatile expression falls to 1/e",
                unit = "days",
                value = 295.9134416863384,
                low = 207,
                high = 423,
                basis = Basis.FITTED)
        double tauExpressionDays,

        @Parameter(
                symbol = "rho",
                greek = "ρ",
                meaning = "share of the trace that is expressed even after long disuse",
                unit = "share",
                value = 0.5160590950152752,
                low = 0.33,
                high = 0.8,
                basis = Basis.WEAK,
                max = Parameters.SHARE_MAX)
        double latentTraceShare,

        @Parameter(
                symbol = "tauF",
                greek = "τF",
                meaning = "days in which volatile fibre size falls to 1/e",
                unit = "days",
                value = 42.03856972025678,
                low = 23,
                high = 77,
                basis = Basis.FITTED)
        double tauFibreDays,

        @Parameter(
                symbol = "phi",
                greek = "φ",
                meaning = "share of the nuclei's fibre domain that stays after long disuse",
                unit = "share",
                value = 0.24082230714943936,
                low = 0.1,
                high = 0.56,
                basis = Basis.WEAK,
                max = Parameters.SHARE_MAX)
        double nuclearFibreShare,

        @Parameter(
                symbol = "tauD",
                greek = "τD",
                meaning = "days of grace after a session in which little is lost",
                unit = "days",
                value = 8.542984788298444,
                low = 5,
                high = 15,
                basis = Basis.PRIOR)
        double tauGraceDays,

        @Parameter(
                symbol = "kN",
                meaning = "writing of myonuclei by a session",
                unit = "per unit of structural drive",
                value = 0.016906102376987947,
                low = 0.009,
                high = 0.03,
                basis = Basis.FITTED)
        double nucleiRate,

        @Parameter(
                symbol = "Nmax",
                meaning = "most extra myonuclei over untrained",
                unit = "fraction over untrained",
                value = 0.5928772482555887,
                low = 0.41,
                high = 0.86,
                basis = Basis.FITTED)
        double nucleiMax,

        @Parameter(
                symbol = "D0",
                meaning = "fibre growth that untrained nuclei carry",
                unit = "fraction over untrained",
                value = 0.04035752710499224,
                low = 0.02,
                high = 0.08,
                basis = Basis.FITTED)
        double fibreCeilingUntrained,

        @Parameter(
                symbol = "D1",
                meaning = "fibre growth that a unit of extra nuclei carries",
                unit = "per unit of extra nuclei",
                value = 0.3763633501817492,
                low = 0.25,
                high = 0.57,
                basis = Basis.FITTED)
        double fibreCeilingPerNuclei,

        @Parameter(
                symbol = "kF",
                meaning = "growth of the fibre towards its ceiling in a session",
                unit = "per unit of structural drive",
                value = 0.16218675760705215,
                low = 0.08,
                high = 0.32,
                basis = Basis.WEAK)
        double fibreRate,

        @Parameter(
                symbol = "rFib",
                meaning = "fibre cross-section per whole-muscle size; readout only",
                unit = "1",
                value = 2.000137443598959,
                basis = Basis.CHOSEN)
        double fibreAreaRatio,

        @Parameter(
                symbol = "rLean",
                meaning = "lean mass per whole-muscle size; readout only",
                unit = "1",
                value = 0.7552170793012565,
                basis = Basis.CHOSEN)
        double leanMassRatio,

        @Parameter(
                symbol = "beta",
                greek = "β",
                meaning = "strength per ln of size",
                unit = "ln strength per ln size",
                value = 0.5683770012183093,
                low = 0.37,
                high = 0.88,
                basis = Basis.WEAK)
        double strengthSizeExponent,

        @Parameter(
                symbol = "ageL",
                greek = "λ",
                meaning = "how much faster the volatile parts go with age",
                unit = "1",
                value = 0.3750833464368039,
                basis = Basis.WEAK)
        double ageLogSlope,

        @Parameter(
                symbol = "tauN",
                greek = "τN",
                meaning = "days in which nuclei fall to 1/e; permanence in humans is contested",
                unit = "days",
                value = 2_922,
                low = 550,
                high = 18000,
                basis = Basis.ASSUMED)
        double tauNucleiDays,

        @Parameter(
                symbol = "tauT",
                greek = "τT",
                meaning = "days in which the trace falls to 1/e",
                unit = "days",
                value = 10_957.5,
                low = 3650,
                high = 36500,
                basis = Basis.ASSUMED)
        double tauTraceDays,

        @Parameter(
                symbol = "gF",
                meaning = "structural drive = (hard sets / reference)^gF",
                unit = "1",
                value = 0.5,
                basis = Basis.CHOSEN)
        double structureDoseExponent,

        @Parameter(
                symbol = "gM",
                meaning = "motor drive = (hard sets / reference)^gM",
                unit = "1",
                value = 0.3,
                basis = Basis.CHOSEN)
        double motorDoseExponent,

        @Parameter(
                symbol = "href",
                meaning = "hard sets of a session with drive 1",
                unit = "hard sets",
                value = 3,
                basis = Basis.CHOSEN)
        double referenceHardSets) {
    /** ρ and φ are shares of something; at 1 nothing would be volatile. */
    static final double SHARE_MAX = 0.999;

    private static final ParameterRecord<Parameters> RECORD = new ParameterRecord<>(Parameters.class, "parameters");

    /** What is known of each parameter, in the order of the components. */
    public static final List<Parameter> DEFINITIONS = RECORD.definitions();

    /** The names in code, in the order of the components. */
    public static final List<String> NAMES = RECORD.names();

    /** The symbols in plain letters, in the order of the components. */
    public static final List<String> SYMBOLS =
            DEFINITIONS.stream().map(Parameter::symbol).toList();

    private static final int STRENGTH_PER_EXPRESSION = NAMES.indexOf("strengthPerExpression");
    private static final int TAU_EXPRESSION = NAMES.indexOf("tauExpressionDays");
    private static final int TAU_FIBRE = NAMES.indexOf("tauFibreDays");
    private static final int FIBRE_CEILING_UNTRAINED = NAMES.indexOf("fibreCeilingUntrained");
    private static final int FIBRE_CEILING_PER_NUCLEI = NAMES.indexOf("fibreCeilingPerNuclei");

    /** The values of {@link #DEFINITIONS}. */
    public static final Parameters DEFAULT = RECORD.defaults();

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

    /**
     * These parameters with some replaced, by their names in code or by their symbols.
     *
     * @throws InvalidValueException naming the parameter, its value and the remedy
     */
    public Parameters with(Map<String, ? extends Number> replaced) {
        return RECORD.with(this, replaced);
    }

    /** The values in the order of the components. */
    public double[] values() {
        return RECORD.values(this);
    }

    /**
     * @param values in the order of the components
     * @throws InvalidValueException for a value that is not a finite number above 0, or a share of 1 or more
     */
    public static Parameters of(double[] values) {
        return RECORD.of(values);
    }

    static Parameters parse(String text) {
        return RECORD.parse(text);
    }

    String text() {
        return RECORD.text(this);
    }
}
