package dev.holdfast.command.history.http;

import dev.holdfast.command.history.EventLine;
import dev.holdfast.command.history.Histories;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.kit.http.Cursor;
import dev.holdfast.kit.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The events of an athlete as they are stored. */
@Path("/v1/athletes/{athleteId}/events")
@RunOnVirtualThread
@Tag(name = "Athletes")
public class HistoryResource {

    private static final int LIMIT_DEFAULT = 500;
    private static final int LIMIT_MAX = 2_000;

    private final Histories histories;

    public HistoryResource(Histories histories) {
        this.histories = histories;
    }

    @GET
    @Produces("application/x-ndjson")
    @Operation(
            operationId = "listEvents",
            summary = "The athlete's events in the order of their positions, a line of JSON each",
            description =
                    "A page has fewer events than asked where they are very long. While there may be more, the header "
                            + Cursor.NEXT_HEADER + " holds the next page's cursor.")
    @APIResponse(
            responseCode = "200",
            description = "An event a line: its envelope, and what its type has",
            content =
                    @Content(
                            mediaType = "application/x-ndjson",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Response page(
            @BeanParam Tenant tenant,
            @PathParam("athleteId") @Parameter(example = "a7") String athleteId,
            @QueryParam("cursor")
                    @Parameter(description = Cursor.NEXT_HEADER + " of the page before", example = "0")
                    @Nullable
                    String cursor,
            @QueryParam("limit") @Parameter(description = "1 to 2000, 500 when absent", example = "500") @Nullable
                    String limit) {
        int size = (int) number("limit", limit, LIMIT_DEFAULT, 1, LIMIT_MAX);
        long after = number("cursor", cursor, 0, 0, Long.MAX_VALUE);
        Histories.Page page = histories.page(tenant.id(), new AthleteId(athleteId), after, size);
        StringBuilder lines = new StringBuilder();
        page.events().forEach(row -> lines.append(EventLine.of(row).json()).append('\n'));
        Response.ResponseBuilder response = Response.ok(lines.toString());
        if (page.mayHaveMore()) {
            response.header(Cursor.NEXT_HEADER, page.events().getLast().position());
        }
        return response.build();
    }

    private static long number(String field, @Nullable String text, long absent, long min, long max) {
        if (text == null || text.isBlank()) {
            return absent;
        }
        try {
            long number = Long.parseLong(text.strip());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, with the range.
        }
        throw new InvalidValueException(field, text, "give a whole number from %d to %d".formatted(min, max));
    }
}
