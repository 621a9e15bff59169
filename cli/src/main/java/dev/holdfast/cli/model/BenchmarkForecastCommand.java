package dev.holdfast.cli.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.holdfast.cli.terminal.ExitCode;
import dev.holdfast.cli.terminal.Failure;
import dev.holdfast.level.LevelParameters;
import dev.holdfast.research.forecast.Benchmark;
import dev.holdfast.research.forecast.BenchmarkReport;
import dev.holdfast.research.forecast.BenchmarkResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How true forecasts of kilograms are on training logs. */
@Command(
        name = "benchmark-forecast",
        mixinStandardHelpOptions = true,
        description = {
            "Reads training logs and scores what Holdfast and plain baselines would have forecast of them, by the",
            "definition of docs/forecast.md. Nothing is stored or sent. --json has scores only, no value of any log, so",
            "that scores can be passed on without the logs."
        })
public final class BenchmarkForecastCommand implements Callable<Integer> {
    private static final long PARAMETERS_BYTES_MAX = 100_000;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private LogFiles logs = new LogFiles();

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write the report as Markdown.")
    private @Nullable Path report;

    @Option(
            names = "--parameters",
            paramLabel = "FILE",
            description = "Parameters to score in place of the shipped ones, as fit-forecast writes them.")
    private @Nullable Path parameters;

    @Option(names = "--json", description = "Scores as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        LevelParameters p = parameters == null ? LevelParameters.DEFAULT : LevelParameters.parse(text(parameters));
        BenchmarkResult result = Benchmark.run(logs.read(err), p);
        String markdown = BenchmarkReport.markdown(result);
        out.println(json ? json(result) : markdown.stripTrailing());
        out.flush();
        if (report != null) {
            Files.writeString(report, markdown);
            err.println("report: " + report);
            err.flush();
        }
        return ExitCode.OK;
    }

    static String json(Object scores) throws IOException {
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(scores);
    }

    private static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > PARAMETERS_BYTES_MAX) {
            throw new Failure(
                    ExitCode.USAGE,
                    "cannot read: --parameters=" + file + ": give a file of lines name=value, at most "
                            + PARAMETERS_BYTES_MAX + " bytes");
        }
        return Files.readString(file);
    }
}
