package dev.holdfast.query.http;

import dev.holdfast.kit.tenancy.Tenant;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/** Tells caches that answers differ by tenant and by the form that was asked for. */
@Provider
public class VaryFilter implements ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getUriInfo().getPath().startsWith("/v1/")) {
            response.getHeaders().add(HttpHeaders.VARY, HttpHeaders.ACCEPT + ", " + Tenant.HEADER);
        }
    }
}
