package dev.holdfast.query.athlete.http;

import dev.holdfast.catalogue.Movement;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.TenantId;
import dev.holdfast.kit.http.Cursor;
import dev.holdfast.kit.http.QueryParameter;
import dev.holdfast.kit.tenancy.Tenant;
import dev.holdfast.query.athlete.AthleteReads;
import dev.holdfast.query.athlete.AthleteView;
import dev.holdfast.query.athlete.CheckpointView;
import dev.holdfast.query.athlete.StateView;
import dev.holdfast.query.gym.MemberOrder;
import dev.holdfast.query.gym.MemberScan;
import dev.holdfast.query.http.Answers;
import dev.holdfast.query.http.Format;
import dev.holdfast.query.http.LineForms;
import dev.holdfast.query.life.UnknownAthleteException;
import io.smallrye.common.annotation.Blocking;
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
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What is known of athletes. */
@Path("/v1/athletes")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "Athletes")
public class AthleteResource {
    private static final int LIMIT_DEFAULT = 50;
    private static final int LIMIT_MAX = 500;
    private static final int PAUSED_DAYS_MAX = 36_500;

    private final AthleteReads reads;
    private final MemberScan members;
    private final LineForms forms;
    private final Clock clock;

    public AthleteResource(AthleteReads reads, MemberScan members, LineForms forms, Clock clock) {
        this.reads = reads;
        this.members = members;
        this.forms = forms;
        this.clock = clock;
    }

