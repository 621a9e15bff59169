package dev.holdfast.command.pausedetection.http;

import dev.holdfast.command.http.JsonBody;
import dev.holdfast.command.pausedetection.PausePolicies;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.TenantId;
import dev.holdfast.kit.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** When training without sessions counts as paused. */
@Path("/v1/tenant/pause-policy")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Tenant")
public class PausePolicyResource {
    private final PausePolicies policies;

    public PausePolicyResource(PausePolicies policies) {
        this.policies = policies;
    }

    /** @param pauseAfterDays 7 to 365 */
    public record PausePolicy(@Nullable Integer pauseAfterDays) {}

    @GET
    @Operation(operationId = "getPausePolicy", summary = "After how many days without a session a pause is inferred")
    public PausePolicy get(@BeanParam Tenant tenant) {
        return new PausePolicy(policies.pauseAfterDays(tenant.id()));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "setPausePolicy", summary = "Sets it for pauses inferred from now on")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = PausePolicy.class),
                            examples = @ExampleObject(name = "three weeks", value = "{\"pauseAfterDays\":21}")))
    public PausePolicy put(@BeanParam Tenant tenant, InputStream body) {
        TenantId of = tenant.id();
        PausePolicy asked = JsonBody.read(body, PausePolicy.class);
        Integer days = asked.pauseAfterDays();
        if (days == null) {
            throw new InvalidValueException("pauseAfterDays", null, "give it: 21 for three weeks");
        }
        policies.set(of, days);
        return asked;
    }
}
