package dev.holdfast.cli.operate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.cli.http.Services;
import dev.holdfast.cli.terminal.ExitCode;
import dev.holdfast.cli.terminal.Failure;
import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.client.queries.ProjectionApi;
import dev.holdfast.client.queries.model.RebuildReport;
import dev.holdfast.client.queries.model.RebuildRequest;
import dev.holdfast.client.queries.model.RebuildView;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Builds every state again while the serving ones go on answering. */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        description = {
            "Build every state again beside the serving ones, then switch.",
            "Ctrl-C aborts it; what serves is not touched."
        })
public final class RebuildCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(250);
    private static final String DEFAULT = "default";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--parameters",
            paramLabel = "FILE",
            description =
                    "Replace the model parameters that serve: a file with some by name or symbol, as JSON or as lines"
                            + " name=value, those left out as they come with Holdfast; or the word default for all as"
                            + " they come. Without this, those that serve stay.")
    private @Nullable Path parameters;

    @Option(names = "--yes", description = "Do not ask before the parameters that serve all tenants are replaced.")
    private boolean yes;

    @Option(
            names = "--from",
            paramLabel = "SOURCE",
            description = "events (all of it) or timeline (only the model runs again); events by default.")
    private String from = "events";

    @Option(
            names = "--workers",
            paramLabel = "N",
            description =
                    "Threads that work all the time. By default one for every second core of the service, for a third of the"
                            + " time, so that readers wait little.")
    private @Nullable Integer workers;

    @Option(names = "--json", description = "The report as JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        ProjectionApi projection = new ProjectionApi(Services.queries());
        RebuildRequest request = new RebuildRequest().from(from).workers(workers);
        if (parameters != null) {
            request.parameters(parameters.toString().equals(DEFAULT) ? Map.of() : read(parameters));
            confirm();
        }
        RebuildView started = Services.answer(() -> projection.startRebuild(request));
        Thread abort =
                new Thread(() -> Services.answer(() -> projection.abortRebuild(started.getId())), "abort-rebuild");
        Runtime.getRuntime().addShutdownHook(abort);
        RebuildView ended;
        try {
            ended = watch(projection, started);
        } finally {
            unhook(abort);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Services.json(ended));
        } else if (ended.getReport() != null) {
            print(out, ended, ended.getReport());
        }
        out.flush();
        return switch (ended.getStatus()) {
            case "done" -> ExitCode.OK;
            case "aborted" -> throw new Failure(ExitCode.REFUSED, "the rebuild was aborted; what serves is as it was");
            default ->
                throw new Failure(
                        ExitCode.REFUSED,
                        "the rebuild failed: " + ended.getFailure() + ": the same command goes on from where it is");
        };
    }

    /** Every state of every tenant will be another one. */
    private void confirm() {
        if (yes || !Terminal.present()) {
            return;
        }
        Console console = System.console();
        if (console == null) {
            return;
        }
        String answer = console.readLine("Replace the parameters that serve all tenants by %s? [y/N] ", parameters);
        if (answer == null || !answer.strip().equalsIgnoreCase("y")) {
            throw new Failure(ExitCode.USAGE, "not rebuilt; --yes does not ask");
        }
    }

    private static void unhook(Thread abort) {
        try {
            Runtime.getRuntime().removeShutdownHook(abort);
        } catch (IllegalStateException e) {
            // The hook runs already: it was Ctrl-C that ended the wait.
        }
    }

    private static RebuildView watch(ProjectionApi projection, RebuildView started) throws InterruptedException {
        RebuildView now = started;
        try (ProgressBar bar = Terminal.bar("rebuild", started.getEventsAll())) {
            while (now.getStatus().equals("running")) {
                Thread.sleep(POLL.toMillis());
                now = Services.answer(() -> projection.getRebuild(started.getId()));
                if (bar != null) {
                    bar.maxHint(Math.max(1, now.getEventsAll()));
                    bar.stepTo(now.getEvents());
                    bar.setExtraMessage(now.getPhase());
                }
            }
        }
        return now;
    }

    private static void print(PrintWriter out, RebuildView rebuild, RebuildReport report) {
        out.printf(
                "rebuilt %d athletes from %d %s in %.1f s; %d of them differ from what was served%n",
                report.getAthletes(),
                report.getEvents(),
                rebuild.getFrom().equals("timeline") ? "facts of timelines" : "events",
                rebuild.getSeconds(),
                report.getDiffering());
        if (rebuild.getParameters().equals(rebuild.getParametersBefore())) {
            out.printf("parameters %s, as before%n", rebuild.getParameters());
        } else {
            out.printf(
                    "parameters %s; before %s (--parameters default takes those that come with Holdfast)%n",
                    rebuild.getParameters(), rebuild.getParametersBefore());
        }
        if (report.getUnreadable() > 0) {
            out.printf("events that could not be read and are left out: %d%n", report.getUnreadable());
        }
        if (report.getResumedRanges() > 0) {
            out.printf("went on with %d ranges of an earlier run%n", report.getResumedRanges());
        }
    }

    /** Numbers by name, whichever of both forms they are in. */
    private static Map<String, Double> read(Path file) {
        Map<String, Double> values = new TreeMap<>();
        try {
            String text = Files.readString(file);
            if (text.stripLeading().startsWith("{")) {
                new ObjectMapper()
                        .readTree(text)
                        .properties()
                        .forEach(each -> values.put(
                                each.getKey(),
                                number(each.getKey(), each.getValue().asText())));
            } else {
                Properties lines = new Properties();
                lines.load(new StringReader(text));
                lines.stringPropertyNames()
                        .forEach(name -> values.put(
                                name, number(name, lines.getProperty(name).strip())));
            }
        } catch (JsonProcessingException e) {
            throw unreadable(file, "it is no JSON: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            throw unreadable(file, "give lines name=value");
        } catch (IOException e) {
            throw unreadable(file, String.valueOf(e.getMessage()));
        }
        return values;
    }

    private static Failure unreadable(Path file, String reason) {
        return new Failure(ExitCode.USAGE, "cannot read: parameters=" + file + ": " + reason);
    }

    private static double number(String name, String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new Failure(ExitCode.USAGE, "parameters." + name + "=" + value + ": give a number");
        }
    }
}
