package dev.holdfast.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether the stored states are what the events give. */
@Command(
        name = "verify-states",
        mixinStandardHelpOptions = true,
        description = "Compute states and checkpoints again from the stored events and compare the digests.")
final class VerifyStatesCommand implements Callable<Integer> {
    private static final int SAMPLE = 100;
    private static final int DIFFERENCES_SHOWN = 20;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @ArgGroup
    private Extent extent = new Extent();

    /** How many athletes. */
    static final class Extent {
        @Option(
                names = "--sample",
                paramLabel = "N",
                description = "So many athletes, drawn at random; 100 by default.")
        private int sample = SAMPLE;

        @Option(names = "--all", description = "Every athlete.")
        private boolean all;
    }

    @Option(names = "--json", description = "All differences as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Services services = new Services("holdfast");
        long athletes = 0;
        long checkpoints = 0;
        ArrayNode differences = Services.json().createArrayNode();
        Map<String, String> parameters = new LinkedHashMap<>();
        if (!extent.all) {
            parameters.put("sample", Integer.toString(extent.sample));
        }
        while (true) {
            JsonNode page = services.query("/v1/verification" + Services.queryString(parameters));
            athletes += page.path("athletes").asLong();
            checkpoints += page.path("checkpoints").asLong();
            page.path("differences").forEach(differences::add);
            if (!page.has("nextCursor")) {
                break;
            }
            parameters.put("cursor", page.path("nextCursor").asText());
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectNode report =
                    Services.json().createObjectNode().put("athletes", athletes).put("checkpoints", checkpoints);
            report.set("differences", differences);
            out.println(report.toPrettyString());
        } else {
            for (int i = 0; i < Math.min(differences.size(), DIFFERENCES_SHOWN); i++) {
                JsonNode difference = differences.get(i);
                out.printf(
                        "differs: tenant=%s, athlete=%s, kind=%s, stored=%s, computed=%s%n",
                        difference.path("tenant").asText(),
                        difference.path("athlete").asText(),
                        difference.path("kind").asText(),
                        difference.path("stored").asText("nothing"),
                        difference.path("computed").asText("nothing"));
            }
            out.printf(
                    "%d athletes with %d checkpoints computed again: %d differ%n",
                    athletes, checkpoints, differences.size());
        }
        out.flush();
        return differences.isEmpty() ? ExitCode.OK : ExitCode.UNSOUND;
    }
}
