package dev.holdfast.outlook;

import dev.holdfast.model.Parameters;
import java.util.OptionalDouble;

/**
 * What a return to training would take from here, under one set of parameters.
 *
 * <p>Weeks count training sessions: the k-th session of a plan with n a week ends week k/n. A body that needs no session
 * needs 0 weeks.
 *
 * @param weeksToReturn weeks of the plan until 98 % of the previous best; empty when not within
 *     {@value #SEARCH_WEEKS_MAX} weeks
 * @param weeksForFirstTimer the same for somebody who looks the same today and has nothing latent behind it
 * @param headStartWeeks weeksForFirstTimer − weeksToReturn; a lower bound when {@code headStartIsLowerBound}
 * @param headStartIsLowerBound the first-timer does not get there within the search, the returner does
 */
public record ReturnOutlook(
        OptionalDouble weeksToReturn,
        OptionalDouble weeksForFirstTimer,
        double headStartWeeks,
        boolean headStartIsLowerBound) {
    /** "Recovered" is 98 % of the previous peak: the last 2 % sits on the slow curve. */
    public static final double RECOVERED_SHARE = 0.98;

    /** Five years of steady training. A plan that has not led back by then does not lead back. */
    public static final int SEARCH_WEEKS_MAX = 260;

    /** One movement, trained alone. */
    public static ReturnOutlook forMovement(MovementState state, TrainingPlan plan, Parameters p) {
        return forBody(state.alone(), plan, p);
    }

    /**
     * The whole body: every session has the plan's hard sets of every movement, and the body has returned when the
     * movements stand at 98 % of their bests on (geometric) average, none counted above its best.
     *
     * @throws IllegalArgumentException for a body without movements
     */
    public static ReturnOutlook forBody(BodyState state, TrainingPlan plan, Parameters p) {
        OptionalDouble back = weeksToRecover(state, plan, p);
        OptionalDouble firstTimer = weeksToRecover(state.withoutLatentSurplus(p), plan, p);
        double headStart = back.isEmpty() ? 0 : Math.max(firstTimer.orElse(SEARCH_WEEKS_MAX) - back.getAsDouble(), 0);
        return new ReturnOutlook(back, firstTimer, headStart, back.isPresent() && firstTimer.isEmpty());
    }

    /** Weeks of the plan until {@value #RECOVERED_SHARE} of the previous best; empty when not within the search. */
    static OptionalDouble weeksToRecover(BodyState state, TrainingPlan plan, Parameters p) {
        if (state.movements().isEmpty()) {
            throw new IllegalArgumentException("no movement to return to: movements=[]; give at least one");
        }
        double target = StrictMath.log(RECOVERED_SHARE);
        int sessionsMax = (int) Math.ceil(SEARCH_WEEKS_MAX * plan.sessionsPerWeek());
        PlannedSessions body = new PlannedSessions(state, plan, p);
        for (int sessions = 0; sessions <= sessionsMax; sessions++) {
            if (body.meanLogOfPeak() >= target) {
                return OptionalDouble.of(sessions / plan.sessionsPerWeek());
            }
            if (sessions > 0) {
                body.rest();
            }
            body.train();
        }
        return OptionalDouble.empty();
    }
}
