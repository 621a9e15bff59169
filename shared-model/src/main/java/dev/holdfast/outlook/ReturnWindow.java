package dev.holdfast.outlook;

import dev.holdfast.model.Parameters;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * How long the head start of a return lasts if nothing is trained from now on.
 *
 * <p>Right after a session there is nothing to return to, so the head start is 0; it grows while the visible part goes
 * and the durable part stays, and shrinks when the durable part goes as well. The window therefore measures against the
 * largest head start from now on: the one still ahead early in a pause, today's own once it is past.
 *
 * @param largestHeadStartWeeks the head start measured against
 * @param daysUntilLargest days from now until then; 0 when it is past its largest
 * @param daysAboveHalf days from now until the head start is under 50 % of the largest for good; empty when that is
 *     past {@value #HORIZON_DAYS} days
 * @param daysAboveFifth the same for 20 %
 */
public record ReturnWindow(
        double largestHeadStartWeeks,
        double daysUntilLargest,
        OptionalDouble daysAboveHalf,
        OptionalDouble daysAboveFifth) {
    /** Forty years. Long past all evidence, and the trace is assumed to live about that long. */
    public static final int HORIZON_DAYS = 14_600;

    private static final double FIRST_STEP_DAYS = 14;
    private static final double STEP_GROWTH = 1.35;
    private static final double PRECISION_DAYS = 7;

    public static ReturnWindow forMovement(MovementState state, TrainingPlan plan, Parameters p) {
        return forBody(state.alone(), plan, p);
    }

    /** Steps forward with growing steps, then halves the last step until it is under a week. */
    public static ReturnWindow forBody(BodyState state, TrainingPlan plan, Parameters p) {
        ToDoubleFunction<Double> headStart =
                days -> ReturnOutlook.forBody(state.advance(days, p), plan, p).headStartWeeks();
        double largest = headStart.applyAsDouble(0.0);
        double largestAt = 0;
        double horizon = 0;
        double step = FIRST_STEP_DAYS;
        for (double days = step; days < HORIZON_DAYS; days += step) {
            double weeks = headStart.applyAsDouble(days);
            if (weeks > largest) {
                largest = weeks;
                largestAt = days;
            }
            horizon = days;
            if (weeks < largest / 5) {
                break;
            }
            step *= STEP_GROWTH;
        }
        return new ReturnWindow(
                largest,
                largestAt,
                lastDayAbove(headStart, largest / 2, largestAt, horizon),
                lastDayAbove(headStart, largest / 5, largestAt, horizon));
    }

    private static OptionalDouble lastDayAbove(
            ToDoubleFunction<Double> headStart, double floorWeeks, double fromDays, double toDays) {
        if (floorWeeks <= 0) {
            return OptionalDouble.of(0);
        }
        if (headStart.applyAsDouble(toDays) >= floorWeeks) {
            return OptionalDouble.empty();
        }
        double above = fromDays;
        double below = toDays;
        while (below - above > PRECISION_DAYS) {
            double middle = (above + below) / 2;
            if (headStart.applyAsDouble(middle) >= floorWeeks) {
                above = middle;
            } else {
                below = middle;
            }
        }
        return OptionalDouble.of(above);
    }
}
