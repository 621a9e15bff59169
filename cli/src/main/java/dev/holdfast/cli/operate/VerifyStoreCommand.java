package dev.holdfast.cli.operate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.cli.http.Services;
import dev.holdfast.cli.terminal.ExitCode;
import dev.holdfast.cli.terminal.Failure;
import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.cli.terminal.TextTable;
import dev.holdfast.client.commands.ApiClient;
import dev.holdfast.client.commands.StoreApi;
import dev.holdfast.client.queries.ProjectionApi;
import dev.holdfast.client.queries.model.PartitionView;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether the event store is whole. */
@Command(
        name = "verify-store",
        mixinStandardHelpOptions = true,
        description = "Read the whole event store and say what does not agree: positions, payloads, seals, tags, head,"
                + " publisher and projections.")
public final class VerifyStoreCommand implements Callable<Integer> {
    /** A store is read whole. */
    private static final Duration ANSWER_WAIT_MAX = Duration.ofHours(6);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--json", description = "The report as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        // Asked first: what is ahead of the store then was ahead of every later head too, or the store has lost events.
        List<String> ahead = new ArrayList<>();
        long folded = folded();
        JsonNode report = verified();
        long head = report.path("head").asLong();
        if (folded > head) {
            ahead.add("projection-ahead: a partition is folded up to %d, the head is %d".formatted(folded, head));
        }
        boolean sound = report.path("problems").isEmpty() && ahead.isEmpty();
        if (json) {
            ObjectNode all = report.deepCopy();
            all.put("sound", sound);
            all.put("projectionPosition", folded);
            ahead.forEach(all.putArray("ahead")::add);
            out.println(all.toPrettyString());
        } else {
            print(out, report, folded, ahead);
        }
        out.flush();
        return sound ? ExitCode.OK : ExitCode.UNSOUND;
    }

    /** The last position that any partition has folded, -1 when query-service does not answer. */
    private static long folded() {
        ProjectionApi projection = new ProjectionApi(Services.queries());
        try {
            return Services.answer(projection::getProjection).getPartitions().stream()
                    .mapToLong(PartitionView::getPosition)
                    .reduce(0, Math::max);
        } catch (Failure e) {
            return -1;
        }
    }

    /** Lets command-service read its whole store; gives the report once it has. */
    private JsonNode verified() {
        ApiClient client = Services.commands().setReadTimeout(ANSWER_WAIT_MAX);
        AtomicReference<@Nullable JsonNode> last = new AtomicReference<>();
        // The generated client gives the lines when all have come: they are read here as they come.
        client.setResponseInterceptor(response -> {
            if (response.statusCode() == 200) {
                last.set(lastLine(response.body()));
            }
        });
        Services.answer(new StoreApi(client)::verifyStore);
        JsonNode end = last.get();
        if (end == null || !end.has("report")) {
            throw new Failure(
                    ExitCode.REFUSED,
                    end != null && end.has("failure")
                            ? "the check could not end: " + end
                            : "the check broke off: see the log of command-service");
        }
        return end.path("report");
    }

    /** Shows how far every line of JSON is as it comes; null where none did. */
    private @Nullable JsonNode lastLine(InputStream body) {
        JsonNode last = null;
        try (ProgressBar bar = json ? null : Terminal.bar("verify-store", 1)) {
            MappingIterator<JsonNode> lines = new ObjectMapper()
                    .readerFor(JsonNode.class)
                    .without(JsonParser.Feature.AUTO_CLOSE_SOURCE)
                    .readValues(body);
            while (lines.hasNextValue()) {
                last = lines.nextValue();
                if (bar != null && last.has("events")) {
                    bar.maxHint(Math.max(1, last.path("head").asLong()));
                    bar.stepTo(last.path("events").asLong());
                    bar.setExtraMessage(last.path("problems").asLong() + " problems");
                }
            }
            return last;
        } catch (IOException e) {
            throw new Failure(ExitCode.UNREACHABLE, "the check broke off: " + e.getMessage());
        }
    }

    private static void print(PrintWriter out, JsonNode report, long folded, List<String> ahead) {
        double seconds = report.path("seconds").asDouble();
        long events = report.path("events").asLong();
        TextTable table = new TextTable(List.of("what", "figure"));
        row(table, "events read", events);
        row(table, "last position", report.path("head").asLong());
        row(table, "training events", report.path("trainingEvents").asLong());
        row(table, "emptied by erasures", report.path("erased").asLong());
        row(table, "of other applications", report.path("foreign").asLong());
        row(table, "tags", report.path("tags").asLong());
        row(table, "published up to", report.path("publishedPosition").asLong());
        table.add(List.of(
                "folded up to",
                folded < 0 ? "not checked: query-service does not answer" : String.format(Locale.ROOT, "%,d", folded)));
        row(table, "sealed blocks unchanged", report.path("sealsCompared").asLong());
        row(table, "blocks sealed now", report.path("sealsWritten").asLong());
        table.print(out);
        out.printf(Locale.ROOT, "%.1f s, %,.0f events a second%n", seconds, events / Math.max(seconds, 1e-3));
        report.path("problems")
                .fields()
                .forEachRemaining(kind -> out.printf(
                        Locale.ROOT,
                        "PROBLEM %s: %,d%n",
                        kind.getKey(),
                        kind.getValue().asLong()));
        report.path("examples")
                .forEach(example -> out.printf(
                        "  at position %d: %s: %s%n",
                        example.path("position").asLong(),
                        example.path("kind").asText(),
                        example.path("detail").asText()));
        ahead.forEach(each -> out.println("PROBLEM " + each));
        if (report.path("problems").isEmpty() && ahead.isEmpty()) {
            out.println("the store is sound");
        }
    }

    private static void row(TextTable table, String what, long figure) {
        table.add(List.of(what, String.format(Locale.ROOT, "%,d", figure)));
    }
}
