package dev.holdfast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.event.InvalidValueException;
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
}
