package dev.holdfast.query.outlook;

import dev.holdfast.catalogue.Movement;
import dev.holdfast.model.Parameters;
import dev.holdfast.outlook.BodyState;
import dev.holdfast.outlook.ReturnOutlook;
import dev.holdfast.outlook.TrainingPlan;
import dev.holdfast.query.life.Life;
import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.BodyAt;
import dev.holdfast.uncertainty.Basis;
import dev.holdfast.uncertainty.Evidence;
import dev.holdfast.uncertainty.ParameterDraws;
import dev.holdfast.uncertainty.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A return week by week, lived by many bodies that the studies allow, each beside its own first-timer.
 *
 * <p>The share of the previous best is the geometric mean over the movements, none counted above its best.
 *
 * @param weeksToReturn weeks of the plan to 98 % of the previous best; {@value ReturnOutlook#SEARCH_WEEKS_MAX} means at
 *     least that
 * @param headStartWeeks first-timer minus return, ≥ 0
 * @param weeks from week 0 on
 */
public record ReturnCurve(Range weeksToReturn, Range weeksForFirstTimer, Range headStartWeeks, List<Week> weeks) {
    /** Ends of a 90 % range settle to about a sixth with this many, within the time that a page may take. */
    public static final int DRAWS = 40;

    /** A curve that is long back stops here; the first-timer's slow end is in its own range. */
    private static final int WEEKS_SHOWN_MAX = 52;

    private static final int WEEKS_SHOWN_MIN = 8;
    private static final double HOURS_PER_DAY = 24;

    /** @param parameters that it goes on by, with the athlete's age in them */
    private record Body(BodyState state, Parameters parameters) {}

    /** Shares of the previous best at the end of that week. */
    public record Week(int week, Range returner, Range firstTimer) {}

    /**
     * Of the life as each of the bodies would have lived it.
     *
     * @param movement null for the whole body
     * @param widening factor on every standard deviation: 1 for logged history, {@link Evidence#REPORTED_HISTORY_WIDENING}
     *     for reported history
     * @return null where no movement was trained by then
     */
    public static @Nullable ReturnCurve of(
            Life life,
            Instant at,
            AthleteFold serving,
            @Nullable Movement movement,
            TrainingPlan plan,
            long seed,
            double widening) {
        // As they are before the athlete's age is put into them, which each fold does.
        Parameters around = serving.parameters();
        double pauseDays = pauseDays(life, at);
        List<Parameters> bodies = ParameterDraws.draw(around, DRAWS, seed, widening);
        Random random = new Random(seed ^ 0x5DEECE66DL);
        double[] back = new double[DRAWS];
        double[] first = new double[DRAWS];
        double[] ahead = new double[DRAWS];
        double[][] returner = new double[DRAWS][];
        double[][] firstTimer = new double[DRAWS][];
        for (int i = 0; i < DRAWS; i++) {
            Body body = body(life, at, bodies.get(i), serving, movement);
            if (body == null) {
                return null;
            }
            BodyState state = body.state();
            Parameters p = body.parameters();
            ReturnOutlook outlook = ReturnOutlook.forBody(state, plan, p);
            double error = StrictMath.exp(widening * Evidence.RETURN_WEEKS_LOG_SD * random.nextGaussian());
            back[i] = weeks(outlook.weeksToReturn(), error);
            first[i] = weeks(outlook.weeksForFirstTimer(), error);
            ahead[i] = Math.max(first[i] - back[i], 0);
            returner[i] = shares(state, plan, p);
            firstTimer[i] = shares(state.withoutLatentSurplus(p), plan, p);
        }
        Basis basis = Evidence.forStrength(pauseDays, false);
        Range weeksForFirstTimer = Range.of(first, basis);
        int shown = Math.clamp((int) Math.ceil(1.2 * weeksForFirstTimer.median()), WEEKS_SHOWN_MIN, WEEKS_SHOWN_MAX);
        List<Week> weeks = new ArrayList<>(shown + 1);
        for (int week = 0; week <= shown; week++) {
            weeks.add(new Week(week, column(returner, week, basis), column(firstTimer, week, basis)));
        }
        return new ReturnCurve(Range.of(back, basis), weeksForFirstTimer, Range.of(ahead, basis), weeks);
    }

    private static @Nullable Body body(
            Life life, Instant at, Parameters parameters, AthleteFold serving, @Nullable Movement movement) {
        AthleteFold drawn = new AthleteFold(parameters, serving.catalogue(), serving.pausePolicyDays());
        BodyAt body = life.at(at, drawn);
        BodyState all = BodyState.of(body, drawn);
        if (all == null || movement == null) {
            return all == null ? null : new Body(all, body.parameters());
        }
        for (int i = 0; i < body.movements().size(); i++) {
            if (body.movements().get(i).movement() == movement) {
                return new Body(
                        new BodyState(all.groups(), List.of(all.movements().get(i))), body.parameters());
            }
        }
        return null;
    }

    /** Days since the last session. */
    private static double pauseDays(Life life, Instant at) {
        return life.sessions().stream()
                .filter(session -> !session.isAfter(at))
                .max(Comparator.naturalOrder())
                .map(last -> Duration.between(last, at).toHours() / HOURS_PER_DAY)
                .orElse(0.0);
    }

    /** A plan that does not lead back within the search does not for an error in the weeks either. */
    private static double weeks(OptionalDouble weeks, double error) {
        return weeks.isEmpty()
                ? ReturnOutlook.SEARCH_WEEKS_MAX
                : Math.min(weeks.getAsDouble() * error, ReturnOutlook.SEARCH_WEEKS_MAX);
    }

    private static Range column(double[][] draws, int week, Basis basis) {
        double[] values = new double[draws.length];
        for (int i = 0; i < draws.length; i++) {
            values[i] = draws[i][week];
        }
        return Range.of(values, basis);
    }

    /** Share of the best today and after each week of the plan; the first session is today. */
    private static double[] shares(BodyState from, TrainingPlan plan, Parameters p) {
        double[] shares = new double[WEEKS_SHOWN_MAX + 1];
        BodyState body = from;
        shares[0] = share(body, p);
        int sessions = 0;
        for (int week = 1; week <= WEEKS_SHOWN_MAX; week++) {
            for (; sessions < Math.round(week * plan.sessionsPerWeek()); sessions++) {
                body = (sessions == 0 ? body : body.advance(plan.gapDays(), p)).train(plan.hardSets(), p);
            }
            shares[week] = share(body, p);
        }
        return shares;
    }

    private static double share(BodyState body, Parameters p) {
        double sum = 0;
        for (int i = 0; i < body.movements().size(); i++) {
            double best = body.movements().get(i).peakStrengthRatio();
            sum += Math.min(StrictMath.log(body.strengthRatio(i, p) / best), 0);
        }
        return StrictMath.exp(sum / body.movements().size());
    }
}
