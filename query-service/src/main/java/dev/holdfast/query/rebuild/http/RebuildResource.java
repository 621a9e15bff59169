package dev.holdfast.query.rebuild.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.kit.problem.Problem;
import dev.holdfast.kit.problem.ProblemException;
import dev.holdfast.kit.problem.ProblemKind;
import dev.holdfast.model.Parameters;
import dev.holdfast.query.rebuild.RebuildOptions;
import dev.holdfast.query.rebuild.RebuildProgress;
import dev.holdfast.query.rebuild.RebuildReport;
import dev.holdfast.query.rebuild.RebuildRunningException;
import dev.holdfast.query.rebuild.Rebuilds;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Building everything again, from the event store or from the timelines. */
@Path("/v1/rebuilds")
@Singleton
@Tag(name = "Projection")
public class RebuildResource {
    private static final ProblemKind RUNS = new ProblemKind(409, "rebuild-runs", "A rebuild runs already");
    private static final ProblemKind ENDED = new ProblemKind(409, "rebuild-ended", "The rebuild has ended");
    private static final ProblemKind NO_REBUILD = new ProblemKind(404, "no-rebuild", "There is no such rebuild");
    private final Rebuilds rebuilds;
    private final Clock clock;

    public RebuildResource(Rebuilds rebuilds, Clock clock) {
        this.rebuilds = rebuilds;
        this.clock = clock;
    }

    /**
     * What to rebuild.
     *
     * @param from events or timeline; events by default
     * @param workers by default one for every second core, at work for a third of the time; those that are given work all the
     *     time, which is faster and makes readers wait longer
     * @param parameters by name or symbol; those left out are as they come with Holdfast. None at all: as served now.
     */
    public record RebuildRequest(
            @Nullable String from,
            @Nullable Integer workers,
            @Nullable Map<String, Double> parameters) {}

    /**
     * A rebuild.
     *
     * @param status running, done, aborted or failed
     * @param phase reading, folding, indexing, catching_up, switching or done
     * @param events folded so far
     * @param eventsAll to be folded, as far as known
     * @param secondsLeft until everything is folded, once that has begun
     * @param parametersBefore hash of the model parameters that served when it began, as in states
     * @param parameters hash of those that serve when it is done
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RebuildView(
            String id,
            String from,
            String status,
            String phase,
            Instant startedAt,
            double seconds,
            long eventsRead,
            long events,
            long eventsAll,
            double eventsPerSecond,
            @Nullable Double secondsLeft,
            String parametersBefore,
            String parameters,
            @Nullable RebuildReport report,
            @Nullable String failure) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "startRebuild",
            summary = "Builds every state again beside the serving ones, then switches")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RebuildRequest.class),
                            examples =
                                    @ExampleObject(
                                            name = "model only",
                                            value = "{\"from\":\"timeline\",\"workers\":1}")))
    @APIResponse(
            responseCode = "202",
            description = "It runs",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RebuildView.class)))
    public Response start(@Nullable RebuildRequest request) {
        try {
            RebuildRequest wanted = request == null ? new RebuildRequest(null, null, null) : request;
            RebuildOptions options = RebuildOptions.besideReaders(source(wanted.from()));
            Integer workers = wanted.workers();
            Map<String, Double> parameters = wanted.parameters();
            Rebuilds.Rebuild started = rebuilds.start(
                    workers == null ? options : options.withWorkers(workers),
                    parameters == null ? null : Parameters.DEFAULT.with(parameters));
            return Response.accepted(view(started)).build();
        } catch (RebuildRunningException e) {
            throw new ProblemException(RUNS.problem(String.valueOf(e.getMessage()))
                    .about(null, null, "see GET /v1/rebuilds for how far it is, DELETE /v1/rebuilds/{id} aborts it"));
        }
    }

    @GET
    @Operation(operationId = "getLatestRebuild", summary = "How far the last rebuild of this instance is")
    public RebuildView latest() {
        return view(known());
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getRebuild", summary = "How far a rebuild is")
    public RebuildView one(@PathParam("id") @Parameter(example = "6f1d2c3b-8a4e-4f6d-9b1a-2c3d4e5f6a7b") String id) {
        return view(known(id));
    }

    @DELETE
    @Path("/{id}")
    @Operation(operationId = "abortRebuild", summary = "Aborts a rebuild that runs; what serves is not touched")
    @APIResponse(
            responseCode = "200",
            description = "It is being aborted",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RebuildView.class)))
    @APIResponse(
            responseCode = "409",
            description = "It has ended",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public RebuildView abort(@PathParam("id") @Parameter(example = "6f1d2c3b-8a4e-4f6d-9b1a-2c3d4e5f6a7b") String id) {
        Rebuilds.Rebuild rebuild = known(id);
        if (rebuild.status() != Rebuilds.Status.RUNNING) {
            throw new ProblemException(ENDED.problem("its status is " + lower(rebuild.status()))
                    .about("id", id, "only one that runs can be aborted"));
        }
        rebuild.progress().abort();
        return view(rebuild);
    }

    private Rebuilds.Rebuild known() {
        Rebuilds.Rebuild rebuild = rebuilds.latest();
        if (rebuild == null) {
            throw new ProblemException(NO_REBUILD
                    .problem("this instance has run no rebuild")
                    .about(null, null, "start one with POST /v1/rebuilds"));
        }
        return rebuild;
    }

    private Rebuilds.Rebuild known(String id) {
        Rebuilds.Rebuild rebuild = known();
        if (!rebuild.id().toString().equals(id)) {
            throw new ProblemException(NO_REBUILD
                    .problem("it is not the last one of this instance")
                    .about("id", id, "see GET /v1/rebuilds for the last one"));
        }
        return rebuild;
    }

    private static RebuildOptions.Source source(@Nullable String from) {
        return switch (from) {
            case null -> RebuildOptions.Source.EVENTS;
            case "events" -> RebuildOptions.Source.EVENTS;
            case "timeline" -> RebuildOptions.Source.TIMELINE;
            default -> throw new InvalidValueException("from", from, "give events or timeline");
        };
    }

    private RebuildView view(Rebuilds.Rebuild rebuild) {
        RebuildProgress progress = rebuild.progress();
        Instant ended = rebuild.endedAt();
        double seconds = Duration.between(rebuild.startedAt(), ended == null ? clock.instant() : ended)
                        .toMillis()
                / 1_000.0;
        double rate = progress.eventsPerSecond();
        long left = Math.max(0, progress.eventsTotal() - progress.eventsDone());
        return new RebuildView(
                rebuild.id().toString(),
                lower(rebuild.source()),
                lower(rebuild.status()),
                lower(progress.phase()),
                rebuild.startedAt(),
                seconds,
                progress.eventsRead(),
                progress.eventsDone(),
                progress.eventsTotal(),
                ended == null ? rate : 0,
                ended == null && rate > 0 ? (Double) (left / rate) : null,
                rebuild.parametersBefore(),
                rebuild.parameters(),
                rebuild.report(),
                rebuild.failure());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
