package dev.holdfast.outlook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.model.Histories;
import dev.holdfast.model.Histories.History;
import dev.holdfast.model.Motor;
import dev.holdfast.model.Parameters;
import dev.holdfast.model.Structure;
import dev.holdfast.model.TwoSystemModel;
import java.util.List;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(Histories.class)
@Domain(DomainContext.Global.class)
class ReturnProperties {
    private static final TrainingPlan PLAN = TrainingPlan.THREE_BY_THREE;

    @Property(tries = 1_000)
    void weeksToReturn_longerPause_neverEarlier(
            @ForAll History history,
            @ForAll Parameters p,
            @ForAll @IntRange(max = 3_000) int pauseDays,
            @ForAll @IntRange(max = 3_000) int longerByDays) {
        BodyState shorter = now(history, p).advance(pauseDays, p);
        BodyState longer = now(history, p).advance(pauseDays + longerByDays, p);

        assertThat(weeks(ReturnOutlook.weeksToRecover(longer, PLAN, p)))
                .isGreaterThanOrEqualTo(weeks(ReturnOutlook.weeksToRecover(shorter, PLAN, p)));
    }

    @Property(tries = 1_000)
    void firstTimer_looksTheSame_andNeverReturnsEarlier(
            @ForAll History history, @ForAll Parameters p, @ForAll @IntRange(max = 3_000) int pauseDays) {
        BodyState returner = now(history, p).advance(pauseDays, p);
        BodyState firstTimer = returner.withoutLatentSurplus(p);

        assertThat(firstTimer.strengthRatio(0, p)).isCloseTo(returner.strengthRatio(0, p), within(1e-12));
        assertThat(firstTimer.meanFibreSize(0, p)).isCloseTo(returner.meanFibreSize(0, p), within(1e-12));
        assertThat(weeks(ReturnOutlook.weeksToRecover(firstTimer, PLAN, p)))
                .isGreaterThanOrEqualTo(weeks(ReturnOutlook.weeksToRecover(returner, PLAN, p)));
    }

    @Property(tries = 1_000)
    void transfer_neverBeatsHavingTrainedTheMovement_norLosesToABeginner(
            @ForAll History history,
            @ForAll Parameters p,
            @ForAll @IntRange(max = 3_000) int pauseDays,
            @ForAll @IntRange(max = 60) int sessions) {
        Structure kept = TwoSystemModel.advance(history.structure(p), pauseDays, p);
        Motor trained = TwoSystemModel.advance(history.motor(p), pauseDays, p);

        double own = strengthAfter(kept, trained, sessions, p);
        double transferred = strengthAfter(kept, Motor.UNTRAINED, sessions, p);
        double beginner = strengthAfter(Structure.UNTRAINED, Motor.UNTRAINED, sessions, p);

        assertThat(transferred).isLessThanOrEqualTo(own + 1e-12);
        assertThat(transferred).isGreaterThanOrEqualTo(beginner - 1e-12);
    }

    /** Never promise a returner more than the naive: as strong by nature, nothing trained, same sessions. */
    @Property(tries = 1_000)
    void strongerByEndowment_gainsAtLeastAsMuchOverTwoYears(
            @ForAll History history, @ForAll Parameters p, @ForAll @IntRange(max = 3_000) int pauseDays) {
        Structure kept = TwoSystemModel.advance(history.structure(p), pauseDays, p);
        Motor trained = TwoSystemModel.advance(history.motor(p), pauseDays, p);
        double returner = body(kept, trained, 1).strengthRatio(0, p);

        double returnerGains = strengthAfter(kept, trained, 312, p) / returner;
        double endowedGains = strengthAfter(Structure.UNTRAINED, Motor.UNTRAINED, 312, p);

        assertThat(endowedGains).isGreaterThanOrEqualTo(returnerGains - 1e-9);
    }

    @Property(tries = 1_000)
    void nothingTrained_noHeadStart(@ForAll Parameters p) {
        MovementState naive = new MovementState(Motor.UNTRAINED, List.of(new PrimeMover(Structure.UNTRAINED, 1)), 1);

        ReturnOutlook outlook = ReturnOutlook.forMovement(naive, PLAN, p);

        assertThat(outlook.headStartWeeks()).isZero();
    }

    private static double strengthAfter(Structure s, Motor m, int sessions, Parameters p) {
        BodyState body = body(s, m, 1);
        for (int i = 0; i < sessions; i++) {
            body = body.train(3, p).advance(PLAN.gapDays(), p);
        }
        return body.strengthRatio(0, p);
    }

    private static BodyState now(History history, Parameters p) {
        Structure s = Structure.UNTRAINED;
        Motor m = Motor.UNTRAINED;
        double peak = 1;
        for (Histories.Session session : history.sessions()) {
            s = TwoSystemModel.train(TwoSystemModel.advance(s, session.gapDays(), p), session.hardSets(), p);
            m = TwoSystemModel.train(TwoSystemModel.advance(m, session.gapDays(), p), session.hardSets(), p);
            peak = Math.max(peak, body(s, m, 1).strengthRatio(0, p));
        }
        return body(s, m, peak);
    }

    private static BodyState body(Structure s, Motor m, double peak) {
        return new MovementState(m, List.of(new PrimeMover(s, 1)), peak).alone();
    }

    private static double weeks(OptionalDouble weeks) {
        return weeks.orElse(Double.MAX_VALUE);
    }
}
