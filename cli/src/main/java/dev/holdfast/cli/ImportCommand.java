package dev.holdfast.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports one file into the running system. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Import a Strong, Hevy or FitNotes export, or NDJSON of Holdfast's own events.")
final class ImportCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private TenantOption tenant = new TenantOption();

    @Parameters(index = "0", paramLabel = "FILE", description = "The file.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--athlete",
            paramLabel = "ID",
            description = "Whose export it is: the tenant's pseudonym. Not for NDJSON, whose lines name it.")
    private @Nullable String athlete;

    @Option(names = "--format", paramLabel = "FORMAT", description = "auto, strong, hevy, fitnotes or ndjson.")
    private String format = "auto";

    @Option(names = "--unit", paramLabel = "UNIT", description = "kg or lb, for files that do not say.")
    private @Nullable String unit;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Time zone of the file's dates, as in Europe/Berlin, for files that do not say.")
    private @Nullable String zone;

    @Option(names = "--json", description = "The accounting as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        FileImport fileImport =
                new FileImport(new Services(tenant.tenant), spec.commandLine().getOut());
        JsonNode accounting = fileImport.send(file, athlete, format, unit, zone);
        if (json) {
            spec.commandLine().getOut().println(accounting.toPrettyString());
        } else {
            fileImport.print(accounting, file);
        }
        return FileImport.exitCode(accounting);
    }
}
