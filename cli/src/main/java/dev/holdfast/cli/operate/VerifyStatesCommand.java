package dev.holdfast.cli.operate;

import dev.holdfast.cli.http.Services;
import dev.holdfast.cli.terminal.ExitCode;
import dev.holdfast.client.queries.ProjectionApi;
import dev.holdfast.client.queries.model.VerificationView;
import java.io.PrintWriter;
import java.util.Objects;
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
public final class VerifyStatesCommand implements Callable<Integer> {
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
        ProjectionApi projection = new ProjectionApi(Services.queries());
        Integer sample = extent.all ? null : extent.sample;
        VerificationView all = new VerificationView().athletes(0L).checkpoints(0L);
        String cursor = null;
        do {
            String from = cursor;
            VerificationView page = Services.answer(() -> projection.verifyStates(from, null, sample));
            all.athletes(all.getAthletes() + page.getAthletes())
                    .checkpoints(all.getCheckpoints() + page.getCheckpoints())
                    .getDifferences()
                    .addAll(page.getDifferences());
            cursor = page.getNextCursor();
        } while (cursor != null);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Services.json(all));
        } else {
            print(out, all);
        }
        out.flush();
        return all.getDifferences().isEmpty() ? ExitCode.OK : ExitCode.UNSOUND;
    }

    private static void print(PrintWriter out, VerificationView all) {
        all.getDifferences().stream()
                .limit(DIFFERENCES_SHOWN)
                .forEach(difference -> out.printf(
                        "differs: tenant=%s, athlete=%s, kind=%s, stored=%s, computed=%s%n",
                        difference.getTenant(),
                        difference.getAthlete(),
                        difference.getKind(),
                        Objects.requireNonNullElse(difference.getStored(), "nothing"),
                        Objects.requireNonNullElse(difference.getComputed(), "nothing")));
        out.printf(
                "%d athletes with %d checkpoints computed again: %d differ%n",
                all.getAthletes(), all.getCheckpoints(), all.getDifferences().size());
    }
}
