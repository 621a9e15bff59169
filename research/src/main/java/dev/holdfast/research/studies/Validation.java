package dev.holdfast.research.studies;

import dev.holdfast.model.Parameters;
import dev.holdfast.research.calibration.SingleExponential;
import dev.holdfast.research.calibration.StudyCalibration;
import dev.holdfast.research.plan.Protocol;
import dev.holdfast.research.plan.Reading;
import dev.holdfast.research.plan.Simulation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Every published figure beside what the model says, and beside two baselines.
 *
 * <p>Each arm is calibrated on the figures of its own first training block, and forecast from there. The baselines start
 * from the last figure of that block: <em>keep everything</em> leaves it as it is, <em>one exponential</em> loses it with
 * one time constant for each kind, fitted to all pauses in the table (so in-sample, in its favour; once more with the
 * study at hand left out), builds in a return at the pace of the first block, and loses nothing while training goes on.
 *
 * @param rows in the table's order
 * @param tauDays the single exponential's time constant of each kind that has pauses
 */
public record Validation(List<Row> rows, Map<FigureKind, Double> tauDays) {
    /**
     * @param defaultPct the model with default parameters at that age; fitted to these very studies before
     * @param calibratedPct the model calibrated on the arm's first block
     * @param usedForCalibration the figure is of the first block, so it is no test of the forecast
     * @param testedMaximumPct a 1RM as the level of an athlete would have it: the last one of the first block, and from there
     *     the whole of the model's change and no caution; empty for all else
     * @param keepEverythingPct first baseline; empty in the first block and where the study gives no figure of it
     * @param singleExponentialPct second baseline, in-sample; empty in the first block
     * @param singleExponentialLeftOutPct second baseline with the time constant of all other studies; empty in the first
     *     block and where no other study has a pause of that kind
     */
    public record Row(
            StudyFigure figure,
            double defaultPct,
            double calibratedPct,
            boolean usedForCalibration,
            OptionalDouble testedMaximumPct,
            OptionalDouble keepEverythingPct,
            OptionalDouble singleExponentialPct,
            OptionalDouble singleExponentialLeftOutPct) {}

    public Validation {
        rows = List.copyOf(rows);
        tauDays = Map.copyOf(tauDays);
    }

    public static Validation of(List<StudyFigure> figures, Parameters p) {
        return of(figures, figures, p);
    }

    /**
     * The same for figures that nothing was fitted to.
     *
     * @param fitted those that the single exponential's time constants are fitted to
     */
    public static Validation of(List<StudyFigure> figures, List<StudyFigure> fitted, Parameters p) {
        Map<String, List<StudyFigure>> arms = arms(figures);
        List<Loss> losses = losses(arms(fitted).values());
        Map<FigureKind, Double> tauDays = new EnumMap<>(FigureKind.class);
        for (FigureKind kind : FigureKind.values()) {
            tauDays(losses, kind, "").ifPresent(days -> tauDays.put(kind, days));
        }
        Map<StudyFigure, Row> rows = new LinkedHashMap<>();
        for (List<StudyFigure> arm : arms.values()) {
            Parameters own = calibrate(arm, p);
            for (StudyFigure figure : arm) {
                rows.put(figure, row(figure, arm, p, own, losses));
            }
        }
        return new Validation(
                figures.stream().map(f -> Objects.requireNonNull(rows.get(f))).toList(), tauDays);
    }

    private static Map<String, List<StudyFigure>> arms(List<StudyFigure> figures) {
        Map<String, List<StudyFigure>> arms = new LinkedHashMap<>();
        for (StudyFigure figure : figures) {
            arms.computeIfAbsent(figure.arm() + figure.ageYears() + figure.protocol(), unused -> new ArrayList<>())
                    .add(figure);
        }
        return arms;
    }

    /** What a pause left, with the study it is from. */
    private record Loss(StudyFigure figure, SingleExponential.Loss loss) {}

    private static List<Loss> losses(Iterable<List<StudyFigure>> arms) {
        List<Loss> losses = new ArrayList<>();
        for (List<StudyFigure> arm : arms) {
            for (StudyFigure figure : arm) {
                OptionalDouble trained = trainedPct(arm, figure.kind());
                if (figure.phase() == StudyPhase.PAUSE && trained.isPresent()) {
                    losses.add(new Loss(
                            figure,
                            new SingleExponential.Loss(trained.getAsDouble(), pausedDays(figure), figure.changePct())));
                }
            }
        }
        return losses;
    }

    /** The time constant of a kind over all studies but one; empty when no pause is left to fit. */
    private static OptionalDouble tauDays(List<Loss> losses, FigureKind kind, String leftOut) {
        List<SingleExponential.Loss> of = losses.stream()
                .filter(l -> l.figure().kind() == kind && !l.figure().study().equals(leftOut))
                .map(Loss::loss)
                .toList();
        return of.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(SingleExponential.fitDays(of));
    }

