package dev.holdfast.level;

/** Hears of every day of an exercise that the fold takes. */
@FunctionalInterface
public interface LevelListener {
    LevelListener NONE = (exercise, day, seenLog, logStrength) -> {};

    /**
     * @param exercise its name
     * @param day since 1970-01-01
     * @param seenLog y, ln of the day's best e1RM in kg
     * @param logStrength z, the model's ln(S/S0) on that morning
     */
    void seen(String exercise, int day, double seenLog, double logStrength);
}
