package dev.holdfast.query.outlook.http;

import dev.holdfast.catalogue.Movement;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.TenantId;
import dev.holdfast.kit.http.QueryParameter;
import dev.holdfast.kit.problem.ProblemException;
import dev.holdfast.kit.problem.ProblemKind;
import dev.holdfast.kit.tenancy.Tenant;
import dev.holdfast.model.Structure;
import dev.holdfast.outlook.BodyState;
import dev.holdfast.outlook.PrimeMover;
import dev.holdfast.outlook.TrainingPlan;
import dev.holdfast.outlook.Transfer;
import dev.holdfast.query.athlete.StateView;
import dev.holdfast.query.http.Answers;
import dev.holdfast.query.life.Life;
import dev.holdfast.query.life.LifeReads;
import dev.holdfast.query.outlook.ReturnCurve;
import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.BodyAt;
import dev.holdfast.timeline.MuscleGroupAt;
import dev.holdfast.uncertainty.Evidence;
import dev.holdfast.uncertainty.Range;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What training again would bring, and how sure that is. */
@Path("/v1/athletes/{athleteId}")
@Tag(name = "Athletes")
public class OutlookResource {
    private static final ProblemKind NOTHING_TRAINED =
            new ProblemKind(404, "nothing-trained", "There is nothing to return to");
    /** Equal questions get equal answers: the draws are the same for everybody. */
    private static final long SEED = 20_261_123;

    private final LifeReads lives;
    private final Clock clock;

    public OutlookResource(LifeReads lives, Clock clock) {
        this.lives = lives;
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
    @Operation(
            operationId = "getOutlook",
            summary = "The return week by week beside a first-timer who looks the same, each with a 90 % range")
    @APIResponse(
            responseCode = "200",
            description = "Both curves with what their ranges rest on; with at, the answer has an ETag",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Outlook.class)))
    public Response outlook(
            @BeanParam Tenant tenant,
            @PathParam("athleteId") @Parameter(example = "a7") String athleteId,
            @QueryParam("at")
                    @Parameter(description = "RFC 3339, now when absent", example = "2026-03-01T00:00:00Z")
                    @Nullable
                    String at,
            @QueryParam("knownAt")
                    @Parameter(
                            description = "RFC 3339: only what was recorded by then",
                            example = "2026-03-01T00:00:00Z")
                    @Nullable
                    String knownAt,
            @QueryParam("movement") @Parameter(description = "the whole body when absent", example = "squat") @Nullable
                    String movement,
            @QueryParam("sessionsPerWeek") @Parameter(description = "0.1 to 14, 3 when absent", example = "3") @Nullable
                    String sessionsPerWeek,
            @QueryParam("hardSets")
                    @Parameter(description = "of each movement in a session, 0.5 to 100, 3 when absent", example = "3")
                    @Nullable
                    String hardSets,
            @Context Request request)
            throws SQLException {
        TenantId tenantId = tenant.id();
        AthleteId athlete = new AthleteId(athleteId);
        Instant known = QueryParameter.instant("knownAt", knownAt);
        Instant givenAt = QueryParameter.instant("at", at);
        Instant instant = Objects.requireNonNullElseGet(givenAt, clock::instant);
        Movement only = movement == null ? null : Movement.ofKey(movement);
        TrainingPlan plan = plan(sessionsPerWeek, hardSets);
        Response.ResponseBuilder answer = Response.ok();
        if (givenAt != null) {
            EntityTag tag = Answers.tag(lives.version(tenantId, athlete), givenAt, known, movement, plan);
            Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
            if (unchanged != null) {
                return unchanged.build();
            }
            answer.tag(tag);
        }
        LifeReads.Read read = lives.life(tenantId, athlete, known);
        Life life = read.life();
        BodyAt now = life.at(instant, read.fold());
        ReturnCurve curve = ReturnCurve.of(
                life,
                instant,
                read.fold(),
                only,
                plan,
                SEED,
                now.seededByPriorTraining() ? Evidence.REPORTED_HISTORY_WIDENING : 1);
        if (curve == null) {
            throw new ProblemException(NOTHING_TRAINED
                    .problem("no trained movement at " + instant)
                    .about("movement", movement, "ask for a movement that was trained before that instant"));
        }
        Outlook outlook = new Outlook(
                athlete.value(),
                instant,
                known,
                life.position(),
                only == null ? null : only.key(),
                plan,
                curve.weeksToReturn(),
                curve.weeksForFirstTimer(),
                curve.headStartWeeks(),
                curve.weeks(),
                notes(now, read.fold()));
        return answer.entity(outlook).build();
    }

    @GET
    @Path("/transfer")
    @Operation(operationId = "getTransfer", summary = "What the kept structure brings to a movement without a trace")
    @APIResponse(
            responseCode = "200",
            description = "With at, the answer has an ETag",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TransferTo.class)))
    public Response transfer(
            @BeanParam Tenant tenant,
            @PathParam("athleteId") @Parameter(example = "a7") String athleteId,
            @QueryParam("movement") @Parameter(required = true, example = "deadlift") @Nullable String movement,
            @QueryParam("at")
                    @Parameter(description = "RFC 3339, now when absent", example = "2026-03-01T00:00:00Z")
                    @Nullable
                    String at,
            @Context Request request)
            throws SQLException {
        TenantId tenantId = tenant.id();
        AthleteId athlete = new AthleteId(athleteId);
        Movement to = Movement.ofKey(Objects.requireNonNullElse(movement, ""));
        Instant givenAt = QueryParameter.instant("at", at);
        Instant instant = Objects.requireNonNullElseGet(givenAt, clock::instant);
        Response.ResponseBuilder answer = Response.ok();
        if (givenAt != null) {
            EntityTag tag = Answers.tag(lives.version(tenantId, athlete), givenAt, to);
            Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
            if (unchanged != null) {
                return unchanged.build();
            }
            answer.tag(tag);
        }
        LifeReads.Read read = lives.life(tenantId, athlete, null);
        BodyAt body = read.life().at(instant, read.fold());
        List<PrimeMover> movers = read.fold().catalogue().involvement(to).stream()
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
        TransferTo carried = new TransferTo(
                athlete.value(),
                instant,
                to.key(),
                transfer.strengthRatio(),
                transfer.weeksToBeginnersTwelve(),
                transfer.weeksSaved(),
                List.of(
                        "Every figure is a model estimate.",
                        "As if the movement had no trace, only the muscles' past."));
        return answer.entity(carried).build();
    }

    private static List<String> notes(BodyAt now, AthleteFold fold) {
        List<String> notes = new ArrayList<>(
                List.of(
                        "Every figure is a model estimate; ranges hold 90 % of the bodies that the studies allow.",
                        "The first-timer has the same visible size and expression and nothing latent. A person who is as strong by endowment gains as fast as a returner."));
        BodyState body = BodyState.of(now, fold);
        if (body != null && !body.hasBest()) {
            notes.add(StateView.NOTHING_TO_RETURN_TO);
        }
        return notes;
    }

    private static TrainingPlan plan(@Nullable String sessionsPerWeek, @Nullable String hardSets) {
        return new TrainingPlan(
                QueryParameter.decimal(
                        "sessionsPerWeek", sessionsPerWeek, TrainingPlan.THREE_BY_THREE.sessionsPerWeek()),
                QueryParameter.decimal("hardSets", hardSets, TrainingPlan.THREE_BY_THREE.hardSets()));
    }
}