    /** The parameters of an arm: A and size scale from the figures of its first block. */
    public static Parameters calibrate(List<StudyFigure> arm, Parameters p) {
        List<StudyFigure> used =
                arm.stream().filter(f -> f.phase() == StudyPhase.FIRST_BLOCK).toList();
        List<StudyCalibration.Target> targets = used.stream()
                .map(f -> new StudyCalibration.Target(f.changePct(), f.errorFlooredPct()))
                .toList();
        return StudyCalibration.fit(
                targets,
                p,
                q -> used.stream().mapToDouble(f -> predictedPct(f, q)).toArray());
    }

    /** The model's value for a figure, in percent, at the figure's age. */
    public static double predictedPct(StudyFigure figure, Parameters p) {
        Parameters aged = p.atAge(figure.ageYears());
        Protocol protocol = figure.protocol();
        List<Reading> readings = Simulation.run(protocol, aged, figure.weeks(), protocol.firstTrainingEndWeek());
        return figure.kind().predictedPct(readings.getFirst(), readings.getLast(), aged);
    }

    private static Row row(StudyFigure figure, List<StudyFigure> arm, Parameters p, Parameters own, List<Loss> losses) {
        double byDefault = predictedPct(figure, p);
        double calibrated = predictedPct(figure, own);
        OptionalDouble none = OptionalDouble.empty();
        OptionalDouble trained = trainedPct(arm, figure.kind());
        boolean firstBlock = figure.phase() == StudyPhase.FIRST_BLOCK;
        if (firstBlock || trained.isEmpty()) {
            return new Row(figure, byDefault, calibrated, firstBlock, none, none, none, none);
        }
        double pct = trained.getAsDouble();
        return new Row(
                figure,
                byDefault,
                calibrated,
                false,
                testedMaximumPct(figure, arm, p),
                trained,
                exponentialPct(figure, pct, tauDays(losses, figure.kind(), "")),
                exponentialPct(figure, pct, tauDays(losses, figure.kind(), figure.study())));
    }

    private static OptionalDouble testedMaximumPct(StudyFigure figure, List<StudyFigure> arm, Parameters p) {
        Optional<StudyFigure> tested = trained(arm, figure.kind());
        if (figure.kind() != FigureKind.STRENGTH || tested.isEmpty()) {
            return OptionalDouble.empty();
        }
        double before = 1 + predictedPct(tested.get(), p) / 100;
        double now = 1 + predictedPct(figure, p) / 100;
        return OptionalDouble.of(100 * ((1 + tested.get().changePct() / 100) * now / before - 1));
    }

    /** The last figure of the arm's first block; 100 for the kept kinds; empty when the study gives none. */
    private static OptionalDouble trainedPct(List<StudyFigure> arm, FigureKind kind) {
        if (kind.isKept()) {
            return OptionalDouble.of(100);
        }
        return trained(arm, kind)
                .map(figure -> OptionalDouble.of(figure.changePct()))
                .orElse(OptionalDouble.empty());
    }

    private static Optional<StudyFigure> trained(List<StudyFigure> arm, FigureKind kind) {
        return arm.stream()
                .filter(f -> f.kind() == kind && f.phase() == StudyPhase.FIRST_BLOCK)
                .reduce((a, b) -> b.weeks() >= a.weeks() ? b : a);
    }

    /** Days without training since the first block, up to the figure. */
    private static double pausedDays(StudyFigure figure) {
        double start = 0;
        double paused = 0;
        boolean trained = false;
        for (Protocol.Block block : figure.protocol().blocks()) {
            double end = start + block.weeks();
            if (block instanceof Protocol.Rest && trained) {
                paused += Math.max(Math.min(figure.weeks(), end) - start, 0);
            }
            trained |= block instanceof Protocol.Training;
            start = end;
        }
        return 7 * (paused + Math.max(figure.weeks() - start, 0));
    }

    private static OptionalDouble exponentialPct(StudyFigure figure, double trainedPct, OptionalDouble tauDays) {
        if (figure.phase() == StudyPhase.REDUCED) {
            return OptionalDouble.of(trainedPct);
        }
        if (tauDays.isEmpty()) {
            return OptionalDouble.empty();
        }
        double left = SingleExponential.left(trainedPct, pausedDays(figure), tauDays.getAsDouble());
        if (figure.phase() == StudyPhase.PAUSE) {
            return OptionalDouble.of(left);
        }
        double firstWeeks = figure.protocol().firstTrainingEndWeek();
        double retrainedWeeks = Math.max(figure.weeks() - firstWeeks - pausedDays(figure) / 7, 0);
        return OptionalDouble.of(left + trainedPct * Math.min(retrainedWeeks / firstWeeks, 1));
    }
}
