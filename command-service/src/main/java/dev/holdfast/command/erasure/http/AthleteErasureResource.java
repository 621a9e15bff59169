package dev.holdfast.command.erasure.http;

import dev.holdfast.command.erasure.ErasureReceipt;
import dev.holdfast.command.erasure.Erasures;
import dev.holdfast.event.AthleteId;
import dev.holdfast.kit.problem.ProblemException;
import dev.holdfast.kit.problem.ProblemKind;
import dev.holdfast.kit.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The right to be forgotten, with a receipt. */
@Path("/v1/athletes/{athleteId}/erasures")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Erasures")
public class AthleteErasureResource {
    private static final ProblemKind UNKNOWN_ATHLETE =
            new ProblemKind(404, "unknown-athlete", "The athlete is not known");
    private final Erasures erasures;

    public AthleteErasureResource(Erasures erasures) {
        this.erasures = erasures;
    }

    /** The newest first. */
    public record ErasureReceipts(List<ErasureReceipt> items) {}

    @POST
    @Operation(operationId = "eraseAthlete", summary = "Removes everything stored about the athlete, now and for good")
    @APIResponse(
            responseCode = "201",
            description = "Removed; the receipt",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ErasureReceipt.class)))
    @APIResponse(
            responseCode = "200",
            description = "Nothing had come since the last erasure; its receipt again",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ErasureReceipt.class)))
    @APIResponse(responseCode = "404", description = "Nothing is or was stored about the athlete")
    public Response erase(
            @BeanParam Tenant tenant, @PathParam("athleteId") @Parameter(example = "a9") String athleteId) {
        AthleteId athlete = new AthleteId(athleteId);
        Erasures.Erased erased = erasures.erase(tenant.id(), athlete);
        if (erased == null) {
            throw new ProblemException(UNKNOWN_ATHLETE
                    .problem("nothing is stored about athlete " + athlete)
                    .about("athleteId", athleteId, "use the id under which events were sent"));
        }
        return Response.status(erased.repeated() ? Response.Status.OK : Response.Status.CREATED)
                .location(java.net.URI.create("/v1/erasures/" + erased.receipt().erasureId()))
                .entity(erased.receipt())
                .build();
    }

    @GET
    @Operation(operationId = "listErasures", summary = "Receipts of the athlete's erasures")
    public ErasureReceipts receipts(
            @BeanParam Tenant tenant, @PathParam("athleteId") @Parameter(example = "a9") String athleteId) {
        return new ErasureReceipts(erasures.of(tenant.id(), new AthleteId(athleteId)));
    }
}
