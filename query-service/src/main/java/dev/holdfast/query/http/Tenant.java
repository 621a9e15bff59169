package dev.holdfast.query.http;

import dev.holdfast.event.TenantId;
import org.jspecify.annotations.Nullable;

/** The tenant of a request. A header says it until there is authentication; the services listen on loopback only. */
public final class Tenant {
    public static final String HEADER = "Holdfast-Tenant";

    private Tenant() {}

    /** @throws ProblemException when {@code header} is missing */
    public static TenantId of(@Nullable String header) {
        if (header == null || header.isBlank()) {
            throw new ProblemException(Problem.of(
                            400, "missing-tenant", "The tenant is missing", "the header Holdfast-Tenant is missing")
                    .about(HEADER, null, "send the header Holdfast-Tenant: iron-works with your tenant's name"));
        }
        return new TenantId(header.strip());
    }
}
