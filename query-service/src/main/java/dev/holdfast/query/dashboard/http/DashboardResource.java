package dev.holdfast.query.dashboard.http;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tells the pages where command-service is; it lets this origin in (docs/adr/dashboard-imports-by-cors.md). */
@Path("/v1/dashboard")
@Tag(name = "Dashboard")
public class DashboardResource {
    private final String commandUrl;

    public DashboardResource(@ConfigProperty(name = "holdfast.command.url") String commandUrl) {
        this.commandUrl = commandUrl;
    }

    public record Services(String commandUrl) {}

    @GET
    @Operation(operationId = "getServices", summary = "Where the dashboard finds command-service")
    public Services services() {
        return new Services(commandUrl);
    }
}
