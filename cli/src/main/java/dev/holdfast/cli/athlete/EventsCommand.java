package dev.holdfast.cli.athlete;

import dev.holdfast.cli.http.Services;
import dev.holdfast.cli.http.TenantOption;
import dev.holdfast.cli.terminal.ExitCode;
import dev.holdfast.client.commands.ApiResponse;
import dev.holdfast.client.commands.AthletesApi;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
public final class EventsCommand implements Callable<Integer> {
    private static final String PAGE_EVENTS = "2000";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private TenantOption tenant = new TenantOption();

    @Parameters(index = "0", paramLabel = "ATHLETE", description = "The athlete's id.")
    private String athlete = "";

    @Override
    public Integer call() throws IOException {
        AthletesApi athletes = new AthletesApi(Services.commands());
        PrintWriter out = spec.commandLine().getOut();
        String cursor = "0";
        while (cursor != null) {
            String from = cursor;
            // The client keeps a page of lines in a file.
            ApiResponse<File> page =
                    Services.answer(() -> athletes.listEventsWithHttpInfo(athlete, tenant.tenant(), from, PAGE_EVENTS));
            out.print(Files.readString(page.getData().toPath()));
            out.flush();
            Files.delete(page.getData().toPath());
            cursor = nextCursor(page);
        }
        return ExitCode.OK;
    }

    private static @Nullable String nextCursor(ApiResponse<File> page) {
        List<String> values = page.getHeaders().get("Holdfast-Next-Cursor");
        return values == null ? null : values.getFirst();
    }
}
