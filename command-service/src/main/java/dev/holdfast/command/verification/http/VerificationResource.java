package dev.holdfast.command.verification.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.command.verification.StoreCheck;
import dev.holdfast.command.verification.StoreReport;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The store's integrity, of all tenants: positions are the store's. */
@Path("/v1/store/verifications")
@RunOnVirtualThread
@Tag(name = "Store")
public class VerificationResource {
    private final StoreCheck check;
    private final ObjectMapper json;

    public VerificationResource(StoreCheck check, ObjectMapper json) {
        this.check = check;
        this.json = json;
    }

    @POST
    @Produces("application/x-ndjson")
    @Operation(
            operationId = "verifyStore",
            summary = "Reads the whole store and says what does not agree",
            description = "Lines of progress {events, head, problems} while it reads, then one line {report} or, when"
                    + " it could not end, {failure}.")
    @APIResponse(
            responseCode = "200",
            description = "The report is the last line",
            content =
                    @Content(
                            mediaType = "application/x-ndjson",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Response verify() {
        StreamingOutput lines = out -> {
            try {
                StoreReport report = check.<IOException>run((events, head, problems) -> {
                    out.write(line(Map.of("events", events, "head", head, "problems", problems)));
                    out.flush();
                });
                out.write(line(Map.of("report", report)));
            } catch (RuntimeException e) {
                out.write(line(Map.of("failure", String.valueOf(e.getMessage()))));
            }
        };
        return Response.ok(lines).build();
    }

    private byte[] line(Object of) throws IOException {
        return (json.writeValueAsString(of) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
