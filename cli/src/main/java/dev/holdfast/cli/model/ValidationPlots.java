package dev.holdfast.cli.model;

import dev.holdfast.model.Parameters;
import dev.holdfast.research.plan.Protocol;
import dev.holdfast.research.plan.Reading;
import dev.holdfast.research.plan.Simulation;
import dev.holdfast.research.studies.FigureKind;
import dev.holdfast.research.studies.StudyFigure;
import dev.holdfast.research.studies.Validation;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.knowm.xchart.XYChart;

/** Published against model, and how strength and size go and come back. */
final class ValidationPlots {
    private static final List<Color> COLOURS =
            List.of(Plots.BLUE, Plots.ORANGE, Plots.GREEN, Plots.RED, Plots.PURPLE, Plots.GREY);

    private ValidationPlots() {}

    /** Files written into the folder, in the order of the report. */
    static List<String> write(Path folder, Validation validation) throws IOException {
        Plots.write(publishedAgainstModel(validation), folder.resolve("validation-forecasts.svg"));
        Plots.write(
                curves(validation, FigureKind.STRENGTH, "1RM: published (points) and calibrated model (lines)"),
                folder.resolve("validation-strength.svg"));
        Plots.write(
                curves(validation, FigureKind.CSA, "Muscle size: published (points) and calibrated model (lines)"),
                folder.resolve("validation-size.svg"));
        return List.of("validation-forecasts.svg", "validation-strength.svg", "validation-size.svg");
    }

    private static XYChart publishedAgainstModel(Validation validation) {
        XYChart chart = Plots.chart(
                "Forecasts after the first block, with published errors", "calibrated model, %", "published, %");
        Plots.dashed(chart, "equal", new double[] {0, 110}, new double[] {0, 110}, Plots.GREY);
        points(chart, validation, "1RM", Set.of(FigureKind.STRENGTH), Plots.BLUE);
        points(chart, validation, "untrained test", Set.of(FigureKind.ISO), Plots.RED);
        points(chart, validation, "muscle size, lean mass", Set.of(FigureKind.CSA, FigureKind.LEAN), Plots.GREEN);
        points(chart, validation, "fibre area", Set.of(FigureKind.FCSA), Plots.ORANGE);
        points(chart, validation, "nuclei", Set.of(FigureKind.NUCLEI), Plots.GREY);
        points(
                chart,
                validation,
                "share kept",
                Set.of(FigureKind.PRECISION, FigureKind.SIZE_KEPT, FigureKind.STRENGTH_KEPT),
                Plots.PURPLE);
        return chart;
    }

    private static void points(XYChart chart, Validation validation, String name, Set<FigureKind> kinds, Color colour) {
        List<Validation.Row> rows = validation.rows().stream()
                .filter(r ->
                        !r.usedForCalibration() && kinds.contains(r.figure().kind()))
                .toList();
        if (!rows.isEmpty()) {
            Plots.points(
                    chart,
                    name,
                    rows.stream().mapToDouble(Validation.Row::calibratedPct).toArray(),
                    rows.stream().mapToDouble(r -> r.figure().changePct()).toArray(),
                    rows.stream().mapToDouble(r -> r.figure().errorPct()).toArray(),
                    colour);
        }
    }

    /** Up to six arms that have a forecast of that kind, each with its own parameters. */
    private static XYChart curves(Validation validation, FigureKind kind, String title) {
        XYChart chart = Plots.chart(title, "weeks", "change from untrained, %");
        List<String> arms = validation.rows().stream()
                .filter(r -> r.figure().kind() == kind && !r.usedForCalibration())
                .map(r -> r.figure().arm())
                .distinct()
                .limit(COLOURS.size())
                .toList();
        for (int i = 0; i < arms.size(); i++) {
            String name = arms.get(i);
            List<StudyFigure> arm = validation.rows().stream()
                    .map(Validation.Row::figure)
                    .filter(f -> f.arm().equals(name))
                    .toList();
            curve(chart, arm, kind, COLOURS.get(i));
        }
        return chart;
    }

    private static void curve(XYChart chart, List<StudyFigure> arm, FigureKind kind, Color colour) {
        StudyFigure first = arm.getFirst();
        Protocol protocol = first.protocol();
        Parameters own = Validation.calibrate(arm, Parameters.DEFAULT).atAge(first.ageYears());
        Reading trained =
                Simulation.run(protocol, own, protocol.firstTrainingEndWeek()).getFirst();
        List<Reading> readings = new ArrayList<>(Simulation.everyWeeks(protocol, own, 1));
        Plots.line(
                chart,
                first.arm(),
                readings.stream().mapToDouble(Reading::week).toArray(),
                readings.stream()
                        .mapToDouble(r -> kind.predictedPct(r, trained, own))
                        .toArray(),
                colour);
        List<StudyFigure> published = arm.stream().filter(f -> f.kind() == kind).toList();
        Plots.points(
                        chart,
                        first.arm() + ", published",
                        published.stream().mapToDouble(StudyFigure::weeks).toArray(),
                        published.stream().mapToDouble(StudyFigure::changePct).toArray(),
                        published.stream().mapToDouble(StudyFigure::errorPct).toArray(),
                        colour)
                .setShowInLegend(false);
    }
}
