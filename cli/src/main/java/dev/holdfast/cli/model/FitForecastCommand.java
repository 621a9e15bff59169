package dev.holdfast.cli.model;

import dev.holdfast.cli.terminal.ExitCode;
import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.cli.terminal.TextTable;
import dev.holdfast.level.LevelParameters;
import dev.holdfast.research.forecast.BenchmarkReport;
import dev.holdfast.research.forecast.LevelFit;
import dev.holdfast.research.forecast.TrainingLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The forecast's parameters estimated on other people's logs. */
@Command(
        name = "fit-forecast",
        mixinStandardHelpOptions = true,
        description = {
            "Estimates the parameters of the forecast of kilograms again on these training logs, and scores them on each",
            "lifter with parameters that were fitted without that lifter. Nothing is stored or sent."
        })
public final class FitForecastCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private LogFiles logs = new LogFiles();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write the parameters, as lines name=value for benchmark-forecast --parameters.")
    private @Nullable Path file;

    @Option(names = "--json", description = "Parameters and scores as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        LevelFit fit = fit(logs.read(err));
        if (json) {
            out.println(BenchmarkForecastCommand.json(fit));
        } else {
            print(fit, out);
        }
        out.flush();
        if (file != null) {
            Files.writeString(file, fit.parameters().text());
            err.println("parameters: " + file);
            err.flush();
        }
        return ExitCode.OK;
    }

    private static LevelFit fit(List<TrainingLog> logs) {
        if (!Terminal.present()) {
            return LevelFit.of(logs, done -> {});
        }
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("fit")
                .setInitialMax(LevelFit.fits(logs.size()))
                .build()) {
            return LevelFit.of(logs, bar::stepTo);
        }
    }

    private static void print(LevelFit fit, PrintWriter out) {
        TextTable table = new TextTable(List.of("parameter", "symbol", "shipped", "fitted", "unit"));
        double[] shipped = LevelParameters.DEFAULT.values();
        double[] fitted = fit.parameters().values();
        for (int i = 0; i < fitted.length; i++) {
            if (fitted[i] != shipped[i]) {
                table.add(List.of(
                        LevelParameters.NAMES.get(i),
                        LevelParameters.DEFINITIONS.get(i).symbol(),
                        number(shipped[i]),
                        number(fitted[i]),
                        LevelParameters.DEFINITIONS.get(i).unit()));
            }
        }
        table.print(out);
        out.println();
        out.println("Each lifter forecast with parameters that were fitted without that lifter:");
        out.println();
        out.println(BenchmarkReport.comparison(fit.shipped(), fit.leftOut()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
