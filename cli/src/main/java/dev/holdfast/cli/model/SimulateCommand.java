package dev.holdfast.cli.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.cli.terminal.ExitCode;
import dev.holdfast.cli.terminal.TextTable;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.model.Parameters;
import dev.holdfast.research.plan.Protocol;
import dev.holdfast.research.plan.Reading;
import dev.holdfast.research.plan.Simulation;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a study protocol leaves on an untrained body, week by week. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "What a protocol leaves on an untrained body. PROTOCOL is blocks separated by ';':",
            "T<weeks>x<sessions a week>x<hard sets> trains, D<weeks> rests, as in 'T12x3x3;D26;T8x3x3'."
        })
public final class SimulateCommand implements Callable<Integer> {
    enum Format {
        TABLE,
        CSV,
        JSON
    }

    private record Column(String name, java.util.function.ToDoubleFunction<Reading> value) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("week", Reading::week),
            new Column("N", reading -> reading.structure().nuclei()),
            new Column("X", reading -> reading.structure().volatileSize()),
            new Column("T", reading -> reading.motor().trace()),
            new Column("Y", reading -> reading.motor().volatileExpression()),
            new Column("a", reading -> reading.motor().ageDays()),
            new Column("F", Reading::fibreSize),
            new Column("M", Reading::expression),
            new Column("sharpness", Reading::sharpness),
            new Column("strengthRatio", Reading::strengthRatio));

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @picocli.CommandLine.Parameters(index = "0", paramLabel = "PROTOCOL", description = "The protocol.")
    private String protocol = "";

    @Option(names = "--age", paramLabel = "YEARS", description = "Age in years; the parameters' own by default.")
    private @Nullable Double ageYears;

    @Option(
            names = "--at",
            paramLabel = "WEEK",
            split = ",",
            description = "Weeks to read, as in 12,38; every week by default.")
    private double @Nullable [] weeks;

    @Option(names = "--format", paramLabel = "FORMAT", description = "table, csv or json; table by default.")
    private Format format = Format.TABLE;

    @Override
    public Integer call() {
        Protocol parsed = Protocol.parse(protocol);
        Parameters parameters = parameters();
        List<Reading> readings = weeks == null
                ? Simulation.everyWeeks(parsed, parameters, 1)
                : Simulation.run(parsed, parameters, weeks);
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case TABLE -> printTable(out, readings);
            case CSV -> printCsv(out, readings);
            case JSON -> printJson(out, readings);
        }
        out.flush();
        return ExitCode.OK;
    }

    private Parameters parameters() {
        Parameters standard = Parameters.DEFAULT;
        if (ageYears == null) {
            return standard;
        }
        if (!(ageYears >= 10 && ageYears <= 120)) {
            throw new InvalidValueException("--age", ageYears, "give years from 10 to 120");
        }
        return standard.atAge(ageYears);
    }

    private static void printTable(PrintWriter out, List<Reading> readings) {
        TextTable table = new TextTable(COLUMNS.stream().map(Column::name).toList());
        for (Reading reading : readings) {
            table.add(COLUMNS.stream()
                    .map(column -> Double.isFinite(column.value().applyAsDouble(reading))
                            ? String.format(Locale.ROOT, "%.4f", column.value().applyAsDouble(reading))
                            : "")
                    .toList());
        }
        table.print(out);
    }

    private static void printCsv(PrintWriter out, List<Reading> readings) {
        out.println(String.join(",", COLUMNS.stream().map(Column::name).toList()));
        for (Reading reading : readings) {
            out.println(String.join(
                    ",",
                    COLUMNS.stream()
                            .map(column -> {
                                double value = column.value().applyAsDouble(reading);
                                return Double.isFinite(value) ? Double.toString(value) : "";
                            })
                            .toList()));
        }
    }

    private static void printJson(PrintWriter out, List<Reading> readings) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (Reading reading : readings) {
            ObjectNode row = rows.addObject();
            for (Column column : COLUMNS) {
                double value = column.value().applyAsDouble(reading);
                if (Double.isFinite(value)) {
                    row.put(column.name(), value);
                } else {
                    row.putNull(column.name());
                }
            }
        }
        out.println(rows.toPrettyString());
    }
}
