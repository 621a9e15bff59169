package dev.holdfast.research.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.level.LevelParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LevelFitTest {
    /** Twice what the shipped parameters expect of caution and loss together. */
    private static final double CAREFUL = 0.2;

    @Test
    void fit_onOverlyCarefulLifters_forecastsThoseLeftOutBetter() {
        List<TrainingLog> logs = MadeLogs.lifters(5, CAREFUL, 7);
        List<Integer> progress = new ArrayList<>();
        LevelFit fit = LevelFit.of(logs, progress::add);

        assertThat(fit.parameters().cautionAfterWholeRest())
                .isGreaterThan(LevelParameters.DEFAULT.cautionAfterWholeRest() + 0.01);
        assertThat(fit.parameters().cautionAfterExerciseLeftOut())
                .as("nobody left one exercise out: nothing is learnt of it")
                .isEqualTo(LevelParameters.DEFAULT.cautionAfterExerciseLeftOut());
        assertThat(rmse(fit.leftOut(), Horizon.FIRST_AFTER_WHOLE_REST))
                .isLessThan(rmse(fit.shipped(), Horizon.FIRST_AFTER_WHOLE_REST));
        assertThat(fit.leftOut().horizons().stream()
                        .mapToDouble(horizon -> Objects.requireNonNull(
                                horizon.of(Contender.LEVEL).coverage80()))
                        .average())
                .hasValueCloseTo(0.8, within(0.06));
        assertThat(progress).hasSize(LevelFit.fits(5)).isSorted().endsWith(6);
        assertThat(BenchmarkReport.comparison(fit.shipped(), fit.leftOut())).contains("next session (5 lifters");
        assertThat(LevelParameters.parse(fit.parameters().text())).isEqualTo(fit.parameters());
    }

    @Test
    void fit_ofOneLifter_isRefused_sinceNobodyCanBeLeftOut() {
        assertThatThrownBy(() -> LevelFit.of(MadeLogs.lifters(1, 0, 8), done -> {}))
                .hasMessageContaining("at least 2 lifters");
    }

    private static double rmse(BenchmarkResult result, Horizon horizon) {
        return result.horizons().stream()
                .filter(each -> each.horizon() == horizon)
                .findFirst()
                .orElseThrow()
                .of(Contender.LEVEL)
                .rmse();
    }
}
