package dev.holdfast.cli.model;

import dev.holdfast.model.Parameters;
import dev.holdfast.outlook.BodyState;
import dev.holdfast.outlook.MovementState;
import dev.holdfast.outlook.PrimeMover;
import dev.holdfast.research.plan.Protocol;
import dev.holdfast.research.plan.Reading;
import dev.holdfast.research.plan.Simulation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/** The two plots of docs/model/model.md: what a pause takes, and what a return is like. */
final class CoachPlots {
    private static final Parameters P = Parameters.DEFAULT;
    private static final int BUILD_WEEKS = 26;
    private static final int PAUSE_WEEKS = 104;
    private static final int RETURN_SESSIONS = 78;
    private static final double GAP_DAYS = 7.0 / 3;

    private CoachPlots() {}

    static void write(Path folder) throws IOException {
        Plots.write(pause(), folder.resolve("pause.svg"));
        Plots.write(comeback(), folder.resolve("return.svg"));
    }

    private static XYChart pause() {
        List<Reading> readings = Simulation.everyWeeks(Protocol.parse("T26x3x3;D" + PAUSE_WEEKS), P, 2);
        XYChart chart = Plots.chart(
                "Half a year of training, then two years off", "weeks since the first session", "% of what was built");
        share(chart, "trace of the movement", readings, r -> r.motor().trace(), Plots.GREEN);
        share(chart, "extra nuclei", readings, r -> r.structure().nuclei(), Plots.BLUE);
        share(chart, "sharpness", readings, Reading::sharpness, Plots.ORANGE);
        share(chart, "muscle size", readings, Reading::fibreSize, Plots.RED);
        return chart;
    }

    private static void share(
            XYChart chart,
            String name,
            List<Reading> readings,
            ToDoubleFunction<Reading> value,
            java.awt.Color colour) {
        double built = readings.stream()
                .filter(r -> r.week() == BUILD_WEEKS)
                .mapToDouble(value)
                .findFirst()
                .orElseThrow();
        Plots.line(
                chart,
                name,
                readings.stream().mapToDouble(Reading::week).toArray(),
                readings.stream()
                        .mapToDouble(r -> 100 * value.applyAsDouble(r) / built)
                        .toArray(),
                colour);
    }

    private static XYChart comeback() {
        List<Reading> readings =
                Simulation.run(Protocol.parse("T26x3x3;D" + PAUSE_WEEKS), P, BUILD_WEEKS, BUILD_WEEKS + PAUSE_WEEKS);
        double peak = readings.getFirst().strengthRatio();
        Reading now = readings.getLast();
        BodyState returner = new MovementState(now.motor(), List.of(new PrimeMover(now.structure(), 1)), peak).alone();
        XYChart chart = Plots.chart(
                "Training again after two years off, three times a week", "weeks of training", "% of the old best");
        double[] weeks = IntStream.rangeClosed(0, RETURN_SESSIONS)
                .mapToDouble(i -> i / 3.0)
                .toArray();
        Plots.line(chart, "returner", weeks, strength(returner, peak), Plots.BLUE);
        Plots.line(
                chart,
                "first-timer who looks the same",
                weeks,
                strength(returner.withoutLatentSurplus(P), peak),
                Plots.ORANGE);
        Plots.dashed(chart, "98 %", new double[] {0, RETURN_SESSIONS / 3.0}, new double[] {98, 98}, Plots.GREY);
        chart.getStyler().setYAxisMin(80.0).setYAxisMax(105.0);
        return chart;
    }

    private static double[] strength(BodyState start, double peak) {
        double[] percent = new double[RETURN_SESSIONS + 1];
        BodyState body = start;
        for (int i = 0; i <= RETURN_SESSIONS; i++) {
            percent[i] = 100 * body.strengthRatio(0, P) / peak;
            body = (i == 0 ? body : body.advance(GAP_DAYS, P)).train(3, P);
        }
        return percent;
    }
}