    @GET
    @Operation(
            operationId = "listAthletes",
            summary = "Athletes of the tenant, in the order of their ids or another one",
            description =
                    "With a filter or an order, all pages are of the first one's instant, and its cursor lasts a day.")
    @Produces({MediaType.APPLICATION_JSON, Format.NDJSON_TYPE, Format.CSV_TYPE})
    @APIResponse(
            responseCode = "200",
            description =
                    "A page; as NDJSON or CSV an athlete a line, and the next page's cursor in Holdfast-Next-Cursor",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = AthleteView.Page.class)),
                @Content(mediaType = Format.NDJSON_TYPE, schema = @Schema(implementation = AthleteView.class)),
                @Content(mediaType = Format.CSV_TYPE, schema = @Schema(implementation = String.class))
            })
    public Response athletes(
            @BeanParam Tenant requestTenant,
            @QueryParam("limit") @Parameter(description = "1 to 500, 50 when absent", example = "50") @Nullable
                    String limitText,
            @QueryParam("cursor")
                    @Parameter(
                            description = "nextCursor of the page before",
                            example = "fjE3NjQzMjQwMDAwMDAwMDB-MH5hNw")
                    @Nullable
                    String cursor,
            @QueryParam("phase") @Parameter(description = "training, paused or untrained", example = "paused") @Nullable
                    String phase,
            @QueryParam("sort")
                    @Parameter(
                            description =
                                    "athleteId, lastSessionAt, strengthRatio, sharpness or pausedDays; - before it to fall",
                            example = "-pausedDays")
                    @Nullable
                    String sort,
            @QueryParam("pausedAtLeastDays")
                    @Parameter(description = "0 to 36500: only who has paused that long", example = "90")
                    @Nullable
                    String pausedAtLeastDays,
            @QueryParam("windowClosesBefore")
                    @Parameter(
                            description =
                                    "RFC 3339: only whose window for an easy return is open and closes before then",
                            example = "2026-04-01T00:00:00Z")
                    @Nullable
                    String windowClosesBefore,
            @Context HttpHeaders headers)
            throws SQLException {
        Format format = Format.of(headers);
        TenantId tenant = requestTenant.id();
        int limit = QueryParameter.whole("limit", limitText, 1, LIMIT_MAX, LIMIT_DEFAULT);
        ListCursor begin = ListCursor.of(cursor, clock.instant());
        // All pages of a list are of one instant: figures move, and with them the order.
        Instant now = begin == null ? clock.instant() : begin.at();
        Instant pausedBy = pausedAtLeastDays == null || pausedAtLeastDays.isBlank()
                ? null
                : now.minus(Duration.ofDays(
                        QueryParameter.whole("pausedAtLeastDays", pausedAtLeastDays, 0, PAUSED_DAYS_MAX, 0)));
        Instant closesBefore = QueryParameter.instant("windowClosesBefore", windowClosesBefore);
        MemberOrder order = MemberOrder.of(phase, pausedBy, closesBefore, sort);
        if (order.isPlain()) {
            List<AthleteReads.Known> found = reads.page(tenant, after(cursor), limit + 1, now);
            boolean more = found.size() > limit;
            List<AthleteReads.Known> page = more ? found.subList(0, limit) : found;
            return page(format, page, more ? Cursor.of(page.getLast().athleteId()) : null);
        }
        if (begin == null && cursor != null && !cursor.isEmpty()) {
            throw Cursor.invalid(cursor);
        }
        MemberOrder.Page page = order.page(members, tenant, now, begin == null ? null : begin.place(), limit);
        MemberOrder.Place last = page.last();
        return page(
                format,
                reads.these(tenant, page.athleteIds(), now),
                page.more() && last != null ? new ListCursor(now, last).text() : null);
    }

    private Response page(Format format, List<AthleteReads.Known> page, @Nullable String nextCursor) {
        List<AthleteView> items = page.stream().map(AthleteView::of).toList();
        if (format == Format.JSON) {
            return Response.ok(new AthleteView.Page(items, nextCursor))
                    .type(MediaType.APPLICATION_JSON)
                    .build();
        }
        return forms.lines(Response.ok().header(Cursor.NEXT_HEADER, nextCursor), format, AthleteView.class, items)
                .build();
    }

    @GET
    @Path("/{athleteId}/state")
    @Operation(
            operationId = "getState",
            summary = "What the body holds at an instant, now or past or to come, as known now or earlier")
    @APIResponse(
            responseCode = "200",
            description = "The state; every figure a model estimate",
            content = @Content(schema = @Schema(implementation = StateView.class)))
    public RestResponse<StateView> state(
            @BeanParam Tenant requestTenant,
            @PathParam("athleteId") @Parameter(example = "a7") String athleteId,
            @QueryParam("at")
                    @Parameter(description = "RFC 3339, now when absent", example = "2026-03-01T00:00:00Z")
                    @Nullable
                    String atText,
            @QueryParam("knownAt")
                    @Parameter(
                            description = "RFC 3339: only what was recorded by then",
                            example = "2026-03-01T00:00:00Z")
                    @Nullable
                    String knownAtText,
            @QueryParam("movement")
                    @Parameter(
                            description = "only this movement and the muscle groups that it loads; all when absent",
                            example = "squat")
                    @Nullable
                    String movementKey,
            @Context Request request)
            throws SQLException {
        TenantId tenant = requestTenant.id();
        AthleteId athlete = new AthleteId(athleteId);
        Movement movement = movementKey == null ? null : Movement.ofKey(movementKey);
        Instant given = QueryParameter.instant("at", atText);
        // Whole seconds, so that the answer can be asked for again by the time that it names.
        Instant at = given == null ? clock.instant().truncatedTo(ChronoUnit.SECONDS) : given;
        Instant knownAt = QueryParameter.instant("knownAt", knownAtText);
        AthleteReads.Found found = knownAt != null
                ? reads.at(tenant, athlete, at, knownAt)
                : given == null ? reads.now(tenant, athlete, at) : reads.at(tenant, athlete, at);
        EntityTag tag = Answers.tag(found.version(), at, knownAt, movement);
        if (request.evaluatePreconditions(tag) != null) {
            return RestResponse.ResponseBuilder.<StateView>notModified(tag).build();
        }
        return RestResponse.ResponseBuilder.ok(StateView.of(found.known(), knownAt, movement))
                .tag(tag)
                .build();
    }

    @GET
    @Path("/{athleteId}/checkpoints")
    @Operation(
            operationId = "listCheckpoints",
            summary = "What the body kept at every start and pause, at every chunk, and at the newest fact")
    @Produces({MediaType.APPLICATION_JSON, Format.NDJSON_TYPE, Format.CSV_TYPE})
    @APIResponse(
            responseCode = "200",
            description = "Every checkpoint in effective order; as NDJSON or CSV one a line",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = CheckpointView.All.class)),
                @Content(mediaType = Format.NDJSON_TYPE, schema = @Schema(implementation = CheckpointView.class)),
                @Content(mediaType = Format.CSV_TYPE, schema = @Schema(implementation = String.class))
            })
    public Response checkpoints(
            @BeanParam Tenant requestTenant,
            @PathParam("athleteId") @Parameter(example = "a7") String athleteId,
            @Context HttpHeaders headers)
            throws SQLException {
        Format format = Format.of(headers);
        AthleteId athlete = new AthleteId(athleteId);
        List<AthleteReads.StoredCheckpoint> found = reads.checkpoints(requestTenant.id(), athlete);
        if (found.isEmpty()) {
            throw new UnknownAthleteException(athlete);
        }
        List<CheckpointView> items = found.stream().map(CheckpointView::of).toList();
        return format == Format.JSON
                ? Response.ok(new CheckpointView.All(items))
                        .type(MediaType.APPLICATION_JSON)
                        .build()
                : forms.lines(Response.ok(), format, CheckpointView.class, items)
                        .build();
    }

    private static String after(@Nullable String cursor) {
        String place = Cursor.place(cursor);
        if (cursor == null || place == null) {
            return "";
        }
        try {
            return new AthleteId(place).value();
        } catch (InvalidValueException e) {
            throw Cursor.invalid(cursor);
        }
    }
}
