package dev.holdfast.level;

import dev.holdfast.model.Parameter;
import dev.holdfast.model.Parameter.Basis;
import dev.holdfast.model.ParameterRecord;
import java.util.List;
import java.util.Map;

/**
 * The constants of the level filter, with the symbols of docs/forecast.md. What is known of each stands at its component;
 * what is fitted was fitted on {@link #FITTED_ON}. Where a range is given it is what two halves of those lifters gave.
 */
public record LevelParameters(
        @Parameter(
                symbol = "q",
                meaning = "how fast the level wanders beside what the model explains: variance gained a day",
                unit = "σ² a day",
                value = 0.13231041065786686,
                low = 0.09,
                high = 0.25,
                basis = Basis.WEAK,
                min = 1e-4,
                max = 5)
        double driftPerDay,

        @Parameter(
                symbol = "wl",
                meaning = "weight of a day below the forecast, against one above it: a light set is a lower bound",
                unit = "1",
                value = 0.21530414593988878,
                basis = Basis.WEAK,
                min = 0.01,
                max = 1)
        double lightDayWeight,

        @Parameter(
                symbol = "kp",
                greek = "κp",
                meaning =
                        "share of the model's change that logged sessions show after a rest; tested maxima show all of it",
                unit = "share",
                value = 0.7480408443934665,
                low = -0.03,
                high = 0.75,
                basis = Basis.WEAK,
                min = -1,
                max = 2)
        double modelShareAfterRest,

        @Parameter(
                symbol = "cw",
                meaning =
                        "how much lighter a first session is chosen after a long rest from everything, beside what was lost",
                unit = "ln kg",
                value = 0.03360964915238289,
                basis = Basis.FITTED,
                min = -0.2,
                max = 0.5)
        double cautionAfterWholeRest,

        @Parameter(
                symbol = "ce",
                meaning = "the same after the exercise alone was left out for long",
                unit = "ln kg",
                value = 0.017107728771144626,
                basis = Basis.FITTED,
                min = -0.2,
                max = 0.5)
        double cautionAfterExerciseLeftOut,

        @Parameter(
                symbol = "tau",
                greek = "τc",
                meaning = "days in which caution grows to 63 % once it has begun",
                unit = "days",
                value = 4.3875803793703545,
                basis = Basis.FITTED,
                min = 0.1,
                max = 365)
        double cautionTauDays,

        @Parameter(
                symbol = "grace",
                meaning = "a rest up to this long makes nobody cautious",
                unit = "days",
                value = 10,
                basis = Basis.CHOSEN,
                min = 0,
                max = 21)
        double cautionGraceDays,

        @Parameter(
                symbol = "v",
                meaning = "how much less is known of the level after a very long rest: variance gained",
                unit = "σ²",
                value = 10.419792371309859,
                basis = Basis.WEAK,
                min = 0,
                max = 500)
        double restVariance,

        @Parameter(
                symbol = "tauV",
                greek = "τv",
                meaning = "days of rest beyond three weeks in which 63 % of that is gained",
                unit = "days",
                value = 60,
                basis = Basis.CHOSEN,
                min = 1,
                max = 1000)
        double restVarianceTauDays,

        @Parameter(
                symbol = "b",
                meaning = "how far the best of the sessions 2 to 6 after a rest lies above their middle",
                unit = "σ",
                value = 0.9731565320008646,
                basis = Basis.FITTED,
                min = -2,
                max = 5)
        double bestOfSessions,

        @Parameter(
                symbol = "rb",
                meaning = "share of caution and return effect that is gone by the sessions 2 to 6",
                unit = "share",
                value = 0.526612344059463,
                basis = Basis.FITTED,
                min = -1,
                max = 2)
        double cautionGone,

        @Parameter(
                symbol = "s0",
                meaning = "σ of an exercise before its own days tell: a day's best around the level",
                unit = "ln kg",
                value = 0.06706526748913112,
                basis = Basis.FITTED,
                min = 0.005,
                max = 1)
        double noiseStart,

        @Parameter(
                symbol = "n0",
                meaning = "as many days of its own outweigh the start value of σ",
                unit = "days",
                value = 8,
                basis = Basis.FITTED,
                min = 1,
                max = 1000)
        double noiseStartWeight,

        @Parameter(
                symbol = "nMax",
                meaning = "σ follows about the last so many days",
                unit = "days",
                value = 30,
                basis = Basis.CHOSEN,
                min = 1,
                max = 1000)
        double noiseWeightMax,

        @Parameter(
                symbol = "sigma2Min",
                meaning = "σ² is never below this: plates come in steps",
                unit = "(ln kg)²",
                value = 4e-4,
                basis = Basis.CHOSEN,
                min = 1e-8,
                max = 1)
        double noiseMin,

        @Parameter(
                symbol = "m4",
                meaning = "what four weeks of training bring beside what the model says",
                unit = "ln kg",
                value = 0.007881625585677782,
                basis = Basis.FITTED,
                min = -0.1,
                max = 0.1)
        double gainFourWeeks,

        @Parameter(
                symbol = "ds",
                meaning = "scale of the ranges, over the filter's own standard deviation",
                unit = "1",
                value = 0.6011296379363553,
                basis = Basis.FITTED,
                min = 0.05,
                max = 5)
        double rangeScale,

        @Parameter(
                symbol = "tu",
                meaning = "SD of what all exercises of one return have in common",
                unit = "ln kg",
                value = 0.07186483690756876,
                basis = Basis.FITTED,
                min = 1e-4,
                max = 1)
        double returnSd,

        @Parameter(
                symbol = "tp",
                meaning = "SD between people of what their returns have in common",
                unit = "ln kg",
                value = 0.04998305224824771,
                basis = Basis.FITTED,
                min = 1e-4,
                max = 1)
        double personSd,

        @Parameter(
                symbol = "bm",
                meaning =
                        "how far above the level lies what a return is measured against; chosen so that medians and quartiles of weeks are those of logs",
                unit = "σ",
                value = 0.4,
                basis = Basis.CHOSEN,
                min = -2,
                max = 5)
        double bestOfMonth,

        @Parameter(
                symbol = "fade",
                meaning = "when the sessions 2 to 6 lie: caution fades by its gone share in so many days of training",
                unit = "days",
                value = 14,
                basis = Basis.CHOSEN,
                min = 1,
                max = 365)
        double cautionFadeDays,

        @Parameter(
                symbol = "nu",
                greek = "ν",
                meaning = "degrees of freedom of a day's best: how robust the filter is",
                unit = "1",
                value = 4,
                basis = Basis.CHOSEN,
                min = 1,
                max = 100)
        double studentFreedom,

        @Parameter(
                symbol = "rest",
                meaning = "from this long on an interval is a rest",
                unit = "days",
                value = 21,
                basis = Basis.CHOSEN,
                min = 14,
                max = 60)
        double restDays,

        @Parameter(
                symbol = "clip",
                meaning = "what one exercise says of a return counts up to here",
                unit = "√S",
                value = 2.5,
                basis = Basis.CHOSEN,
                min = 0.5,
                max = 100)
        double returnClip,

        @Parameter(
                symbol = "clip2",
                meaning = "what one day says of σ² counts up to this square",
                unit = "S",
                value = 9,
                basis = Basis.CHOSEN,
                min = 1,
                max = 1000)
        double noiseClip) {
    private static final ParameterRecord<LevelParameters> RECORD =
            new ParameterRecord<>(LevelParameters.class, "levelParameters");

    /** What the default values were fitted on; never to be reported as a test of them. */
    public static final String FITTED_ON =
            "71 lifters' training logs: exports of Strong, Hevy, FitNotes and Fitbod that were public on 28 November 2026";

    /** What is known of each parameter, in the order of the components. */
    public static final List<Parameter> DEFINITIONS = RECORD.definitions();

    /** The names in code, in the order of the components. */
    public static final List<String> NAMES = RECORD.names();

    /** The values of {@link #DEFINITIONS}. */
    public static final LevelParameters DEFAULT = RECORD.defaults();

    /**
     * These parameters with some replaced, by their names in code or by their symbols.
     *
     * @throws dev.holdfast.event.InvalidValueException naming the parameter, its value and the remedy
     */
    public LevelParameters with(Map<String, ? extends Number> replaced) {
        return RECORD.with(this, replaced);
    }

    /** The values in the order of the components. */
    public double[] values() {
        return RECORD.values(this);
    }

    /**
     * @param values in the order of the components
     * @throws dev.holdfast.event.InvalidValueException for a value outside its bounds
     */
    public static LevelParameters of(double[] values) {
        return RECORD.of(values);
    }

    /** One line {@code name=value} for each parameter in their order, values as Java prints doubles. */
    public String text() {
        return RECORD.text(this);
    }

    /**
     * The defaults with those replaced that {@code text} names in lines {@code name=value}, by their names in code or by
     * their symbols.
     *
     * @throws dev.holdfast.event.InvalidValueException naming the parameter, its value and the remedy
     */
    public static LevelParameters parse(String text) {
        return RECORD.parse(text);
    }
}
