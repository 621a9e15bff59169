package dev.holdfast.kit.http;

import dev.holdfast.kit.problem.Problem;
import dev.holdfast.kit.problem.ProblemKind;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Keeps pages of other sites away from a service that trusts its own machine: the operator's browser is on that machine
 * too. A page whose name was made to point at 127.0.0.1 gives its own name as the host, and a page of another origin
 * gives that origin with every request that changes something.
 */
@ApplicationScoped
public class BrowserGuard {
    private static final ProblemKind FOREIGN_HOST =
            new ProblemKind(421, "foreign-host", "The request is meant for another host");
    private static final ProblemKind FOREIGN_ORIGIN =
            new ProblemKind(403, "foreign-origin", "A page of another origin cannot change anything here");

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    /** Before everything that reads or changes: routes of Quarkus begin at 0. */
    private static final int PRIORITY = 1_000;

    private final Set<String> hosts;
    private final Set<String> origins;

    /**
     * @param hosts names beside those of this machine, without ports
     * @param origins of pages that are allowed to send what changes something, as CORS has them
     */
    public BrowserGuard(
            @ConfigProperty(name = "holdfast.hosts") Optional<List<String>> hosts,
            @ConfigProperty(name = "quarkus.http.cors.origins") Optional<List<String>> origins) {
        this.hosts = new HashSet<>(LOOPBACK_NAMES);
        hosts.ifPresent(this.hosts::addAll);
        this.origins = Set.copyOf(origins.orElse(List.of()));
    }

    void register(@Observes Filters filters) {
        filters.register(this::guard, PRIORITY);
    }

    private void guard(RoutingContext context) {
        HttpServerRequest request = context.request();
        Problem refusal = refusal(
                host(request), request.getHeader("Origin"), request.getHeader("Sec-Fetch-Site"), request.method());
        if (refusal == null) {
            context.next();
            return;
        }
        context.response()
                .setStatusCode(refusal.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(new JsonObject()
                        .put("type", refusal.type())
                        .put("title", refusal.title())
                        .put("status", refusal.status())
                        .put("detail", refusal.detail())
                        .put("field", refusal.field())
                        .put("value", refusal.value())
                        .put("remedy", refusal.remedy())
                        .put("instance", context.normalizedPath())
                        .toBuffer());
    }

    /** HTTP/2 has no Host header: it names the host as the authority. */
    private static @Nullable String host(HttpServerRequest request) {
        String host = request.getHeader("Host");
        HostAndPort authority = host == null ? request.authority() : null;
        return authority == null ? host : authority.toString();
    }

    /** Why the request is refused, or null. */
    @Nullable
    Problem refusal(@Nullable String host, @Nullable String origin, @Nullable String fetchSite, HttpMethod method) {
        if (host == null || !hosts.contains(nameOf(host))) {
            return FOREIGN_HOST
                    .problem("Host=" + host + " is not a name of this service")
                    .about("Host", host, "ask by 127.0.0.1 or localhost, or add the name to holdfast.hosts");
        }
        if (SAFE.contains(method)) {
            return null;
        }
        boolean foreign = origin == null
                ? "cross-site".equals(fetchSite) || "same-site".equals(fetchSite)
                : !isOwn(origin, host) && !origins.contains(origin);
        return foreign
                ? FOREIGN_ORIGIN
                        .problem("Origin=" + origin + " is not that of this service")
                        .about("Origin", origin, "send it from the service's own pages, or from no page at all")
                : null;
    }

    private static boolean isOwn(String origin, String host) {
        try {
            return host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String nameOf(String host) {
        int colon = host.lastIndexOf(':');
        String name = colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
        return name.toLowerCase(Locale.ROOT);
    }
}
