package dev.holdfast.research.forecast;

/** Who forecasts. */
public enum Contender {
    LAST_VALUE("last value", true),
    MEDIAN_OF_THREE("median of three", true),
    BEST_OF_THIRTY_DAYS("best of 30 days", true),
    ONE_EXPONENTIAL("one exponential of the gain, 403 d", true),
    FLAT_DROP("filter, one flat drop of 6 %, no model", false),
    PERSONAL_FIT("model with personal S0 and A, as it was", false),
    LEVEL_BEFOREHAND("level and model, from before the return", false),
    LEVEL("level and model, as shipped", false);

    private final String label;
    private final boolean baseline;

    Contender(String label, boolean baseline) {
        this.label = label;
        this.baseline = baseline;
    }

    public String label() {
        return label;
    }

    /** Whether it is among those that the best baseline is taken of. */
    public boolean isBaseline() {
        return baseline;
    }

    /** Whether it gives ranges. */
    public boolean hasRanges() {
        return this == LEVEL || this == LEVEL_BEFOREHAND;
    }
}
