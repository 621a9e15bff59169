package dev.holdfast.research.studies;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;

/** Root mean square errors in points, by kind and phase, of the model and its baselines. */
public final class ErrorTable {
    private ErrorTable() {}

    /**
     * @param figures how many the line rests on
     * @param testedMaximum empty for all but 1RM after the first block
     * @param keepEverything empty where the baseline says nothing
     */
    public record Line(
            FigureKind kind,
            StudyPhase phase,
            int figures,
            double byDefault,
            double calibrated,
            OptionalDouble testedMaximum,
            OptionalDouble keepEverything,
            OptionalDouble singleExponential,
            OptionalDouble singleExponentialLeftOut) {
        /** The smallest error on this line is a baseline's. */
        public boolean baselineWins() {
            return keepEverything.orElse(Double.MAX_VALUE) < calibrated
                    || singleExponential.orElse(Double.MAX_VALUE) < calibrated;
        }
    }

    public static List<Line> of(Validation validation) {
        List<Line> lines = new ArrayList<>();
        for (FigureKind kind : FigureKind.values()) {
            for (StudyPhase phase : StudyPhase.values()) {
                List<Validation.Row> rows = rows(
                        validation, r -> r.figure().kind() == kind && r.figure().phase() == phase);
                if (!rows.isEmpty()) {
                    lines.add(new Line(
                            kind,
                            phase,
                            rows.size(),
                            error(rows, r -> OptionalDouble.of(r.defaultPct())).orElseThrow(),
                            error(rows, r -> OptionalDouble.of(r.calibratedPct()))
                                    .orElseThrow(),
                            error(rows, Validation.Row::testedMaximumPct),
                            error(rows, Validation.Row::keepEverythingPct),
                            error(rows, Validation.Row::singleExponentialPct),
                            error(rows, Validation.Row::singleExponentialLeftOutPct)));
                }
            }
        }
        return lines;
    }

    private static List<Validation.Row> rows(Validation validation, Predicate<Validation.Row> which) {
        return validation.rows().stream().filter(which).toList();
    }

    /** Empty when any of the rows has no value. */
    public static OptionalDouble error(List<Validation.Row> rows, Function<Validation.Row, OptionalDouble> value) {
        double sum = 0;
        for (Validation.Row row : rows) {
            OptionalDouble predicted = value.apply(row);
            if (predicted.isEmpty()) {
                return OptionalDouble.empty();
            }
            double miss = predicted.getAsDouble() - row.figure().changePct();
            sum += miss * miss;
        }
        return rows.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(sum / rows.size()));
    }
}
