package dev.holdfast.model;

import dev.holdfast.uncertainty.ParameterDraws;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/** Random training lives and random bodies for the properties. */
public final class Histories extends DomainContextBase {
    /** @param gapDays rest before the session */
    public record Session(double gapDays, double hardSets) {}

    public record History(List<Session> sessions) {
        public Structure structure(Parameters p) {
            Structure s = Structure.UNTRAINED;
            for (Session session : sessions) {
                s = TwoSystemModel.train(TwoSystemModel.advance(s, session.gapDays(), p), session.hardSets(), p);
            }
            return s;
        }

        public Motor motor(Parameters p) {
            Motor m = Motor.UNTRAINED;
            for (Session session : sessions) {
                m = TwoSystemModel.train(TwoSystemModel.advance(m, session.gapDays(), p), session.hardSets(), p);
            }
            return m;
        }
    }

    private static final List<Parameters> BODIES = ParameterDraws.draw(Parameters.DEFAULT, 200, 7, 1);

    @Provide
    Arbitrary<Parameters> bodies() {
        return Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(Parameters.DEFAULT)),
                Tuple.of(3, Arbitraries.of(BODIES)),
                Tuple.of(1, Arbitraries.just(Parameters.DEFAULT.atAge(78))));
    }

    @Provide
    Arbitrary<History> histories() {
        Arbitrary<Double> gap = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.integers().between(1, 7).map(Integer::doubleValue)),
                Tuple.of(2, Arbitraries.integers().between(8, 400).map(Integer::doubleValue)),
                Tuple.of(1, Arbitraries.integers().between(0, 20_000).map(Integer::doubleValue)));
        Arbitrary<Double> sets = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.doubles().between(0, 12)),
                Tuple.of(1, Arbitraries.doubles().between(0, 100)));
        return Combinators.combine(gap, sets)
                .as(Session::new)
                .list()
                .ofMaxSize(80)
                .map(History::new);
    }
}
