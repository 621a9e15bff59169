package dev.holdfast.cli.athlete;

import dev.holdfast.cli.http.Services;
import dev.holdfast.cli.http.TenantOption;
import dev.holdfast.cli.terminal.ExitCode;
import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.TextTable;
import dev.holdfast.client.queries.AthletesApi;
import dev.holdfast.client.queries.model.MovementView;
import dev.holdfast.client.queries.model.MuscleGroupView;
import dev.holdfast.client.queries.model.OutlookView;
import dev.holdfast.client.queries.model.StateView;
import dev.holdfast.client.queries.model.UnknownExercise;
import java.io.PrintWriter;
import java.time.format.DateTimeFormatter;
import java.util.List;
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
public final class StateCommand implements Callable<Integer> {
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
        AthletesApi athletes = new AthletesApi(Services.queries());
        StateView state = Services.answer(() -> athletes.getState(athlete, tenant.tenant(), at, null, null));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Services.json(state));
        } else {
            print(out, state);
        }
        out.flush();
        return ExitCode.OK;
    }

    private static void print(PrintWriter out, StateView state) {
        OutlookView outlook = state.getReturnOutlook();
        out.printf(
                "%s at %s: %s, last session %s%n",
                state.getAthleteId(),
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(state.getAt()),
                state.getPhase(),
                Figures.date(state.getLastSessionAt()));
        out.printf(
                "strength against untrained %s, sharpness %s, weeks to return %s%n",
                Figures.ratio(state.getStrengthRatio()),
                Figures.percent(state.getSharpness()),
                outlook == null ? "" : Figures.weeks(outlook.getWeeksToReturn()));
        TextTable movements = new TextTable(
                List.of("movement", "strength", "peak", "trace", "expression", "sharpness", "days since"));
        for (MovementView movement : state.getMovements()) {
            movements.add(List.of(
                    movement.getMovement(),
                    Figures.ratio(movement.getStrengthRatio()),
                    Figures.ratio(movement.getPeakStrengthRatio()),
                    Figures.percent(movement.getTrace()),
                    Figures.percent(movement.getExpression()),
                    Figures.percent(movement.getSharpness()),
                    Figures.whole(movement.getDaysSinceLastSession())));
        }
        out.println();
        movements.print(out);
        TextTable muscles = new TextTable(List.of("muscle group", "nuclei", "fibre size", "peak", "days since"));
        for (MuscleGroupView muscle : state.getMuscleGroups()) {
            muscles.add(List.of(
                    muscle.getMuscleGroup(),
                    Figures.percent(muscle.getNuclei()),
                    Figures.percent(muscle.getFibreSize()),
                    Figures.percent(muscle.getPeakFibreSize()),
                    Figures.whole(muscle.getDaysSinceLastSession())));
        }
        out.println();
        muscles.print(out);
        for (UnknownExercise exercise : state.getUnknownExercises()) {
            out.printf("not in the catalogue: %s (%d sets)%n", exercise.getName(), exercise.getSets());
        }
        state.getNotes().forEach(note -> out.println("note: " + note));
    }
}
