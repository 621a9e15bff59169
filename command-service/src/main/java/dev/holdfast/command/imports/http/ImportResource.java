package dev.holdfast.command.imports.http;

import dev.holdfast.command.imports.ImportReport;
import dev.holdfast.command.imports.Imports;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.TenantId;
import dev.holdfast.formats.ImportOptions;
import dev.holdfast.formats.known.KnownFormats;
import dev.holdfast.kit.problem.ProblemException;
import dev.holdfast.kit.problem.ProblemKind;
import dev.holdfast.kit.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Whole files: exports of training apps, and our own events as NDJSON. */
@Path("/v1/imports")
@RunOnVirtualThread
@Tag(name = "Imports")
public class ImportResource {
    private static final ProblemKind UNKNOWN_IMPORT = new ProblemKind(404, "unknown-import", "No such import");
    static final String RUN = "runImport";

    private static final String EXAMPLE_ID = "5d8f3b16-7c2a-4e90-a1b4-6e3c9d0f2a75";
    private static final String EXAMPLE_FILE = """
            {"athleteId": "a7", "type": "SessionLogged", "occurredAt": "2026-01-09T18:00:00+01:00", "source": "front-desk", "sourceEventId": "8813", "exercises": [{"name": "Squat (Barbell)", "sets": [{"loadKg": 100, "reps": 5}]}]}
            """;

    private final Imports imports;

    public ImportResource(Imports imports) {
        this.imports = imports;
    }

    /** Reads the body as it comes and answers when all of it is stored. */
    @POST
    @Operation(operationId = RUN, summary = "Stores a file's sessions and answers when all of them are")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary"),
                            examples = @ExampleObject(name = "ndjson", value = EXAMPLE_FILE)))
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    public ImportReport run(
            @BeanParam Tenant tenant,
            @QueryParam("athlete")
                    @Parameter(description = "whose file it is, where its rows do not say", example = "a7")
                    @Nullable
                    String athlete,
            @QueryParam("format") @Parameter(example = "ndjson") @Nullable String format,
            @QueryParam("unit")
                    @Parameter(description = "kg or lb, where the file does not say", example = "kg")
                    @Nullable
                    String unit,
            @QueryParam("zone")
                    @Parameter(description = "where the file has no offsets", example = "Europe/Berlin")
                    @Nullable
                    String zone,
            @QueryParam("importId") @Parameter(description = "the sender's choice", example = EXAMPLE_ID) @Nullable
                    String importId,
            @QueryParam("dryRun")
                    @Parameter(description = "true to store nothing", example = "false")
                    @DefaultValue("false")
                    String dryRun,
            InputStream body) {
        TenantId of = tenant.id();
        ImportOptions options = KnownFormats.options(format, athlete, unit, zone);
        UUID id = importId == null || importId.isBlank() ? UUID.randomUUID() : id(importId);
        return imports.run(of, id, options, bool("dryRun", dryRun), body);
    }

    /** How far it is. */
    @GET
    @Path("{importId}")
    @Operation(operationId = "getImport", summary = "How far an import is")
    @Produces(MediaType.APPLICATION_JSON)
    public ImportReport find(
            @BeanParam Tenant tenant, @PathParam("importId") @Parameter(example = EXAMPLE_ID) String importId) {
        return found(tenant.id(), id(importId));
    }

    /** What became of each row, a line of JSON each. */
    @GET
    @Path("{importId}/rows")
    @Operation(operationId = "listImportRows", summary = "What became of each row, a line of JSON each")
    @APIResponse(
            responseCode = "200",
            description = "A line for every row, in the file's order; none once the import has ended 90 days ago",
            content =
                    @Content(
                            mediaType = "application/x-ndjson",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @Produces("application/x-ndjson")
    public Response rows(
            @BeanParam Tenant tenant, @PathParam("importId") @Parameter(example = EXAMPLE_ID) String importId) {
        UUID id = found(tenant.id(), id(importId)).importId();
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
            throw new ProblemException(UNKNOWN_IMPORT
                    .problem("no import with id " + importId)
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
