package dev.holdfast.cli.model;

import dev.holdfast.research.studies.ErrorTable;
import dev.holdfast.research.studies.StudyTable;
import dev.holdfast.research.studies.StudyTable.ContextStudy;
import dev.holdfast.research.studies.Validation;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The part of the report on figures that nothing was fitted to. */
final class HeldOutReport {
    private HeldOutReport() {}

    static void append(Validation heldOut, StringBuilder out) {
        out.append("""

                ## Held-out figures

                Nothing was fitted to these: neither the model nor the time constants of the single exponential. Most were read in an
                abstract alone, some are derived from one or remembered; the second table says which.

                """);
        ValidationReport.everyFigure(heldOut, out);
        List<Validation.Row> compared = heldOut.rows().stream()
                .filter(row -> row.keepEverythingPct().isPresent()
                        && row.singleExponentialPct().isPresent())
                .toList();
        out.append(String.format(
                Locale.ROOT,
                "%nOn the %d that a baseline says something of: calibrated %s, keep everything %s, one exponential %s points.%n%n",
                compared.size(),
                points(compared, row -> OptionalDouble.of(row.calibratedPct())),
                points(compared, Validation.Row::keepEverythingPct),
                points(compared, Validation.Row::singleExponentialPct)));
        out.append("| study | group | week | kind | n | source | note |\n|---|---|--:|---|--:|---|---|\n");
        heldOut.rows().stream()
                .map(Validation.Row::figure)
                .forEach(figure -> out.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | %s | %s | %d | %s | %s |%n",
                        figure.study(),
                        figure.group(),
                        figure.weeks(),
                        figure.kind().label(),
                        figure.participants(),
                        figure.source(),
                        figure.note())));
        out.append("\nStudies that give no figure to compare with:\n\n");
        for (ContextStudy study : StudyTable.context()) {
            out.append(String.format(
                    Locale.ROOT,
                    "- %s (%s%s, %s): %s.%n",
                    study.study(),
                    study.group(),
                    study.participants() == 0 ? "" : String.format(Locale.ROOT, ", n = %,d", study.participants()),
                    study.doi(),
                    study.note()));
        }
    }

    private static String points(List<Validation.Row> rows, Function<Validation.Row, OptionalDouble> value) {
        return ValidationReport.points(ErrorTable.error(rows, value));
    }
}
