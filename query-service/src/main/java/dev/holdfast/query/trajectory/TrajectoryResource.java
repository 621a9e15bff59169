package dev.holdfast.query.trajectory;

import dev.holdfast.catalogue.Movement;
import dev.holdfast.catalogue.MuscleGroup;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.query.http.Asked;
import dev.holdfast.query.http.Tenant;
import dev.holdfast.query.model.ServingModel;
import dev.holdfast.timeline.TimelineEntry;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** An athlete over time. */
@Path("/v1/athletes/{athleteId}")
public class TrajectoryResource {
    private static final int POINTS_DEFAULT = 240;
    private static final int AHEAD_DAYS_MAX = 3_653;

    private final Timelines timelines;
    private final ServingModel model;
    private final Clock clock;

    public TrajectoryResource(Timelines timelines, ServingModel model, Clock clock) {
        this.model = model;
        this.timelines = timelines;
        this.clock = clock;
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
    @Operation(summary = "One movement and one muscle group over time; after now, what is left without training")
    public Curves trajectory(
            @HeaderParam(Tenant.HEADER) @Nullable String tenant,
            @PathParam("athleteId") String athleteId,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("step") @Nullable String step,
            @QueryParam("points") @Nullable Integer points,
            @QueryParam("aheadDays") @Nullable Integer aheadDays,
            @QueryParam("movement") @Nullable String movement,
            @QueryParam("muscleGroup") @Nullable String muscleGroup,
            @QueryParam("knownAt") @Nullable String knownAt)
            throws SQLException {
        String tenantId = Tenant.of(tenant).value();
        AthleteId athlete = new AthleteId(athleteId);
        Instant known = Asked.instant("knownAt", knownAt);
        Movement asked = movement == null ? null : Movement.ofKey(movement);
        MuscleGroup group = muscleGroup == null ? null : MuscleGroup.ofKey(muscleGroup);
        Life life = timelines.life(tenantId, athlete.value(), known);
        Instant now = clock.instant();
        Instant begin =
                Objects.requireNonNullElse(Asked.instant("from", from), Objects.requireNonNullElse(life.begin(), now));
        Instant end = Objects.requireNonNullElse(Asked.instant("to", to), now.plus(Duration.ofDays(ahead(aheadDays))));
        List<Instant> instants = step == null
                ? Trajectory.evenly(begin, end, points == null ? POINTS_DEFAULT : points, now)
                : Trajectory.everyStep(begin, end, Asked.duration("step", step));
        Trajectory trajectory = Trajectory.of(life, model.fold(), asked, group, instants, now);
        return new Curves(
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
                life.pauses(now, model.fold()),
                List.of(
                        "Every figure is a model estimate.",
                        "Points with forecast=true assume no training from now on."));
    }

    @GET
    @Path("/revisions")
    @Operation(summary = "Every fact with the times at which it was known, newest knowledge first")
    public Revisions revisions(
            @HeaderParam(Tenant.HEADER) @Nullable String tenant, @PathParam("athleteId") String athleteId)
            throws SQLException {
        AthleteId athlete = new AthleteId(athleteId);
        return new Revisions(
                athlete.value(),
                timelines.entries(Tenant.of(tenant).value(), athlete.value()).stream()
                        .sorted(Comparator.comparingLong(TimelineEntry::lastPosition)
                                .reversed())
                        .map(TrajectoryResource::revision)
                        .toList());
    }

    private static Revision revision(TimelineEntry entry) {
        TimelineEntry.Supersession by = entry.superseded();
        return new Revision(
                entry.content().getClass().getSimpleName().toLowerCase(Locale.ROOT),
                Life.instant(entry.atMicros()),
                entry.position(),
                Life.instant(entry.recordedAtMicros()),
                by == null ? null : (Long) by.position(),
                by == null ? null : Life.instant(by.recordedAtMicros()));
    }

    private static int ahead(@Nullable Integer aheadDays) {
        if (aheadDays == null) {
            return 0;
        }
        if (aheadDays < 0 || aheadDays > AHEAD_DAYS_MAX) {
            throw new InvalidValueException("aheadDays", aheadDays, "give a number from 0 to " + AHEAD_DAYS_MAX);
        }
        return aheadDays;
    }
}
