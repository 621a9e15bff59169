package dev.holdfast.level;

/**
 * What the filter expects of one exercise on a day, before anything of that day is seen. Mutable and used again, so that a
 * fold allocates nothing; valid until the next {@link LevelFilter#predict} into it.
 */
public final class Prediction {
    /** In place of a return. */
    public static final int NONE = -1;

    boolean afterRest;
    int returnIndex;
    double modelChange;
    double caution;
    double effect;
    double levelVariance;
    double variance;
    double median;

    /** The exercise was not seen for {@link LevelParameters#restDays} or longer. */
    public boolean isAfterRest() {
        return afterRest;
    }

    /** The athlete rested from everything in that time: place of the return in {@link Returns}, or {@link #NONE}. */
    public int returnIndex() {
        return returnIndex;
    }

    /** The model's change since the exercise was seen, as far as it counts; ln kg. */
    public double modelChange() {
        return modelChange;
    }

    /** How much lighter the session is chosen than it need be; ln kg. */
    public double caution() {
        return caution;
    }

    /** What this return has beside the rest of them; ln kg. */
    public double effect() {
        return effect;
    }

    /** m, ln kg. */
    public double median() {
        return median;
    }

    /** V, variance of the level. */
    public double levelVariance() {
        return levelVariance;
    }

    /** S, variance of what will be seen. */
    public double variance() {
        return variance;
    }
}
