package dev.holdfast.level;

/**
 * The weeks of a return, from the filter: session by session, what is not yet back, where its strength lies, and how much
 * of it shows the old level that day.
 *
 * <p>Method: the true level is spread over a grid of {@value #NODES} places. Between sessions it wanders as in the filter,
 * and what a session shows lies around it as a day's best does (Student's t with four degrees, as the ranges have it); what
 * reaches the target leaves the grid. More places change no share by 0.002.
 */
final class ReturnPath {
    static final int DAYS = 16 * 7;

    private static final int NODES = 81;
    private static final double HALF_WIDTH_SD = 5;

    /** 98 % of the old level counts as back, as everywhere in Holdfast. */
    private static final double RECOVERED_LOG = StrictMath.log(.98);

    /** Sessions closer than this say little more than one. */
    private static final double GAP_DAYS_MIN = 2;

    private static final double GAP_DAYS_UNKNOWN = 3.5;

    private ReturnPath() {}

    /**
     * @param first what the first session is expected to be, on {@code day}
     * @param plan of training from that day on
     */
    static ReturnShares of(Level level, Prediction first, HabitPlan plan, int day, LevelParameters p) {
        double[] shares = byDay(level, first, plan, day, p);
        return new ReturnShares(shares[0], shares[14], shares[28], shares[56], shares[DAYS]);
    }

    /** Share that is back by the end of each day of training, from the first session's day to that 16 weeks on. */
    static double[] byDay(Level level, Prediction first, HabitPlan plan, int day, LevelParameters p) {
        double gapDays = plan.gapDays() == 0 ? GAP_DAYS_UNKNOWN : Math.max(plan.gapDays(), GAP_DAYS_MIN);
        double scale = p.rangeScale();
        double noise = scale * Math.sqrt(level.noise);
        double start = scale * Math.sqrt(first.levelVariance);
        double wander = scale * Math.sqrt(p.driftPerDay() * gapDays * level.noise);
        int sessions = (int) (DAYS / gapDays) + 1;
        double target = p.bestOfMonth() * Math.sqrt(level.noise) + RECOVERED_LOG;

        double half = HALF_WIDTH_SD * Math.sqrt(start * start + sessions * wander * wander);
        double step = 2 * half / (NODES - 1);
        double[] kernel = kernel(step / wander);
        double[] left = start(half, step, start);
        double[] moved = new double[NODES];
        double[] shares = new double[DAYS + 1];
        double back = 0;
        for (int session = 0; session < sessions; session++) {
            double days = session * gapDays;
            if (session > 0) {
                wander(left, kernel, moved);
                double[] before = left;
                left = moved;
                moved = before;
            }
            double middle = middle(level, first, plan, day, days, p);
            for (int i = 0; i < NODES; i++) {
                double hit = 1 - studentBelow((target - middle + half - i * step) / noise);
                back += left[i] * hit;
                left[i] *= 1 - hit;
            }
            for (int d = (int) Math.ceil(days); d <= DAYS; d++) {
                shares[d] = back;
            }
        }
        return shares;
    }

    /** Where the level is expected after that many days of training, over where it was before the rest; ln kg. */
    private static double middle(
            Level level, Prediction first, HabitPlan plan, int day, double days, LevelParameters p) {
        double change = plan.logStrength(day + (int) Math.round(days)) - level.logStrength;
        double stays = StrictMath.exp(StrictMath.log(1 - Math.min(p.cautionGone(), .999)) * days / p.cautionFadeDays());
        return p.modelShareAfterRest() * change
                + (first.effect - first.caution) * stays
                + p.gainFourWeeks() * days / LevelFilter.FOUR_WEEKS_DAYS;
    }

    private static double[] start(double half, double step, double scale) {
        double[] share = new double[NODES];
        double below = 0;
        for (int i = 0; i < NODES; i++) {
            double next = i == NODES - 1 ? 1 : studentBelow((-half + (i + .5) * step) / scale);
            share[i] = next - below;
            below = next;
        }
        return share;
    }

    /** Normal weights of moving so many places. */
    private static double[] kernel(double stepSd) {
        double[] weight = new double[NODES];
        double sum = 0;
        for (int i = 0; i < NODES; i++) {
            double sd = i * stepSd;
            weight[i] = StrictMath.exp(-sd * sd / 2);
            sum += i == 0 ? weight[i] : 2 * weight[i];
        }
        for (int i = 0; i < NODES; i++) {
            weight[i] /= sum;
        }
        return weight;
    }

    /** What would leave the grid at an end stays at it. */
    private static void wander(double[] from, double[] kernel, double[] to) {
        double sum = 0;
        double arrived = 0;
        for (int j = 0; j < NODES; j++) {
            double share = 0;
            for (int i = 0; i < NODES; i++) {
                share += from[i] * kernel[Math.abs(i - j)];
            }
            to[j] = share;
            sum += from[j];
            arrived += share;
        }
        to[0] += Math.max(sum - arrived, 0);
    }

    /** Student's t with four degrees of freedom: the share below {@code t}. */
    static double studentBelow(double t) {
        double r = t / Math.sqrt(4 + t * t);
        return .5 + r * (3 - r * r) / 4;
    }
}
