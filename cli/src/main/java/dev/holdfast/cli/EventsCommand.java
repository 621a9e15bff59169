package dev.holdfast.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is stored about an athlete, event by event. */
@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        description = "An athlete's events as stored, a line of JSON each, in the order in which they were recorded.")
final class EventsCommand implements Callable<Integer> {
    private static final String PAGE_EVENTS = "2000";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private TenantOption tenant = new TenantOption();

    @Parameters(index = "0", paramLabel = "ATHLETE", description = "The athlete's id.")
    private String athlete = "";

    @Override
    public Integer call() {
        Services services = new Services(tenant.tenant);
        PrintWriter out = spec.commandLine().getOut();
        String cursor = "0";
        while (cursor != null) {
            Services.Page page = services.commandPage("/v1/athletes/" + Services.pathSegment(athlete) + "/events"
                    + Services.queryString(Map.of("cursor", cursor, "limit", PAGE_EVENTS)));
            out.print(page.lines());
            out.flush();
            cursor = page.nextCursor();
        }
        return ExitCode.OK;
    }
}
