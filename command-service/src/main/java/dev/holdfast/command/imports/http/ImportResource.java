package dev.holdfast.command.imports.http;

import dev.holdfast.command.http.Problem;
import dev.holdfast.command.http.ProblemException;
import dev.holdfast.command.http.Tenant;
import dev.holdfast.command.imports.ImportReport;
import dev.holdfast.command.imports.Imports;
import dev.holdfast.command.imports.format.ImportOptions;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.TenantId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Whole files: exports of training apps, and our own events as NDJSON. */
@Path("/v1/imports")
@RunOnVirtualThread
@Tag(name = "Imports")
public class ImportResource {
    private final Imports imports;

    public ImportResource(Imports imports) {
        this.imports = imports;
    }

    /** Reads the body as it comes and answers when all of it is stored. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    public ImportReport run(
            @HeaderParam(Tenant.HEADER) @Nullable String tenant,
            @QueryParam("athlete") @Nullable String athlete,
            @QueryParam("format") @Nullable String format,
            @QueryParam("unit") @Nullable String unit,
            @QueryParam("zone") @Nullable String zone,
            @QueryParam("importId") @Nullable String importId,
            @QueryParam("dryRun") @DefaultValue("false") String dryRun,
            InputStream body) {
        TenantId of = Tenant.of(tenant);
        ImportOptions options = ImportOptions.parse(format, athlete, unit, zone);
        UUID id = importId == null || importId.isBlank() ? UUID.randomUUID() : id(importId);
        return imports.run(of, id, options, bool("dryRun", dryRun), body);
    }

    /** How far it is. */
    @GET
    @Path("{importId}")
    @Produces(MediaType.APPLICATION_JSON)
    public ImportReport find(
            @HeaderParam(Tenant.HEADER) @Nullable String tenant, @PathParam("importId") String importId) {
        return found(Tenant.of(tenant), id(importId));
    }

    /** What became of each row, a line of JSON each. */
    @GET
    @Path("{importId}/rows")
    @Produces("application/x-ndjson")
    public Response rows(@HeaderParam(Tenant.HEADER) @Nullable String tenant, @PathParam("importId") String importId) {
        UUID id = found(Tenant.of(tenant), id(importId)).importId();
        StreamingOutput rows = out -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            imports.writeRows(id, writer);
            writer.flush();
        };
        return Response.ok(rows).build();
    }

    private ImportReport found(TenantId tenant, UUID importId) {
        ImportReport report = imports.find(tenant, importId);
        if (report == null) {
            throw new ProblemException(
                    Problem.of(404, "unknown-import", "No such import", "no import with id " + importId)
                            .about("importId", importId.toString(), "use the importId of POST /v1/imports"));
        }
        return report;
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidValueException("importId", text, "give a UUID");
        }
    }

    private static boolean bool(String field, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidValueException(field, text, "give true or false");
        };
    }
}
