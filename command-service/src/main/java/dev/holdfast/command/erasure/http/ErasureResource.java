package dev.holdfast.command.erasure.http;

import dev.holdfast.command.erasure.ErasureReceipt;
import dev.holdfast.command.erasure.Erasures;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.kit.problem.ProblemException;
import dev.holdfast.kit.problem.ProblemKind;
import dev.holdfast.kit.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Receipts by their own id. */
@Path("/v1/erasures/{erasureId}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Erasures")
public class ErasureResource {
    private static final ProblemKind UNKNOWN_ERASURE = new ProblemKind(404, "unknown-erasure", "No such erasure");
    private final Erasures erasures;

    public ErasureResource(Erasures erasures) {
        this.erasures = erasures;
    }

    @GET
    @Operation(operationId = "getErasure", summary = "The receipt of an erasure")
    public ErasureReceipt receipt(
            @BeanParam Tenant tenant,
            @PathParam("erasureId") @Parameter(example = "c2a4e6f8-1b3d-4a5c-9e7f-0d2b4c6a8e1f") String erasureId) {
        ErasureReceipt receipt = erasures.find(tenant.id(), id(erasureId));
        if (receipt == null) {
            throw new ProblemException(UNKNOWN_ERASURE
                    .problem("no erasure with id " + erasureId)
                    .about("erasureId", erasureId, "use the erasureId of POST /v1/athletes/{id}/erasures"));
        }
        return receipt;
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidValueException("erasureId", text, "give a UUID");
        }
    }
}
