package dev.holdfast.query.trajectory.http;

import dev.holdfast.catalogue.Movement;
import dev.holdfast.catalogue.MuscleGroup;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.TenantId;
import dev.holdfast.kit.http.QueryParameter;
import dev.holdfast.kit.tenancy.Tenant;
import dev.holdfast.query.http.Answers;
import dev.holdfast.query.http.Format;
import dev.holdfast.query.http.LineForms;
import dev.holdfast.query.life.Life;
import dev.holdfast.query.life.LifeReads;
import dev.holdfast.query.trajectory.Trajectory;
import dev.holdfast.timeline.TimelineChange;
import dev.holdfast.timeline.TimelineEntry;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** An athlete over time. */
@Path("/v1/athletes/{athleteId}")
@Tag(name = "Athletes")
public class TrajectoryResource {
    private static final int POINTS_DEFAULT = 240;
    private static final int AHEAD_DAYS_MAX = 3_653;

    private final LifeReads lives;
    private final Clock clock;
    private final LineForms forms;

    public TrajectoryResource(LifeReads lives, Clock clock, LineForms forms) {
        this.lives = lives;
        this.clock = clock;
        this.forms = forms;
    }

    /** The curves with what lies on their axis: sessions and pauses. */
    public record Curves(
            String athleteId,
            long position,
            Instant from,
            Instant to,
            Instant now,
            @Nullable Instant knownAt,
            @Nullable String movement,
            @Nullable String muscleGroup,
            List<String> movements,
            List<String> muscleGroups,
            List<Trajectory.Point> points,
            List<SessionAt> sessions,
            List<Life.Pause> pauses,
            List<String> notes) {}

    public record SessionAt(Instant at) {}

    /** A fact with the times that it was known. */
    public record Revision(
            String kind,
            Instant occurredAt,
            long position,
            Instant recordedAt,
            @Nullable Long supersededByPosition,
            @Nullable Instant supersededAt) {}

    public record Revisions(String athleteId, List<Revision> items) {}

