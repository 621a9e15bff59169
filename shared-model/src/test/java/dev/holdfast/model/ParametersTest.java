package dev.holdfast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.event.InvalidValueException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParametersTest {
    private static final Parameters P = Parameters.DEFAULT;

    @Test
    void advance_backwards_isRefusedWithTheValue() {
        assertThatThrownBy(() -> TwoSystemModel.advance(Motor.UNTRAINED, -1, P)).hasMessageContaining("days=-1");
        assertThatThrownBy(() -> TwoSystemModel.advance(Structure.UNTRAINED, Double.NaN, P))
                .hasMessageContaining("days=NaN");
    }

    @Test
    void parameters_outsideAnyBody_areRefusedByName() {
        double[] values = P.values();
        values[Parameters.SYMBOLS.indexOf("tauM")] = Double.NaN;

        assertThatThrownBy(() -> Parameters.of(values))
                .isInstanceOfSatisfying(
                        InvalidValueException.class, e -> assertThat(e.field()).isEqualTo("parameters.tauM"));
        assertThat(Parameters.of(P.values())).isEqualTo(P);
    }

    @Test
    void parameters_withAge_losesTheVolatilePartsFaster() {
        assertThat(P.atAge(40)).isSameAs(P);
        assertThat(P.atAge(70).tauFibreDays()).isLessThan(P.tauFibreDays());
        assertThat(P.atAge(70).tauNucleiDays()).isEqualTo(P.tauNucleiDays());
        assertThat(P.atAge(85)).isEqualTo(P.atAge(100));
    }

    @Test
    void with_takesNameSymbolAndGreekLetter() {
        assertThat(P.with(Map.of("tauFibreDays", 60)))
                .isEqualTo(P.with(Map.of("tauF", 60)))
                .isEqualTo(P.with(Map.of("τF", 60)))
                .isNotEqualTo(P);
        assertThatThrownBy(() -> P.with(Map.of("tauX", 60)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("parameters.tauX=60: there is no such parameter");
    }

    @Test
    void text_readsBackToTheSameParameters() {
        assertThat(ParameterText.parse(ParameterText.of(P.atAge(70)))).isEqualTo(P.atAge(70));
        assertThat(ParameterText.parse("")).isEqualTo(P);
    }

    @Test
    void definitions_haveTheDefaultWithinItsRange() {
        assertThat(Parameters.DEFINITIONS)
                .hasSize(23)
                .allSatisfy(each -> assertThat(
                                Double.isNaN(each.low()) || each.low() < each.value() && each.value() < each.high())
                        .as(each.symbol())
                        .isTrue());
        assertThat(Parameters.SYMBOLS).doesNotHaveDuplicates();
    }
}
