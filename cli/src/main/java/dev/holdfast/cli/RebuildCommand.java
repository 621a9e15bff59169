package dev.holdfast.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
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
final class RebuildCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(250);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--parameters",
            paramLabel = "FILE",
            description =
                    "Model parameters by name or symbol, as JSON or as lines name=value; those left out are as they"
                            + " come with Holdfast.")
    private @Nullable Path parameters;

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
        Services services = new Services("holdfast");
        ObjectNode request = Services.json().createObjectNode().put("from", from);
        if (workers != null) {
            request.put("workers", workers);
        }
        if (parameters != null) {
            request.set("parameters", read(parameters));
        }
        JsonNode rebuild = services.startRebuild(request);
        String id = rebuild.path("id").asText();
        Thread abort = new Thread(() -> services.abortRebuild(id), "abort-rebuild");
        Runtime.getRuntime().addShutdownHook(abort);
        try {
            rebuild = watch(services, rebuild, id);
        } finally {
            unhook(abort);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(rebuild.toPrettyString());
        } else if (rebuild.has("report")) {
            print(out, rebuild);
        }
        out.flush();
        return switch (rebuild.path("status").asText()) {
            case "done" -> ExitCode.OK;
            case "aborted" -> throw new Failure(ExitCode.REFUSED, "the rebuild was aborted; what serves is as it was");
            default ->
                throw new Failure(
                        ExitCode.REFUSED,
                        "the rebuild failed: " + rebuild.path("failure").asText()
                                + ": the same command goes on from where it is");
        };
    }

    private static void unhook(Thread abort) {
        try {
            Runtime.getRuntime().removeShutdownHook(abort);
        } catch (IllegalStateException e) {
            // The hook runs already: it was Ctrl-C that ended the wait.
        }
    }

    private static JsonNode watch(Services services, JsonNode started, String id) throws InterruptedException {
        JsonNode now = started;
        try (ProgressBar bar = Terminal.present()
                ? new ProgressBarBuilder()
                        .setTaskName("rebuild")
                        .setUnit(" events", 1)
                        .showSpeed()
                        .setInitialMax(Math.max(1, started.path("eventsAll").asLong()))
                        .build()
                : null) {
            while (now.path("status").asText().equals("running")) {
                Thread.sleep(POLL.toMillis());
                now = services.query("/v1/rebuilds/" + Services.pathSegment(id));
                if (bar != null) {
                    bar.maxHint(Math.max(1, now.path("eventsAll").asLong()));
                    bar.stepTo(now.path("events").asLong());
                    bar.setExtraMessage(now.path("phase").asText());
                }
            }
        }
        return now;
    }

    private static void print(PrintWriter out, JsonNode rebuild) {
        JsonNode report = rebuild.path("report");
        out.printf(
                "rebuilt %d athletes from %d %s in %.1f s; %d of them differ from what was served%n",
                report.path("athletes").asLong(),
                report.path("events").asLong(),
                rebuild.path("from").asText().equals("timeline") ? "facts of timelines" : "events",
                rebuild.path("seconds").asDouble(),
                report.path("differing").asLong());
        if (report.path("unreadable").asLong() > 0) {
            out.printf(
                    "events that could not be read and are left out: %d%n",
                    report.path("unreadable").asLong());
        }
        if (report.path("resumedRanges").asLong() > 0) {
            out.printf(
                    "went on with %d ranges of an earlier run%n",
                    report.path("resumedRanges").asLong());
        }
    }

    /** Numbers by name, whichever of both forms they are in. */
    static ObjectNode read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "cannot read: parameters=" + file + ": " + e.getMessage());
        }
        ObjectNode values = Services.json().createObjectNode();
        if (text.stripLeading().startsWith("{")) {
            try {
                Services.json()
                        .readTree(text)
                        .properties()
                        .forEach(each ->
                                put(values, each.getKey(), each.getValue().asText()));
            } catch (JsonProcessingException e) {
                throw new Failure(
                        ExitCode.USAGE,
                        "cannot read: parameters=" + file + ": it is no JSON: " + e.getOriginalMessage());
            }
            return values;
        }
        Properties lines = new Properties();
        try {
            lines.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "cannot read: parameters=" + file + ": give lines name=value");
        }
        for (String name : new TreeSet<>(lines.stringPropertyNames())) {
            put(values, name, lines.getProperty(name).strip());
        }
        return values;
    }

    private static void put(ObjectNode values, String name, String value) {
        try {
            values.put(name, Double.parseDouble(value));
        } catch (NumberFormatException e) {
            throw new Failure(ExitCode.USAGE, "parameters." + name + "=" + value + ": give a number");
        }
    }
}
