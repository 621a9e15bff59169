package dev.holdfast.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.model.Parameters;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterDrawsTest {
    private static final List<Parameters> DRAWS = ParameterDraws.draw(Parameters.DEFAULT, 4_000, 1, 1);

    /** The 90 % ranges of docs/model/model.md, where the fit's covariance is what they come from. */
    @ParameterizedTest
    @CsvSource({
        "A, 0.34, 0.63",
        "kT, 0.019, 0.064",
        "tauM, 207, 423",
        "tauF, 23, 77",
        "tauD, 5, 15",
        "kN, 0.009, 0.03",
        "Nmax, 0.41, 0.86",
        "D0, 0.02, 0.08",
        "D1, 0.25, 0.57",
        "beta, 0.37, 0.88",
        "tauN, 547, 18262",
        "tauT, 3652, 36525"
    })
    void draw_ranges_areThePublishedOnes(String symbol, double low, double high) {
        Range range = Range.of(
                DRAWS.stream()
                        .mapToDouble(p -> p.values()[Parameters.SYMBOLS.indexOf(symbol)])
                        .toArray(),
                Basis.POPULATION);

        assertThat(range.low()).isCloseTo(low, within(low * 0.15));
        assertThat(range.high()).isCloseTo(high, within(high * 0.15));
    }

    @Test
    void draw_sameSeed_sameBits() {
        assertThat(ParameterDraws.draw(Parameters.DEFAULT, 50, 3, 1))
                .isEqualTo(ParameterDraws.draw(Parameters.DEFAULT, 50, 3, 1))
                .isNotEqualTo(ParameterDraws.draw(Parameters.DEFAULT, 50, 4, 1));
    }

    @Test
    void over_strength_carriesTheModelsOwnError() {
        List<Parameters> sure = ParameterDraws.draw(Parameters.DEFAULT, 4_000, 1, 0);

        Range range = Range.over(sure, p -> 1.3, Evidence.STRENGTH_ERROR_POPULATION, 0, 1, Basis.POPULATION);

        assertThat(range.low()).isCloseTo(1.3 - 1.645 * 0.09, within(0.01));
        assertThat(range.high()).isCloseTo(1.3 + 1.645 * 0.09, within(0.01));
    }

    @Test
    void draw_noWidening_isTheCentre() {
        assertThat(ParameterDraws.draw(Parameters.DEFAULT, 3, 1, 0)).containsOnly(Parameters.DEFAULT);
    }

    @Test
    void draw_unbounded_isRefused() {
        assertThatThrownBy(() -> ParameterDraws.draw(Parameters.DEFAULT, 0, 1, 1))
                .hasMessageContaining("count=0");
        assertThatThrownBy(() -> ParameterDraws.draw(Parameters.DEFAULT, 1, 1, Double.NaN))
                .hasMessageContaining("widening=NaN");
    }

    @Test
    void evidence_threeYears_isAsFarAsItGoes() {
        assertThat(Evidence.forStrength(1_000, false)).isEqualTo(Basis.POPULATION);
        assertThat(Evidence.forStrength(1_000, true)).isEqualTo(Basis.OWN_DATA);
        assertThat(Evidence.forStrength(1_100, true)).isEqualTo(Basis.BEYOND_EVIDENCE);
    }
}
