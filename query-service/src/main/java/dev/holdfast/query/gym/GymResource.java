package dev.holdfast.query.gym;

import dev.holdfast.event.InvalidValueException;
import dev.holdfast.outlook.BodyState;
import dev.holdfast.outlook.ReturnOutlook;
import dev.holdfast.outlook.TrainingPlan;
import dev.holdfast.query.http.Tenant;
import dev.holdfast.query.model.ServingModel;
import dev.holdfast.timeline.BodyAt;
import dev.holdfast.timeline.Phase;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** A tenant's members by phase, and the win-back list. */
@Path("/v1/gym")
public class GymResource {
    /** A list to call through in a day. */
    private static final int WIN_BACK_MAX = 60;

    /** Forty years: the window's own horizon, so "at any time". */
    private static final int WITHIN_DAYS_MAX = 14_600;

    private static final int MONTH_DAYS = 30;

    private final WindowSql sql;
    private final ServingModel model;
    private final Clock clock;

    public GymResource(WindowSql sql, ServingModel model, Clock clock) {
        this.model = model;
        this.sql = sql;
        this.clock = clock;
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
    @Operation(summary = "Members by phase, and those who are worth a call before half of their head start is gone")
    public Gym gym(
            @HeaderParam(Tenant.HEADER) @Nullable String tenant,
            @QueryParam("closingWithinDays") @Nullable Integer closingWithinDays)
            throws SQLException {
        String tenantId = Tenant.of(tenant).value();
        int within = closingWithinDays == null ? WITHIN_DAYS_MAX : closingWithinDays;
        if (within < 1 || within > WITHIN_DAYS_MAX) {
            throw new InvalidValueException("closingWithinDays", within, "give a number from 1 to " + WITHIN_DAYS_MAX);
        }
        Instant now = clock.instant();
        long position = sql.newestPosition(tenantId);
        Map<Phase, Long> phases = new EnumMap<>(Phase.class);
        sql.eachMember(
                tenantId,
                member -> phases.merge(
                        BodyAt.of(member.state(), now, model.fold()).phase(), 1L, Long::sum));
        return new Gym(
                now,
                position,
                phases.values().stream().mapToLong(Long::longValue).sum(),
                phases.getOrDefault(Phase.TRAINING, 0L),
                phases.getOrDefault(Phase.PAUSED, 0L),
                phases.getOrDefault(Phase.UNTRAINED, 0L),
                sql.closingCount(tenantId, now, now.plus(Duration.ofDays(MONTH_DAYS))),
                sql.closing(tenantId, now, now.plus(Duration.ofDays(within)), WIN_BACK_MAX).stream()
                        .map(closing -> winBack(closing, now))
                        .toList(),
                List.of(
                        "Every figure is a model estimate.",
                        "Windows of fresh pauses are worked out in the background."));
    }

    private WinBack winBack(WindowSql.Closing closing, Instant now) {
        BodyAt body = BodyAt.of(closing.member().state(), now, model.fold());
        BodyState state = body.body(model.fold());
        ReturnOutlook outlook =
                state == null ? null : ReturnOutlook.forBody(state, TrainingPlan.THREE_BY_THREE, body.parameters());
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
