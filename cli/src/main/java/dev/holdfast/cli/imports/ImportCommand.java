package dev.holdfast.cli.imports;

import dev.holdfast.cli.http.Services;
import dev.holdfast.cli.http.TenantOption;
import dev.holdfast.client.commands.model.ImportReport;
import dev.holdfast.formats.known.KnownFormats;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
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
        description =
                "Import one file: a training app's export, a watch's activity, or NDJSON of Holdfast's own events.")
public final class ImportCommand implements Callable<Integer> {
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

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            completionCandidates = FormatKeys.class,
            description = "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default.")
    private String format = KnownFormats.AUTO;

    @Option(names = "--unit", paramLabel = "UNIT", description = "kg or lb, for files that do not say.")
    private @Nullable String unit;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Time zone of the file's dates, as in Europe/Berlin, for files that do not say.")
    private @Nullable String zone;

    @Option(names = "--json", description = "The accounting as JSON.")
    private boolean json;

    /** What {@code --format} may be. */
    static final class FormatKeys implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return KnownFormats.keys().iterator();
        }
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        FileImport fileImport = new FileImport(tenant.tenant(), out);
        ImportReport report = fileImport.send(file, athlete, format, unit, zone);
        if (json) {
            out.println(Services.json(report));
        } else {
            fileImport.print(report, file);
        }
        return FileImport.exitCode(report);
    }
}
