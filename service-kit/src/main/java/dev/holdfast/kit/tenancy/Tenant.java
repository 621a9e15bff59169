package dev.holdfast.kit.tenancy;

import dev.holdfast.event.TenantId;
import dev.holdfast.kit.problem.ProblemException;
import dev.holdfast.kit.problem.ProblemKind;
import jakarta.ws.rs.HeaderParam;
import org.jspecify.annotations.Nullable;

/**
 * The tenant of a request, for a resource's {@code @BeanParam}. Only here is it known where the tenant comes from: a header
 * says it until there is authentication; the services listen on loopback only.
 */
public record Tenant(@HeaderParam(HEADER) @Nullable String header) {
    public static final String HEADER = "Holdfast-Tenant";

    private static final ProblemKind MISSING = new ProblemKind(400, "missing-tenant", "The tenant is missing");

    /**
     * @throws ProblemException when the request names no tenant
     * @throws dev.holdfast.event.InvalidValueException when what it names cannot be one
     */
    public TenantId id() {
        if (header == null || header.isBlank()) {
            throw new ProblemException(MISSING.problem("the header Holdfast-Tenant is missing")
                    .about(HEADER, null, "send the header Holdfast-Tenant: iron-works with your tenant's name"));
        }
        return new TenantId(header.strip());
    }
}
