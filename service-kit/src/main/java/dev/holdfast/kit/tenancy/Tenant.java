package dev.holdfast.kit.tenancy;

import dev.holdfast.event.TenantId;
import dev.holdfast.kit.problem.ProblemException;
import dev.holdfast.kit.problem.ProblemKind;
import org.jspecify.annotations.Nullable;

/** The tenant of a request. A header says it until there is authentication; the services listen on loopback only. */
public final class Tenant {
    public static final String HEADER = "Holdfast-Tenant";

    private static final ProblemKind MISSING = new ProblemKind(400, "missing-tenant", "The tenant is missing");

    private Tenant() {}

    /** @throws ProblemException when {@code header} is missing */
    public static TenantId of(@Nullable String header) {
        if (header == null || header.isBlank()) {
            throw new ProblemException(MISSING.problem("the header Holdfast-Tenant is missing")
                    .about(HEADER, null, "send the header Holdfast-Tenant: iron-works with your tenant's name"));
        }
        return new TenantId(header.strip());
    }
}
