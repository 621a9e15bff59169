package dev.holdfast.query.gym.http;

import dev.holdfast.kit.http.QueryParameter;
import dev.holdfast.kit.tenancy.Tenant;
import dev.holdfast.outlook.BodyState;
import dev.holdfast.outlook.ReturnOutlook;
import dev.holdfast.outlook.TrainingPlan;
import dev.holdfast.query.gym.MemberScan;
import dev.holdfast.query.gym.WindowSql;
import dev.holdfast.query.http.Format;
import dev.holdfast.query.http.LineForms;
import dev.holdfast.query.readstore.UnreadableRow;
import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.BodyAt;
import dev.holdfast.timeline.Phase;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A tenant's members by phase, and the win-back list. */
@Path("/v1/gym")
@Tag(name = "Gyms")
public class GymResource {
    /** A list to call through in a day. */
    private static final int WIN_BACK_MAX = 60;

    /** Forty years: the window's own horizon, so "at any time". */
    private static final int WITHIN_DAYS_MAX = 14_600;

    private static final int MONTH_DAYS = 30;

    private final WindowSql sql;
    private final MemberScan members;
    private final Clock clock;
    private final LineForms forms;

    public GymResource(WindowSql sql, MemberScan members, Clock clock, LineForms forms) {
        this.sql = sql;
        this.members = members;
        this.clock = clock;
        this.forms = forms;
    }

    /** @param position the newest event in it */
    public record Gym(
            Instant at,
            long position,
            long athletes,
            long training,
            long paused,
            long untrained,
            long closingWithin30Days,
            List<WinBack> winBack,
            List<String> notes) {}

    /** @param windowClosesAt when half of the head start over a first-timer is gone */
    public record WinBack(
            String athleteId,
            Instant pausedSince,
            long pausedDays,
            double strengthRatio,
            double sharpness,
            @Nullable Double weeksToReturn,
            @Nullable Double weeksForFirstTimer,
            Instant windowClosesAt) {}

    @GET
    @Operation(
            operationId = "getGym",
            summary = "Members by phase, and those who are worth a call before half of their head start is gone")
    @Produces({MediaType.APPLICATION_JSON, Format.NDJSON_TYPE, Format.CSV_TYPE})
    @APIResponse(
            responseCode = "200",
            description = "The summary; as NDJSON or CSV the win-back list, one member a line",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Gym.class)),
                @Content(mediaType = Format.NDJSON_TYPE, schema = @Schema(implementation = WinBack.class)),
                @Content(mediaType = Format.CSV_TYPE, schema = @Schema(implementation = String.class))
            })
    public Response gym(
            @BeanParam Tenant tenant,
            @QueryParam("closingWithinDays")
                    @Parameter(description = "1 to 14600, at any time when absent", example = "30")
                    @Nullable
                    String closingWithinDays,
            @Context HttpHeaders headers)
            throws SQLException {
        String tenantId = tenant.id().value();
        Format format = Format.of(headers);
        int within = QueryParameter.whole("closingWithinDays", closingWithinDays, 1, WITHIN_DAYS_MAX, WITHIN_DAYS_MAX);
        Instant now = clock.instant();
        List<WinBack> winBack = new ArrayList<>();
        for (WindowSql.Closing closing : sql.closing(tenantId, now, now.plus(Duration.ofDays(within)), WIN_BACK_MAX)) {
            try {
                winBack.add(winBack(closing, now));
            } catch (RuntimeException e) {
                WindowSql.Member member = closing.member();
                UnreadableRow.tell(tenantId, member.athleteId(), member.position(), e);
            }
        }
        if (format != Format.JSON) {
            return forms.lines(Response.ok(), format, WinBack.class, winBack).build();
        }
        Map<Phase, Long> phases = new EnumMap<>(Phase.class);
        AtomicLong position = new AtomicLong();
        long unreadable = members.each(tenant.id(), now, MemberScan.Part.STANDING, null, member -> {
            phases.merge(member.standing().phase(now, member.fold()), 1L, Long::sum);
            position.accumulateAndGet(member.position(), Math::max);
        });
        Gym gym = new Gym(
                now,
                position.get(),
                phases.values().stream().mapToLong(Long::longValue).sum(),
                phases.getOrDefault(Phase.TRAINING, 0L),
                phases.getOrDefault(Phase.PAUSED, 0L),
                phases.getOrDefault(Phase.UNTRAINED, 0L),
                sql.closingCount(tenantId, now, now.plus(Duration.ofDays(MONTH_DAYS))),
                winBack,
                notes(unreadable));
        return Response.ok(gym).type(MediaType.APPLICATION_JSON).build();
    }

    private static List<String> notes(long unreadable) {
        List<String> notes = new ArrayList<>(List.of(
                "Every figure is a model estimate.", "Windows of fresh pauses are worked out in the background."));
        if (unreadable > 0) {
            notes.add("left out, since they cannot be read: %d members; the service's log names them"
                    .formatted(unreadable));
        }
        return notes;
    }

    private WinBack winBack(WindowSql.Closing closing, Instant now) {
        AthleteFold fold = closing.member().model().fold();
        BodyAt body = BodyAt.consume(closing.member().state(), now, fold);
        BodyState state = BodyState.of(body, fold);
        ReturnOutlook outlook = state == null || !state.hasBest()
                ? null
                : ReturnOutlook.forBody(state, TrainingPlan.THREE_BY_THREE, body.parameters());
        return new WinBack(
                closing.member().athleteId(),
                closing.pausedSince(),
                Duration.between(closing.pausedSince(), now).toDays(),
                body.strengthRatio(),
                body.sharpness(),
                outlook == null ? null : orNull(outlook.weeksToReturn()),
                outlook == null ? null : orNull(outlook.weeksForFirstTimer()),
                closing.halfGoneAt());
    }

    private static @Nullable Double orNull(OptionalDouble weeks) {
        return weeks.isPresent() ? (Double) weeks.getAsDouble() : null;
    }
}
