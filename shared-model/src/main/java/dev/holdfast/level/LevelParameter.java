package dev.holdfast.level;

/**
 * Each constant of the level filter, as data: what it is called, what it means and where its value is from. The symbols are
 * those of docs/forecast.md.
 */
public enum LevelParameter {
    DRIFT_PER_DAY(
            "q",
            .13231041065786686,
            "σ² a day",
            "How fast the level wanders beside what the model explains: variance gained a day, in units of σ².",
            Basis.FITTED,
            1e-4,
            5),
    LIGHT_DAY_WEIGHT(
            "wl",
            .21530414593988878,
            "–",
            "Weight of a day below the forecast, against one above it: a light set is a lower bound.",
            Basis.FITTED,
            .01,
            1),
    MODEL_SHARE_AFTER_REST(
            "kp",
            .7480408443934665,
            "–",
            "Share of the model's change that logged sessions show after a rest; tested maxima show all of it.",
            Basis.FITTED,
            -1,
            2),
    CAUTION_AFTER_WHOLE_REST(
            "cw",
            .03360964915238289,
            "ln kg",
            "How much lighter a first session is chosen after a long rest from everything, beside what was lost.",
            Basis.FITTED,
            -.2,
            .5),
    CAUTION_AFTER_EXERCISE_LEFT_OUT(
            "ce",
            .017107728771144626,
            "ln kg",
            "The same after the exercise alone was left out for long.",
            Basis.FITTED,
            -.2,
            .5),
    CAUTION_TAU_DAYS(
            "tau",
            4.3875803793703545,
            "d",
            "Days in which caution grows to 63 % once it has begun.",
            Basis.FITTED,
            .1,
            365),
    CAUTION_GRACE_DAYS("grace", 10, "d", "A rest up to this long makes nobody cautious.", Basis.CHOSEN, 0, 21),
    REST_VARIANCE(
            "v",
            10.419792371309859,
            "σ²",
            "How much less is known of the level after a very long rest: variance gained, in units of σ².",
            Basis.FITTED,
            0,
            500),
    REST_VARIANCE_TAU_DAYS("tau_v", 60, "d", "Days of rest in which 63 % of that is gained.", Basis.CHOSEN, 1, 1_000),
    BEST_OF_SESSIONS(
            "b",
            .9731565320008646,
            "σ",
            "How far the best of the sessions 2 to 6 after a rest lies above their middle.",
            Basis.FITTED,
            -2,
            5),
    CAUTION_GONE(
            "rb",
            .526612344059463,
            "–",
            "Share of caution and return effect that is gone by the sessions 2 to 6.",
            Basis.FITTED,
            -1,
            2),
    NOISE_START(
            "s0",
            .06706526748913112,
            "ln kg",
            "σ of an exercise before its own sessions tell: a day's best around the level.",
            Basis.FITTED,
            .005,
            1),
    NOISE_START_WEIGHT(
            "n0", 8, "days", "As many days of its own outweigh the start value of σ.", Basis.FITTED, 1, 1_000),
    NOISE_WEIGHT_MAX("nMax", 30, "days", "σ follows about the last so many days.", Basis.CHOSEN, 1, 1_000),
    NOISE_MIN("sigma2Min", 4e-4, "(ln kg)²", "σ² is never below this: plates come in steps.", Basis.CHOSEN, 1e-8, 1),
    GAIN_FOUR_WEEKS(
            "m4",
            .007881625585677782,
            "ln kg",
            "What four weeks of training bring beside what the model says.",
            Basis.FITTED,
            -.1,
            .1),
    RANGE_SCALE(
            "ds",
            .6011296379363553,
            "–",
            "Scale of the ranges, over the filter's own standard deviation.",
            Basis.FITTED,
            .05,
            5),
    RETURN_SD(
            "tu",
            .07186483690756876,
            "ln kg",
            "SD of what all exercises of one return have in common.",
            Basis.FITTED,
            1e-4,
            1),
    PERSON_SD(
            "tp",
            .04998305224824771,
            "ln kg",
            "SD between people of what their returns have in common.",
            Basis.FITTED,
            1e-4,
            1),
    BEST_OF_MONTH(
            "bm",
            .7,
            "σ",
            "How far the best day of the month before a rest lies above the level: what a return is measured against.",
            Basis.CHOSEN,
            -2,
            5),
    CAUTION_FADE_DAYS(
            "fade",
            14,
            "d",
            "When the sessions 2 to 6 lie: caution fades by its gone share in so many days of training.",
            Basis.CHOSEN,
            1,
            365),
    STUDENT_FREEDOM(
            "nu", 4, "–", "Degrees of freedom of a day's best: how robust the filter is.", Basis.CHOSEN, 1, 100),
    REST_DAYS("rest", 21, "d", "From this long on an interval is a rest.", Basis.CHOSEN, 21, 21),
    RETURN_CLIP("clip", 2.5, "√S", "What one exercise says of a return counts up to here.", Basis.CHOSEN, .5, 100),
    NOISE_CLIP("clip2", 9, "S", "What one day says of σ² counts up to this square.", Basis.CHOSEN, 1, 1_000);

    /** What a value rests on. */
    public enum Basis {
        /** Estimated on training logs, see {@link LevelParameter#FITTED_ON}. */
        FITTED,
        /** Set by hand before the fit. */
        CHOSEN
    }

    /** What the default values were fitted on; never to be reported as a test of them. */
    public static final String FITTED_ON =
            "71 lifters' training logs, exports of Strong, Hevy, FitNotes and Fitbod found in public repositories on"
                    + " 28 November 2026. Any log that was public then may be among them";

    private final String symbol;
    private final double defaultValue;
    private final String unit;
    private final String meaning;
    private final Basis basis;
    private final double min;
    private final double max;

    LevelParameter(
            String symbol, double defaultValue, String unit, String meaning, Basis basis, double min, double max) {
        this.symbol = symbol;
        this.defaultValue = defaultValue;
        this.unit = unit;
        this.meaning = meaning;
        this.basis = basis;
        this.min = min;
        this.max = max;
    }

    public String symbol() {
        return symbol;
    }

    /** The value that Holdfast ships. */
    public double defaultValue() {
        return defaultValue;
    }

    public String unit() {
        return unit;
    }

    public String meaning() {
        return meaning;
    }

    public Basis basis() {
        return basis;
    }

    /** Where the value is from, in words. */
    public String source() {
        return basis == Basis.FITTED ? FITTED_ON : "docs/forecast.md: chosen before the fit";
    }

    /** The smallest value that is taken. */
    public double min() {
        return min;
    }

    /** The largest value that is taken. */
    public double max() {
        return max;
    }
}
