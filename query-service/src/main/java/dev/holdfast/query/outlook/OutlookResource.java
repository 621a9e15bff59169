package dev.holdfast.query.outlook;

import dev.holdfast.catalogue.Movement;
import dev.holdfast.event.AthleteId;
import dev.holdfast.model.Parameters;
import dev.holdfast.model.Structure;
import dev.holdfast.outlook.BodyState;
import dev.holdfast.outlook.PrimeMover;
import dev.holdfast.outlook.TrainingPlan;
import dev.holdfast.outlook.Transfer;
import dev.holdfast.query.http.Asked;
import dev.holdfast.query.http.Problem;
import dev.holdfast.query.http.ProblemException;
import dev.holdfast.query.http.Tenant;
import dev.holdfast.query.model.ServingModel;
import dev.holdfast.query.trajectory.Life;
import dev.holdfast.query.trajectory.Timelines;
import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.BodyAt;
import dev.holdfast.timeline.MuscleGroupAt;
import dev.holdfast.uncertainty.Evidence;
import dev.holdfast.uncertainty.Range;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What training again would bring, and how sure that is. */
@Path("/v1/athletes/{athleteId}")
public class OutlookResource {
    /** Equal questions get equal answers: the draws are the same for everybody. */
    private static final long SEED = 20_261_123;

    private static final double HOURS_PER_DAY = 24;

    private final Timelines timelines;
    private final ServingModel model;
    private final Clock clock;

    public OutlookResource(Timelines timelines, ServingModel model, Clock clock) {
        this.model = model;
        this.timelines = timelines;
        this.clock = clock;
    }

    /** @param movement null for the whole body */
    public record Outlook(
            String athleteId,
            Instant at,
            @Nullable Instant knownAt,
            long position,
            @Nullable String movement,
            TrainingPlan plan,
            Range weeksToReturn,
            Range weeksForFirstTimer,
            Range headStartWeeks,
            List<ReturnCurve.Week> curve,
            List<String> notes) {}

    /** What carries over to a movement never trained. */
    public record TransferTo(
            String athleteId,
            Instant at,
            String movement,
            double strengthRatio,
            double weeksToBeginnersTwelve,
            double weeksSaved,
            List<String> notes) {}

    @GET
    @Path("/outlook")
    @Operation(summary = "The return week by week beside a first-timer who looks the same, each with a 90 % range")
    public Outlook outlook(
            @HeaderParam(Tenant.HEADER) @Nullable String tenant,
            @PathParam("athleteId") String athleteId,
            @QueryParam("at") @Nullable String at,
            @QueryParam("knownAt") @Nullable String knownAt,
            @QueryParam("movement") @Nullable String movement,
            @QueryParam("sessionsPerWeek") @Nullable Double sessionsPerWeek,
            @QueryParam("hardSets") @Nullable Double hardSets)
            throws SQLException {
        String tenantId = Tenant.of(tenant).value();
        AthleteId athlete = new AthleteId(athleteId);
        Instant known = Asked.instant("knownAt", knownAt);
        Instant instant = Objects.requireNonNullElseGet(Asked.instant("at", at), clock::instant);
        Movement asked = movement == null ? null : Movement.ofKey(movement);
        TrainingPlan plan = plan(sessionsPerWeek, hardSets);
        Life life = timelines.life(tenantId, athlete.value(), known);
        BodyAt now = life.at(instant, model.fold());
        ReturnCurve curve = ReturnCurve.of(
                parameters -> body(life, instant, parameters, asked),
                plan,
                pauseDays(now),
                now.parameters(),
                SEED,
                now.seededByPriorTraining() ? Evidence.TOLD_HISTORY_WIDENING : 1);
        if (curve == null) {
            throw new ProblemException(Problem.of(
                            404,
                            "nothing-trained",
                            "There is nothing to return to",
                            "no trained movement at " + instant)
                    .about("movement", movement, "ask for a movement that was trained before that instant"));
        }
        return new Outlook(
                athlete.value(),
                instant,
                known,
                life.position(),
                asked == null ? null : asked.key(),
                plan,
                curve.weeksToReturn(),
                curve.weeksForFirstTimer(),
                curve.headStartWeeks(),
                curve.weeks(),
                List.of(
                        "Every figure is a model estimate; ranges hold 90 % of the bodies that the studies allow.",
                        "The first-timer has the same visible size and expression and nothing latent. A person who is as strong by endowment gains as fast as a returner."));
    }

    @GET
    @Path("/transfer")
    @Operation(summary = "What the kept structure brings to a movement without a trace")
    public TransferTo transfer(
            @HeaderParam(Tenant.HEADER) @Nullable String tenant,
            @PathParam("athleteId") String athleteId,
            @QueryParam("movement") @Nullable String movement,
            @QueryParam("at") @Nullable String at)
            throws SQLException {
        String tenantId = Tenant.of(tenant).value();
        AthleteId athlete = new AthleteId(athleteId);
        Movement to = Movement.ofKey(Objects.requireNonNullElse(movement, ""));
        Instant instant = Objects.requireNonNullElseGet(Asked.instant("at", at), clock::instant);
        BodyAt body = timelines.life(tenantId, athlete.value(), null).at(instant, model.fold());
        List<PrimeMover> movers = model.fold().catalogue().involvement(to).stream()
                .filter(share -> share.isPrimeMover())
                .map(share -> new PrimeMover(
                        body.groups().stream()
                                .filter(group -> group.group() == share.group())
                                .findFirst()
                                .map(MuscleGroupAt::structure)
                                .orElse(Structure.UNTRAINED),
                        share.weight()))
                .toList();
        Transfer transfer = Transfer.to(movers, TrainingPlan.THREE_BY_THREE, body.parameters());
        return new TransferTo(
                athlete.value(),
                instant,
                to.key(),
                transfer.strengthRatio(),
                transfer.weeksToBeginnersTwelve(),
                transfer.weeksSaved(),
                List.of(
                        "Every figure is a model estimate.",
                        "As if the movement had no trace, only the muscles' past."));
    }

    /** The body that the log gives under other parameters, with one movement or all. */
    private @Nullable BodyState body(Life life, Instant at, Parameters parameters, @Nullable Movement movement) {
        AthleteFold drawn = new AthleteFold(
                parameters, model.fold().catalogue(), model.fold().pausePolicyDays());
        BodyAt body = life.at(at, drawn);
        BodyState all = body.body(drawn);
        if (all == null || movement == null) {
            return all;
        }
        for (int i = 0; i < body.movements().size(); i++) {
            if (body.movements().get(i).movement() == movement) {
                return new BodyState(all.groups(), List.of(all.movements().get(i)));
            }
        }
        return null;
    }

    private static double pauseDays(BodyAt body) {
        Instant last = body.lastSessionAt();
        return last == null ? 0 : Math.max(Duration.between(last, body.at()).toHours() / HOURS_PER_DAY, 0);
    }

    private static TrainingPlan plan(@Nullable Double sessionsPerWeek, @Nullable Double hardSets) {
        return new TrainingPlan(
                sessionsPerWeek == null ? TrainingPlan.THREE_BY_THREE.sessionsPerWeek() : sessionsPerWeek,
                hardSets == null ? TrainingPlan.THREE_BY_THREE.hardSets() : hardSets);
    }
}
