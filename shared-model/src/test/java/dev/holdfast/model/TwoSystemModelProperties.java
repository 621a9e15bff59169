package dev.holdfast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.model.Histories.History;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** The properties that docs/model/model.md promises, over random lives and random bodies. */
@Domain(Histories.class)
@Domain(DomainContext.Global.class)
class TwoSystemModelProperties {
    private static final double ROUNDING = 1e-12;

    /**
     * How far, as a share of what it started from, the volatile part may outlast the durable one: right after a session
     * the volatile part is in its grace while the durable one already decays. With a = 0 the ratio of the two is
     * e^(Δ/τdurable − G(Δ)/τvolatile), greatest where G′ = 1 − e^(−Δ/τD) equals τvolatile/τdurable. In the defaults 1.1e-5
     * of what is expressed after 0.23 days and 2.1e-5 of the size after 0.12.
     */
    private static double graceExcess(double tauVolatileDays, double tauDurableDays, double tauGraceDays) {
        double days = -tauGraceDays * Math.log1p(-tauVolatileDays / tauDurableDays);
        double effective = TwoSystemModel.effectiveDays(0, days, tauGraceDays);
        return Math.expm1(days / tauDurableDays - effective / tauVolatileDays);
    }

    private static double motorExcess(Parameters p) {
        return graceExcess(p.tauExpressionDays(), p.tauTraceDays(), p.tauGraceDays()) + ROUNDING;
    }

    private static double sizeExcess(Parameters p) {
        return graceExcess(p.tauFibreDays(), p.tauNucleiDays(), p.tauGraceDays()) + ROUNDING;
    }

    @Property(tries = 1_000)
    void advance_splitInterval_equalsSingleStep(
            @ForAll History history,
            @ForAll Parameters p,
            @ForAll @DoubleRange(min = 0, max = 4_000) double first,
            @ForAll @DoubleRange(min = 0, max = 4_000) double second) {
        Structure s = history.structure(p);
        Motor m = history.motor(p);

        Structure split = TwoSystemModel.advance(TwoSystemModel.advance(s, first, p), second, p);
        Structure single = TwoSystemModel.advance(s, first + second, p);
        Motor splitMotor = TwoSystemModel.advance(TwoSystemModel.advance(m, first, p), second, p);
        Motor singleMotor = TwoSystemModel.advance(m, first + second, p);

        assertThat(split.nuclei()).isCloseTo(single.nuclei(), within(ROUNDING));
        assertThat(split.volatileSize()).isCloseTo(single.volatileSize(), within(ROUNDING));
        assertThat(splitMotor.trace()).isCloseTo(singleMotor.trace(), within(ROUNDING));
        assertThat(splitMotor.volatileExpression()).isCloseTo(singleMotor.volatileExpression(), within(ROUNDING));
    }

    @Property(tries = 2_000)
    void anyHistory_stateStaysInBounds(
            @ForAll History history, @ForAll Parameters p, @ForAll @IntRange(max = 40_000) int days) {
        Structure s = TwoSystemModel.advance(history.structure(p), days, p);
        Motor m = TwoSystemModel.advance(history.motor(p), days, p);

        assertThat(s.nuclei()).isBetween(0.0, Math.nextDown(p.nucleiMax()));
        assertThat(s.volatileSize()).isBetween(0.0, 10.0);
        assertThat(m.trace()).isBetween(0.0, Math.nextDown(1.0));
        assertThat(m.volatileExpression()).isBetween(0.0, 1.0);
        assertThat(TwoSystemModel.sharpness(m, p)).isBetween(0.0, 1 + motorExcess(p));
        assertThat(strength(s, m, p)).isBetween(1.0, 1e3);
    }

    @Property(tries = 1_000)
    void anyHistory_expressionNeverExceedsTrace(
            @ForAll History history, @ForAll Parameters p, @ForAll @DoubleRange(min = 0, max = 40_000) double days) {
        Motor trained = history.motor(p);
        Motor later = TwoSystemModel.advance(trained, days, p);

        assertThat(TwoSystemModel.expression(trained, p)).isLessThanOrEqualTo(trained.trace() * (1 + ROUNDING));
        assertThat(TwoSystemModel.expression(later, p))
                .isLessThanOrEqualTo(later.trace() * (1 + (1 - p.latentTraceShare()) * motorExcess(p)));
    }

    @Property(tries = 1_000)
    void anyHistory_sizeNeverExceedsWhatTheNucleiCarry(
            @ForAll History history, @ForAll Parameters p, @ForAll @DoubleRange(min = 0, max = 40_000) double days) {
        // A rare draw of the uncertain τN lies below τF; in such a body size outlives its nuclei by definition.
        Assume.that(p.tauFibreDays() < p.tauNucleiDays());
        Structure s = TwoSystemModel.advance(history.structure(p), days, p);

        double ceiling = p.fibreCeilingUntrained() + p.fibreCeilingPerNuclei() * s.nuclei();

        assertThat(TwoSystemModel.fibreSize(s, p)).isLessThanOrEqualTo(ceiling * (1 + sizeExcess(p)));
    }

    @Property(tries = 1_000)
    void train_moreSets_neverGiveLessStrength(
            @ForAll History history,
            @ForAll Parameters p,
            @ForAll @DoubleRange(min = 0, max = 50) double sets,
            @ForAll @DoubleRange(min = 0, max = 50) double extra,
            @ForAll @IntRange(max = 2_000) int days) {
        Structure s = history.structure(p);
        Motor m = history.motor(p);

        Structure fewer = TwoSystemModel.advance(TwoSystemModel.train(s, sets, p), days, p);
        Structure more = TwoSystemModel.advance(TwoSystemModel.train(s, sets + extra, p), days, p);
        Motor fewerMotor = TwoSystemModel.advance(TwoSystemModel.train(m, sets, p), days, p);
        Motor moreMotor = TwoSystemModel.advance(TwoSystemModel.train(m, sets + extra, p), days, p);

        assertThat(strength(more, moreMotor, p)).isGreaterThanOrEqualTo(strength(fewer, fewerMotor, p) - ROUNDING);
    }

    @Property(tries = 1_000)
    void train_anySession_neverLowersStrength(
            @ForAll History history, @ForAll Parameters p, @ForAll @DoubleRange(min = 0, max = 100) double sets) {
        Structure s = history.structure(p);
        Motor m = history.motor(p);

        double after = strength(TwoSystemModel.train(s, sets, p), TwoSystemModel.train(m, sets, p), p);

        assertThat(after).isGreaterThanOrEqualTo(strength(s, m, p) - ROUNDING);
    }

    @Property(tries = 1_000)
    void train_underHalfASet_leavesTheState(
            @ForAll History history, @ForAll @DoubleRange(min = 0, max = 0.49) double sets) {
        Parameters p = Parameters.DEFAULT;

        assertThat(TwoSystemModel.train(history.structure(p), sets, p)).isEqualTo(history.structure(p));
        assertThat(TwoSystemModel.train(history.motor(p), sets, p)).isEqualTo(history.motor(p));
    }

    private static double strength(Structure s, Motor m, Parameters p) {
        return TwoSystemModel.strengthRatio(TwoSystemModel.fibreSize(s, p), TwoSystemModel.expression(m, p), p);
    }
}
