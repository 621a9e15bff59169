package dev.holdfast.outlook;

import dev.holdfast.model.Motor;
import dev.holdfast.model.Parameters;
import dev.holdfast.model.Structure;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What carries over to a movement never trained: the muscles' size and nuclei, and no motor trace.
 *
 * @param strengthRatio S/S0 on the first day, 1 = nothing carries over
 * @param weeksToBeginnersTwelve weeks of the plan until as strong as an untrained beginner after
 *     {@value #BEGINNER_WEEKS} weeks of it
 * @param weeksSaved the difference, ≥ 0
 */
public record Transfer(double strengthRatio, double weeksToBeginnersTwelve, double weeksSaved) {
    public static final int BEGINNER_WEEKS = 12;

    /** @param primeMovers the new movement's groups, as they stand now */
    public static Transfer to(List<PrimeMover> primeMovers, TrainingPlan plan, Parameters p) {
        BodyState now = new MovementState(Motor.UNTRAINED, primeMovers, 1).alone();
        BodyState beginner = new MovementState(
                        Motor.UNTRAINED,
                        primeMovers.stream()
                                .map(m -> new PrimeMover(Structure.UNTRAINED, m.involvement()))
                                .toList(),
                        1)
                .alone();
        double target = strengthAfter(beginner, plan, p);
        OptionalDouble weeks = weeksToReach(now, target, plan, p);
        double needed = weeks.orElse(BEGINNER_WEEKS);
        return new Transfer(now.strengthRatio(0, p), needed, BEGINNER_WEEKS - needed);
    }

    private static int sessions(TrainingPlan plan) {
        return Math.max((int) Math.round(BEGINNER_WEEKS * plan.sessionsPerWeek()), 1);
    }

    private static double strengthAfter(BodyState body, TrainingPlan plan, Parameters p) {
        BodyState trained = body.train(plan.hardSets(), p);
        for (int i = 1; i < sessions(plan); i++) {
            trained = trained.advance(plan.gapDays(), p).train(plan.hardSets(), p);
        }
        return trained.strengthRatio(0, p);
    }

    private static OptionalDouble weeksToReach(BodyState start, double target, TrainingPlan plan, Parameters p) {
        BodyState body = start;
        for (int i = 0; i < sessions(plan); i++) {
            if (body.strengthRatio(0, p) >= target) {
                return OptionalDouble.of(i / plan.sessionsPerWeek());
            }
            body = (i == 0 ? body : body.advance(plan.gapDays(), p)).train(plan.hardSets(), p);
        }
        return OptionalDouble.empty();
    }
}
