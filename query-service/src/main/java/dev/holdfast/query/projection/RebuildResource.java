package dev.holdfast.query.projection;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.query.http.Problem;
import dev.holdfast.query.http.ProblemException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Building everything again from the event store. */
@Path("/v1/rebuilds")
@Singleton
public class RebuildResource {
    private static final Logger LOG = LoggerFactory.getLogger(RebuildResource.class);

    private final Rebuild rebuild;
    private final Clock clock;
    private final AtomicReference<@Nullable RebuildView> last = new AtomicReference<>();

    public RebuildResource(Rebuild rebuild, Clock clock) {
        this.rebuild = rebuild;
        this.clock = clock;
    }

    /**
     * The last rebuild of this instance.
     *
     * @param status running, done or failed
     * @param eventsAll the store's head when it was last looked at
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RebuildView(
            String status,
            Instant startedAt,
            double seconds,
            long events,
            long eventsAll,
            Rebuild.@Nullable Report report,
            @Nullable String failure) {}

    @POST
    @Operation(summary = "Builds every state again from the event store, beside the serving ones, then switches")
    public Response start() {
        Instant startedAt = clock.instant();
        RebuildView started = new RebuildView("running", startedAt, 0, 0, 0, null, null);
        RebuildView before = last.get();
        boolean runs = before != null && before.status().equals("running");
        if (runs || !last.compareAndSet(before, started)) {
            throw new ProblemException(
                    Problem.of(409, "rebuild-runs", "A rebuild runs already", "one rebuild at a time")
                            .about(null, null, "see GET /v1/rebuilds for how far it is"));
        }
        Thread.ofPlatform().name("rebuild").start(() -> run(startedAt));
        return Response.accepted(started).build();
    }

    @GET
    @Operation(summary = "How far the last rebuild of this instance is")
    public RebuildView latest() {
        RebuildView view = last.get();
        if (view == null) {
            throw new ProblemException(
                    Problem.of(404, "no-rebuild", "There was no rebuild", "this instance has run no rebuild")
                            .about(null, null, "start one with POST /v1/rebuilds"));
        }
        return view;
    }

    private void run(Instant startedAt) {
        try {
            Rebuild.Report report = rebuild.run((events, all) ->
                    last.set(new RebuildView("running", startedAt, since(startedAt), events, all, null, null)));
            last.set(new RebuildView(
                    "done", startedAt, since(startedAt), report.events(), report.position(), report, null));
        } catch (SQLException | IOException | RuntimeException e) {
            LOG.error("rebuild failed", e);
            last.set(
                    new RebuildView("failed", startedAt, since(startedAt), 0, 0, null, String.valueOf(e.getMessage())));
        }
    }

    private double since(Instant startedAt) {
        return Duration.between(startedAt, clock.instant()).toMillis() / 1_000.0;
    }
}
