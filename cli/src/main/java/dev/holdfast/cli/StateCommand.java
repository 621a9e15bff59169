package dev.holdfast.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What an athlete's body keeps. */
@Command(
        name = "state",
        mixinStandardHelpOptions = true,
        description = "What an athlete's body keeps, now or at any instant.")
final class StateCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private TenantOption tenant = new TenantOption();

    @Parameters(index = "0", paramLabel = "ATHLETE", description = "The athlete's id.")
    private String athlete = "";

    @Option(names = "--at", paramLabel = "INSTANT", description = "As in 2025-03-01T12:00:00Z; now by default.")
    private @Nullable String at;

    @Option(names = "--json", description = "All of it as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        JsonNode state = new Services(tenant.tenant)
                .query("/v1/athletes/" + Services.pathSegment(athlete) + "/state"
                        + Services.queryString(at == null ? Map.of() : Map.of("at", at)));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(state.toPrettyString());
        } else {
            print(out, state);
        }
        out.flush();
        return ExitCode.OK;
    }

    private static void print(PrintWriter out, JsonNode state) {
        out.printf(
                "%s at %s: %s, last session %s%n",
                state.path("athleteId").asText(),
                state.path("at").asText(),
                state.path("phase").asText(),
                Figures.date(state.path("lastSessionAt")));
        out.printf(
                "strength against untrained %s, sharpness %s, weeks to return %s%n",
                Figures.ratio(state.path("strengthRatio")),
                Figures.percent(state.path("sharpness")),
                Figures.weeks(state.path("returnOutlook").path("weeksToReturn")));
        TextTable movements = new TextTable(
                List.of("movement", "strength", "peak", "trace", "expression", "sharpness", "days since"));
        state.path("movements")
                .forEach(movement -> movements.add(List.of(
                        movement.path("movement").asText(),
                        Figures.ratio(movement.path("strengthRatio")),
                        Figures.ratio(movement.path("peakStrengthRatio")),
                        Figures.percent(movement.path("trace")),
                        Figures.percent(movement.path("expression")),
                        Figures.percent(movement.path("sharpness")),
                        Figures.whole(movement.path("daysSinceLastSession")))));
        out.println();
        movements.print(out);
        TextTable muscles = new TextTable(List.of("muscle group", "nuclei", "fibre size", "peak", "days since"));
        state.path("muscleGroups")
                .forEach(muscle -> muscles.add(List.of(
                        muscle.path("muscleGroup").asText(),
                        Figures.percent(muscle.path("nuclei")),
                        Figures.percent(muscle.path("fibreSize")),
                        Figures.percent(muscle.path("peakFibreSize")),
                        Figures.whole(muscle.path("daysSinceLastSession")))));
        out.println();
        muscles.print(out);
        state.path("unknownExercises")
                .forEach(exercise -> out.printf(
                        "not in the catalogue: %s (%d sets)%n",
                        exercise.path("name").asText(), exercise.path("sets").asInt()));
        state.path("notes").forEach(note -> out.println("note: " + note.asText()));
    }
}