    @GET
    @Path("/trajectory")
    @Produces({MediaType.APPLICATION_JSON, Format.NDJSON_TYPE, Format.CSV_TYPE})
    @Operation(
            operationId = "getTrajectory",
            summary = "One movement and one muscle group over time; after now, what is left without training",
            description = "As NDJSON or CSV one point a line. With at, the answer has an ETag.")
    @APIResponse(
            responseCode = "200",
            description = "The curves; every figure a model estimate",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Curves.class)),
                @Content(mediaType = Format.NDJSON_TYPE, schema = @Schema(implementation = Trajectory.Point.class)),
                @Content(mediaType = Format.CSV_TYPE, schema = @Schema(implementation = String.class))
            })
    public Response trajectory(
            @BeanParam Tenant tenant,
            @PathParam("athleteId") @Parameter(example = "a7") String athleteId,
            @QueryParam("from")
                    @Parameter(description = "RFC 3339, the first fact when absent", example = "2025-06-01T00:00:00Z")
                    @Nullable
                    String from,
            @QueryParam("to")
                    @Parameter(
                            description = "RFC 3339, aheadDays after now when absent",
                            example = "2026-06-01T00:00:00Z")
                    @Nullable
                    String to,
            @QueryParam("step") @Parameter(description = "ISO 8601, instead of points", example = "P1D") @Nullable
                    String step,
            @QueryParam("points") @Parameter(description = "2 to 2000, 240 when absent", example = "120") @Nullable
                    String pointsText,
            @QueryParam("aheadDays") @Parameter(description = "0 to 3653", example = "180") @Nullable
                    String aheadDaysText,
            @QueryParam("movement") @Parameter(example = "squat") @Nullable String movement,
            @QueryParam("muscleGroup") @Parameter(example = "quadriceps") @Nullable String muscleGroup,
            @QueryParam("at")
                    @Parameter(description = "RFC 3339: what counts as now", example = "2026-03-01T00:00:00Z")
                    @Nullable
                    String at,
            @QueryParam("knownAt")
                    @Parameter(
                            description = "RFC 3339: only what was recorded by then",
                            example = "2026-03-01T00:00:00Z")
                    @Nullable
                    String knownAt,
            @Context HttpHeaders headers,
            @Context Request request)
            throws SQLException {
        Format format = Format.of(headers);
        int points = QueryParameter.whole("points", pointsText, 2, Trajectory.POINTS_MAX, POINTS_DEFAULT);
        int aheadDays = QueryParameter.whole("aheadDays", aheadDaysText, 0, AHEAD_DAYS_MAX, 0);
        Instant givenNow = QueryParameter.instant("at", at);
        TenantId tenantId = tenant.id();
        AthleteId athlete = new AthleteId(athleteId);
        Instant known = QueryParameter.instant("knownAt", knownAt);
        Movement only = movement == null ? null : Movement.ofKey(movement);
        MuscleGroup group = muscleGroup == null ? null : MuscleGroup.ofKey(muscleGroup);
        Response.ResponseBuilder answer = Response.ok();
        if (givenNow != null) {
            EntityTag tag = Answers.tag(
                    lives.version(tenantId, athlete),
                    format,
                    givenNow,
                    known,
                    from,
                    to,
                    step,
                    points,
                    aheadDays,
                    movement,
                    muscleGroup);
            Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
            if (unchanged != null) {
                return unchanged.build();
            }
            answer.tag(tag);
        }
        LifeReads.Read read = lives.life(tenantId, athlete, known);
        Life life = read.life();
        Instant now = givenNow == null ? clock.instant() : givenNow;
        Instant begin = Objects.requireNonNullElse(
                QueryParameter.instant("from", from), Objects.requireNonNullElse(life.begin(), now));
        Instant end =
                Objects.requireNonNullElse(QueryParameter.instant("to", to), now.plus(Duration.ofDays(aheadDays)));
        List<Instant> instants = step == null
                ? Trajectory.evenly(begin, end, points, now)
                : Trajectory.everyStep(begin, end, QueryParameter.duration("step", step));
        Trajectory trajectory = Trajectory.of(life, read.fold(), only, group, instants, now);
        if (format != Format.JSON) {
            return forms.lines(answer, format, Trajectory.Point.class, trajectory.points())
                    .build();
        }
        Curves curves = new Curves(
                athlete.value(),
                life.position(),
                begin,
                end,
                now,
                known,
                trajectory.movement() == null ? null : trajectory.movement().key(),
                trajectory.muscleGroup() == null
                        ? null
                        : trajectory.muscleGroup().key(),
                trajectory.movements().stream().map(Movement::key).toList(),
                trajectory.muscleGroups().stream().map(MuscleGroup::key).toList(),
                trajectory.points(),
                life.sessions().stream().map(SessionAt::new).toList(),
                life.pauses(now, read.fold()),
                List.of(
                        "Every figure is a model estimate.",
                        "Points with forecast=true assume no training from now on."));
        return answer.entity(curves).type(MediaType.APPLICATION_JSON).build();
    }

    @GET
    @Path("/revisions")
    @Produces({MediaType.APPLICATION_JSON, Format.NDJSON_TYPE, Format.CSV_TYPE})
    @Operation(
            operationId = "listRevisions",
            summary = "Every fact with the times at which it was known, newest knowledge first")
    @APIResponse(
            responseCode = "200",
            description = "The facts, those taken back too",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Revisions.class)),
                @Content(mediaType = Format.NDJSON_TYPE, schema = @Schema(implementation = Revision.class)),
                @Content(mediaType = Format.CSV_TYPE, schema = @Schema(implementation = String.class))
            })
    public Response revisions(
            @BeanParam Tenant tenant,
            @PathParam("athleteId") @Parameter(example = "a7") String athleteId,
            @Context HttpHeaders headers)
            throws SQLException {
        AthleteId athlete = new AthleteId(athleteId);
        Format format = Format.of(headers);
        List<Revision> items = lives.entries(tenant.id(), athlete).stream()
                .sorted(Comparator.comparingLong(TimelineEntry::lastPosition).reversed())
                .map(TrajectoryResource::revision)
                .toList();
        return format == Format.JSON
                ? Response.ok(new Revisions(athlete.value(), items))
                        .type(MediaType.APPLICATION_JSON)
                        .build()
                : forms.lines(Response.ok(), format, Revision.class, items).build();
    }

    private static Revision revision(TimelineEntry entry) {
        TimelineEntry.Supersession by = entry.superseded();
        return new Revision(
                entry.content().getClass().getSimpleName().toLowerCase(Locale.ROOT),
                TimelineChange.instant(entry.atMicros()),
                entry.position(),
                TimelineChange.instant(entry.recordedAtMicros()),
                by == null ? null : (Long) by.position(),
                by == null ? null : TimelineChange.instant(by.recordedAtMicros()));
    }
}
