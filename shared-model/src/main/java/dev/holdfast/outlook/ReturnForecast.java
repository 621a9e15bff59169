package dev.holdfast.outlook;

import dev.holdfast.model.Parameters;
import dev.holdfast.uncertainty.Basis;
import dev.holdfast.uncertainty.Evidence;
import dev.holdfast.uncertainty.ParameterDraws;
import dev.holdfast.uncertainty.Range;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Function;

/**
 * A return with its ranges: the same history and plan lived by many bodies that the studies allow.
 *
 * <p>Each draw replays the history under its own parameters, so what is known of the past and of the future vary
 * together; each answer in weeks then carries the model's own error ({@link Evidence#RETURN_WEEKS_LOG_SD}).
 *
 * @param weeksToReturn weeks of the plan to 98 % of the previous best; {@value ReturnOutlook#SEARCH_WEEKS_MAX} means at
 *     least that
 * @param weeksForFirstTimer the same for the first-timer who looks the same; the bound as above
 * @param headStartWeeks first-timer minus return
 * @param daysAboveHalf days from now until the head start falls under 50 % of its largest;
 *     {@value ReturnWindow#HORIZON_DAYS} means at least that
 * @param daysAboveFifth the same for 20 %
 */
public record ReturnForecast(
        Range weeksToReturn,
        Range weeksForFirstTimer,
        Range headStartWeeks,
        Range daysAboveHalf,
        Range daysAboveFifth) {
    /**
     * @param history the body under given parameters: refolds the athlete's log, or ignores them when there is only a state
     * @param pauseDays days since the last effective session
     * @param calibrated the centre was fitted to the athlete's own tests
     * @param widening factor on every standard deviation: 1 for logged history, {@link Evidence#TOLD_HISTORY_WIDENING} for
     *     told history
     * @param draws how many bodies; 100 settle the ends of a range to about a tenth
     */
    public static ReturnForecast of(
            Function<Parameters, BodyState> history,
            TrainingPlan plan,
            double pauseDays,
            Parameters around,
            boolean calibrated,
            int draws,
            long seed,
            double widening) {
        List<Parameters> bodies = ParameterDraws.draw(around, draws, seed, widening);
        Random random = new Random(seed ^ 0x9E3779B97F4A7C15L);
        double[] back = new double[draws];
        double[] first = new double[draws];
        double[] ahead = new double[draws];
        double[] half = new double[draws];
        double[] fifth = new double[draws];
        for (int i = 0; i < draws; i++) {
            Parameters p = bodies.get(i);
            BodyState state = history.apply(p);
            ReturnOutlook outlook = ReturnOutlook.forBody(state, plan, p);
            ReturnWindow window = ReturnWindow.forBody(state, plan, p);
            double error = StrictMath.exp(widening * Evidence.RETURN_WEEKS_LOG_SD * random.nextGaussian());
            back[i] = weeks(outlook.weeksToReturn(), error);
            first[i] = weeks(outlook.weeksForFirstTimer(), error);
            ahead[i] = Math.max(first[i] - back[i], 0);
            half[i] = days(window.daysAboveHalf(), error);
            fifth[i] = days(window.daysAboveFifth(), error);
        }
        Basis basis = Evidence.forStrength(pauseDays, calibrated);
        return new ReturnForecast(
                Range.of(back, basis),
                Range.of(first, basis),
                Range.of(ahead, basis),
                ahead(half, pauseDays, calibrated),
                ahead(fifth, pauseDays, calibrated));
    }

    /** How long a window stays open rests on what is known about a pause that long. */
    private static Range ahead(double[] days, double pauseDays, boolean calibrated) {
        double median = Range.of(days, Basis.POPULATION).median();
        return Range.of(days, Evidence.forStrength(pauseDays + median, calibrated));
    }

    private static double weeks(OptionalDouble weeks, double error) {
        return Math.min(weeks.orElse(ReturnOutlook.SEARCH_WEEKS_MAX) * error, ReturnOutlook.SEARCH_WEEKS_MAX);
    }

    private static double days(OptionalDouble days, double error) {
        return Math.min(days.orElse(ReturnWindow.HORIZON_DAYS) * error, ReturnWindow.HORIZON_DAYS);
    }
}
