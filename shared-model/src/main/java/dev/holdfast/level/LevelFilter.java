package dev.holdfast.level;

/**
 * The level of one exercise, followed day by day. Pure functions over {@link Level}; StrictMath only, so the same days give
 * the same bits everywhere.
 *
 * <p>Method: a scalar Kalman filter whose noise is Student's t (robust weights) and heavier downwards, since a set that was
 * not to failure is a lower bound. Between two days the model's change moves the level; after a rest only a share of it
 * counts, and caution and the return's own effect come on top. Symbols as in docs/forecast.md.
 */
public final class LevelFilter {
    /** 90 % of Student's t with four degrees of freedom lie below this. */
    static final double STUDENT_90 = 1.533;

    private LevelFilter() {}

    /** The first day of an exercise: its best as the level, and as unsure as a single day is. */
    public static void begin(Level level, int day, double seenLog, double logStrength, LevelParameters p) {
        double start = p.noiseStart();
        level.log = seenLog;
        level.variance = start * start;
        level.noise = start * start;
        level.noiseWeight = p.noiseStartWeight();
        level.day = day;
        level.logStrength = logStrength;
        level.days = 1;
    }

    /**
     * What to expect on {@code day}, before it.
     *
     * @param level seen before that day
     * @param day a training day that {@code returns} has begun
     * @param logStrength z, the model's ln(S/S0) on that morning
     */
    public static void predict(
            Level level, int day, double logStrength, Returns returns, LevelParameters p, Prediction to) {
        predict(level, day, logStrength, returns, false, p, to);
    }

    /**
     * The same with the choice what the day's return tells.
     *
     * @param beforehand leave out what other exercises have shown since that return
     */
    public static void predict(
            Level level,
            int day,
            double logStrength,
            Returns returns,
            boolean beforehand,
            LevelParameters p,
            Prediction to) {
        int days = day - level.day;
        double change = logStrength - level.logStrength;
        double rest = p.restDays();
        double drift = p.driftPerDay();
        to.afterRest = days >= rest;
        to.returnIndex = Prediction.NONE;
        to.caution = 0;
        to.effect = 0;
        if (to.afterRest) {
            int index = returns.longestSince(level.day);
            if (index == Prediction.NONE) {
                to.caution = p.cautionAfterExerciseLeftOut() * cautious(days, p);
            } else {
                to.returnIndex = index;
                to.caution = p.cautionAfterWholeRest() * cautious(returns.restDays(index), p);
                to.effect = returns.effect(index, beforehand, p);
            }
            double unseen = 1 - StrictMath.exp(-(days - rest) / p.restVarianceTauDays());
            to.modelChange = p.modelShareAfterRest() * change;
            to.levelVariance = level.variance + level.noise * (drift * rest + p.restVariance() * unseen);
        } else {
            to.modelChange = change;
            to.levelVariance = level.variance + level.noise * drift * days;
        }
        to.median = level.log + to.modelChange - to.caution + to.effect;
        to.variance = to.levelVariance + level.noise;
    }

    /** Share of the full caution after that many days. */
    private static double cautious(int days, LevelParameters p) {
        double over = days - p.cautionGraceDays();
        return 1 - StrictMath.exp(-over / p.cautionTauDays());
    }

    /**
     * The day was seen. After a return it also tells {@code returns}, for which it counts from the next day on.
     *
     * @param seenLog y, ln of the day's best e1RM in kg
     * @param logStrength as it was predicted with
     * @param before {@link #predict} of that day
     */
    public static void update(
            Level level,
            int day,
            double seenLog,
            double logStrength,
            Prediction before,
            Returns returns,
            LevelParameters p) {
        double miss = seenLog - before.median;
        double square = miss * miss;
        if (before.returnIndex != Prediction.NONE) {
            double limit = p.returnClip() * Math.sqrt(before.variance);
            returns.show(before.returnIndex, Math.clamp(miss + before.effect, -limit, limit), before.variance);
        }
        double gain = before.levelVariance / (before.levelVariance + level.noise / weight(miss, before.variance, p));
        level.log = (before.afterRest ? afterFirstSession(level, before, p) : before.median) + gain * miss;
        level.variance = (1 - gain) * before.levelVariance;
        if (!before.afterRest) {
            double seen = Math.min(square, p.noiseClip() * before.variance) * level.noise / before.variance;
            level.noiseWeight = Math.min(level.noiseWeight + 1, p.noiseWeightMax());
            level.noise = Math.max(level.noise + (seen - level.noise) / level.noiseWeight, p.noiseMin());
        }
        level.day = day;
        level.logStrength = logStrength;
        level.days++;
    }

    /** w: how much a day counts that missed the forecast by that much; from 1.25 for none down to nothing. */
    static double weight(double miss, double variance, LevelParameters p) {
        double freedom = p.studentFreedom();
        double weight = (freedom + 1) / (freedom + miss * miss / variance);
        return miss < 0 ? weight * p.lightDayWeight() : weight;
    }

    /** Once somebody is back, part of caution and effect is gone. */
    private static double afterFirstSession(Level level, Prediction first, LevelParameters p) {
        return level.log + first.modelChange + (first.effect - first.caution) * (1 - p.cautionGone());
    }

    // Forecasts, ln kg -----------------------------------------------------------------------------------------------

    /**
     * The best of the sessions 2 to 6 after a rest.
     *
     * @param first what the first session is expected to be
     * @param logStrength z on the morning of the middle one of them
     */
    public static double bestOfNextSessions(Level level, Prediction first, double logStrength, LevelParameters p) {
        return level.log
                + p.modelShareAfterRest() * (logStrength - level.logStrength)
                + (first.effect - first.caution) * (1 - p.cautionGone())
                + p.bestOfSessions() * Math.sqrt(level.noise);
    }

    /**
     * A session four weeks on, when training goes on.
     *
     * @param logStrength z on that morning
     */
    public static double fourWeeksOn(Level level, double logStrength, LevelParameters p) {
        return level.log + logStrength - level.logStrength + p.gainFourWeeks();
    }

    /** S of {@link #fourWeeksOn}. */
    public static double fourWeeksVariance(Level level, LevelParameters p) {
        return level.variance + FOUR_WEEKS_DAYS * p.driftPerDay() * level.noise + level.noise;
    }

    static final int FOUR_WEEKS_DAYS = 28;

    /**
     * A tested one-repetition maximum: the whole of the model's change, and no caution.
     *
     * @param now what a session of that day is expected to be
     * @param logStrength z on that morning
     */
    public static double testedMaximum(Level level, Prediction now, double logStrength) {
        return level.log + logStrength - level.logStrength + now.effect;
    }

    /** Half of the range that holds 80 %, around a median in ln kg. */
    public static double halfWidth80(double variance, LevelParameters p) {
        return STUDENT_90 * p.rangeScale() * Math.sqrt(variance);
    }
}
