package dev.holdfast.cli.model;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.model.Parameters;
import dev.holdfast.research.studies.ErrorTable;
import dev.holdfast.research.studies.StudyFigure;
import dev.holdfast.research.studies.StudyTable;
import dev.holdfast.research.studies.Validation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Every published figure beside what the model says. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {
            "Simulates every study and prints what was published beside what the model says, by default and calibrated",
            "on the study's first training block. Without --studies it takes the project's own table and writes the",
            "report docs/model/validation.md with its plots."
        })
public final class ValidateCommand implements Callable<Integer> {
    enum Format {
        TABLE,
        CSV
    }

    /** A table of studies is some kilobytes; a file this large is another one. */
    private static final long FILE_BYTES_MAX = 20_000_000;

    private static final List<String> COLUMNS =
            List.of("study", "group", "t_week", "kind", "published", "default", "calibrated", "used_for_calibration");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--studies",
            paramLabel = "FILE",
            description =
                    "CSV with the columns study,group,doi,age,protocol,t_week,kind,change_pct,err_pct,n,source,note.")
    private @Nullable Path studies;

    @Option(names = "--format", paramLabel = "FORMAT", description = "table or csv; table by default.")
    private Format format = Format.TABLE;

    @Option(
            names = "--report",
            paramLabel = "FOLDER",
            description = "Where to write validation.md and its plots; docs/model by default, nowhere with --studies.")
    private @Nullable Path report;

    @Override
    public Integer call() throws IOException {
        List<StudyFigure> figures = studies == null ? StudyTable.published() : StudyTable.parse(read(studies));
        Validation validation = Validation.of(figures, Parameters.DEFAULT);
        Validation heldOut = studies == null ? Validation.of(StudyTable.heldOut(), figures, Parameters.DEFAULT) : null;
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.CSV) {
            printCsv(out, validation);
        } else {
            printTable(out, validation);
            if (heldOut != null) {
                out.printf("%nHeld out: nothing was fitted to these%n");
                printRows(out, heldOut);
            }
        }
        out.flush();
        Path folder = report == null && studies == null ? ownReport() : report;
        if (folder != null) {
            ValidationReport.write(folder, validation, heldOut);
            PrintWriter err = spec.commandLine().getErr();
            err.println("report: " + folder.resolve("validation.md"));
            err.flush();
        }
        return 0;
    }

    private static @Nullable Path ownReport() {
        Path home = Path.of(System.getProperty("holdfast.home", "."));
        return home.resolve("docs").resolve("model");
    }

    private static String read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new InvalidValueException("--studies", file, "give a readable CSV file");
        }
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new InvalidValueException("--studies", file, "give a file of at most " + FILE_BYTES_MAX + " bytes");
        }
        return Files.readString(file);
    }

    private static List<String> cells(Validation.Row row) {
        return List.of(
                row.figure().study(),
                row.figure().group(),
                number(row.figure().weeks()),
                row.figure().kind().label(),
                number(row.figure().changePct()),
                String.format(Locale.ROOT, "%.2f", row.defaultPct()),
                String.format(Locale.ROOT, "%.2f", row.calibratedPct()),
                Boolean.toString(row.usedForCalibration()));
    }

    /** As in the studies file: no digits that were not given. */
    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static void printCsv(PrintWriter out, Validation validation) throws IOException {
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
        csv.writeRecord(COLUMNS);
        validation.rows().forEach(row -> csv.writeRecord(cells(row)));
        csv.flush();
    }

    private static void printTable(PrintWriter out, Validation validation) {
        printRows(out, validation);
        out.printf("%nRMSE in points, forecasts only (not used for calibration)%n");
        String error = "%-10s %-12s %4s %9s %11s %7s %16s %17s  %s%n";
        out.printf(
                error,
                "kind",
                "phase",
                "n",
                "default",
                "calibrated",
                "tested",
                "keep everything",
                "one exponential",
                "best");
        for (ErrorTable.Line l : ErrorTable.of(validation)) {
            if (l.keepEverything().isPresent()) {
                out.printf(
                        error,
                        l.kind().label(),
                        l.phase().label(),
                        l.figures(),
                        String.format(Locale.ROOT, "%.1f", l.byDefault()),
                        String.format(Locale.ROOT, "%.1f", l.calibrated()),
                        ValidationReport.points(l.testedMaximum()),
                        ValidationReport.points(l.keepEverything()),
                        ValidationReport.points(l.singleExponential()),
                        l.baselineWins() ? "baseline" : "model");
            }
        }
    }

    private static void printRows(PrintWriter out, Validation validation) {
        String line = "%-15s %-26s %7s %-10s %10s %9s %11s  %s%n";
        out.printf(line, COLUMNS.toArray());
        for (Validation.Row row : validation.rows()) {
            out.printf(line, cells(row).toArray());
        }
    }
}
