package dev.holdfast.command.athlete.http;

import static dev.holdfast.command.athlete.http.AthleteRequests.required;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.command.athlete.AthleteCommand;
import dev.holdfast.command.athlete.AthleteCommand.Envelope;
import dev.holdfast.command.athlete.Athletes;
import dev.holdfast.command.eventstore.Suspect;
import dev.holdfast.command.http.JsonBody;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.TenantId;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.kit.problem.Problem;
import dev.holdfast.kit.problem.ProblemException;
import dev.holdfast.kit.problem.ProblemKind;
import dev.holdfast.kit.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Single events about one athlete. */
@Path("/v1/athletes/{athleteId}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Athletes")
@APIResponse(
        responseCode = "201",
        description = "Stored durably",
        content =
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = AthleteResource.Stored.class)))
@APIResponse(
        responseCode = "200",
        description = "It was stored before; the first answer again",
        content =
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = AthleteResource.Stored.class)))
@APIResponse(
        responseCode = "400",
        description = "A value cannot be a fact",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@APIResponse(
        responseCode = "409",
        description = "The history rules it out, or the key has other content",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@APIResponse(
        responseCode = "503",
        description = "The store is away, read-only, full or too busy",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public class AthleteResource {
    private static final ProblemKind UNKNOWN_SESSION =
            new ProblemKind(409, "unknown-session", "No such session is stored");
    /** Clocks and zones of senders differ; nobody trains further ahead than this. */
    private static final Duration AHEAD_MAX = Duration.ofDays(1);

    private static final String DEFAULT_SOURCE = "api";

    private final Athletes athletes;
    private final Clock clock;

    public AthleteResource(Athletes athletes, Clock clock) {
        this.athletes = athletes;
        this.clock = clock;
    }

    /**
     * Where the events now stand.
     *
     * @param suspects sessions stored before that may be this one under another key; left out when there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Stored(
            String athleteId,
            String source,
            String sourceEventId,
            boolean duplicate,
            List<Athletes.Taken> events,
            @Nullable List<Suspect> suspects) {}

    @POST
    @Path("training-starts")
    @Operation(operationId = "startTraining", summary = "Training starts or resumes")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = AthleteRequests.TrainingStart.class),
                            examples = @ExampleObject(name = "one", value = """
                                    {"occurredAt": "2026-01-05T18:00:00+01:00", "sourceEventId": "m-1",
                                    "yearOfBirth": 1990}""")))
    public Response start(
            @PathParam("athleteId") @Parameter(example = "a8") String athleteId,
            @HeaderParam(Tenant.HEADER) @Nullable String tenant,
            @HeaderParam("Idempotency-Key")
                    @Parameter(
                            description = "the sender's own id of it, where the body has no sourceEventId",
                            example = "front-desk-8812")
                    @Nullable
                    String idempotencyKey,
            InputStream body) {
        Caller caller = new Caller(tenant, athleteId, idempotencyKey);
        var sent = JsonBody.read(body, AthleteRequests.TrainingStart.class);
        var prior = sent.priorTraining();
        return take(new AthleteCommand.StartTraining(
                caller.envelope(sent), sent.yearOfBirth(), sent.sex(), prior == null ? null : prior.fact()));
    }

    @POST
    @Path("sessions")
    @Operation(operationId = "logSession", summary = "A session was trained")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = AthleteRequests.Session.class),
                            examples = @ExampleObject(name = "one", value = """
                                    {"occurredAt": "2026-01-05T18:00:00+01:00", "source": "front-desk",
                                    "sourceEventId": "8812", "exercises": [{"name": "Squat (Barbell)",
                                    "sets": [{"loadKg": 100, "reps": 5, "rpe": 8}]}]}""")))
    public Response session(
            @PathParam("athleteId") @Parameter(example = "a7") String athleteId,
            @HeaderParam(Tenant.HEADER) @Nullable String tenant,
            @HeaderParam("Idempotency-Key")
                    @Parameter(
                            description = "the sender's own id of it, where the body has no sourceEventId",
                            example = "front-desk-8812")
                    @Nullable
                    String idempotencyKey,
            InputStream body) {
        Caller caller = new Caller(tenant, athleteId, idempotencyKey);
        var sent = JsonBody.read(body, AthleteRequests.Session.class);
        return take(new AthleteCommand.LogSession(caller.envelope(sent), sent.fact()));
    }

    @POST
    @Path("training-pauses")
    @Operation(operationId = "pauseTraining", summary = "Training pauses")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = AthleteRequests.TrainingPause.class),
                            examples = @ExampleObject(name = "one", value = """
                                    {"occurredAt": "2026-03-05T09:00:00+01:00", "sourceEventId": "p-1",
                                    "reason": "HOLIDAY"}""")))
    public Response pause(
            @PathParam("athleteId") @Parameter(example = "a7") String athleteId,
            @HeaderParam(Tenant.HEADER) @Nullable String tenant,
            @HeaderParam("Idempotency-Key")
                    @Parameter(
                            description = "the sender's own id of it, where the body has no sourceEventId",
                            example = "front-desk-8812")
                    @Nullable
                    String idempotencyKey,
            InputStream body) {
        Caller caller = new Caller(tenant, athleteId, idempotencyKey);
        var sent = JsonBody.read(body, AthleteRequests.TrainingPause.class);
        return take(new AthleteCommand.PauseTraining(caller.envelope(sent), sent.reason()));
    }

    @POST
    @Path("assessments")
    @Operation(operationId = "recordAssessment", summary = "Strength was tested")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = AthleteRequests.Assessment.class),
                            examples = @ExampleObject(name = "one", value = """
                                    {"occurredAt": "2026-03-04T18:00:00+01:00", "sourceEventId": "t-1",
                                    "exercise": "Squat (Barbell)", "loadKg": 100, "reps": 1}""")))
    public Response assessment(
            @PathParam("athleteId") @Parameter(example = "a7") String athleteId,
            @HeaderParam(Tenant.HEADER) @Nullable String tenant,
            @HeaderParam("Idempotency-Key")
                    @Parameter(
                            description = "the sender's own id of it, where the body has no sourceEventId",
                            example = "front-desk-8812")
                    @Nullable
                    String idempotencyKey,
            InputStream body) {
        Caller caller = new Caller(tenant, athleteId, idempotencyKey);
        var sent = JsonBody.read(body, AthleteRequests.Assessment.class);
        return take(new AthleteCommand.AssessStrength(caller.envelope(sent), sent.fact()));
    }

    @POST
    @Path("session-corrections")
    @Operation(operationId = "correctSession", summary = "A stored session was really another one")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = AthleteRequests.Correction.class),
                            examples = @ExampleObject(name = "one", value = """
                                    {"occurredAt": "2026-03-06T09:00:00+01:00", "sourceEventId": "c-1",
                                    "corrected": {"source": "front-desk", "sourceEventId": "8811"},
                                    "replacement": {"exercises": [{"name": "Squat (Barbell)",
                                    "sets": [{"loadKg": 90, "reps": 5}]}]}}""")))
    public Response correction(
            @PathParam("athleteId") @Parameter(example = "a7") String athleteId,
            @HeaderParam(Tenant.HEADER) @Nullable String tenant,
            @HeaderParam("Idempotency-Key")
                    @Parameter(
                            description = "the sender's own id of it, where the body has no sourceEventId",
                            example = "front-desk-8812")
                    @Nullable
                    String idempotencyKey,
            InputStream body) {
        Caller caller = new Caller(tenant, athleteId, idempotencyKey);
        var sent = JsonBody.read(body, AthleteRequests.Correction.class);
        EventKey corrected = known(caller, "corrected", required("corrected", sent.corrected()));
        TrainingEvent.SessionLogged replacement;
        try {
            replacement = required("replacement", sent.replacement()).fact();
        } catch (InvalidValueException e) {
            throw e.within("replacement");
        }
        return take(new AthleteCommand.CorrectSession(
                caller.envelope(sent), new TrainingEvent.SessionCorrected(corrected, replacement)));
    }

    @POST
    @Path("session-retractions")
    @Operation(operationId = "retractSession", summary = "A stored session never happened")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = AthleteRequests.Retraction.class),
                            examples = @ExampleObject(name = "one", value = """
                                    {"occurredAt": "2026-03-07T09:00:00+01:00", "sourceEventId": "r-1",
                                    "retracted": {"source": "front-desk", "sourceEventId": "8811"}}""")))
    public Response retraction(
            @PathParam("athleteId") @Parameter(example = "a7") String athleteId,
            @HeaderParam(Tenant.HEADER) @Nullable String tenant,
            @HeaderParam("Idempotency-Key")
                    @Parameter(
                            description = "the sender's own id of it, where the body has no sourceEventId",
                            example = "front-desk-8812")
                    @Nullable
                    String idempotencyKey,
            InputStream body) {
        Caller caller = new Caller(tenant, athleteId, idempotencyKey);
        var sent = JsonBody.read(body, AthleteRequests.Retraction.class);
        EventKey retracted = known(caller, "retracted", required("retracted", sent.retracted()));
        return take(new AthleteCommand.RetractSession(
                caller.envelope(sent), new TrainingEvent.SessionRetracted(retracted)));
    }

    private Response take(AthleteCommand command) {
        Envelope envelope = command.envelope();
        Athletes.Answer answer = athletes.take(command);
        Stored stored = new Stored(
                envelope.athlete().value(),
                envelope.key().source(),
                envelope.key().sourceEventId(),
                answer.duplicate(),
                answer.events(),
                answer.suspects().isEmpty() ? null : answer.suspects());
        return Response.status(answer.duplicate() ? Response.Status.OK : Response.Status.CREATED)
                .entity(stored)
                .build();
    }

    private EventKey known(Caller caller, String field, AthleteRequests.SessionKey named) {
        EventKey key;
        try {
            key = named.key();
        } catch (InvalidValueException e) {
            throw e.within(field);
        }
        if (!athletes.knowsSession(caller.tenant, caller.athlete, key)) {
            throw new ProblemException(UNKNOWN_SESSION
                    .problem("athlete %s has no session with source=%s, sourceEventId=%s"
                            .formatted(caller.athlete, key.source(), key.sourceEventId()))
                    .about(field, key.toString(), "name the source and sourceEventId under which it was stored"));
        }
        return key;
    }

    /** Who sends, about whom, and under which key. */
    private final class Caller {
        private final TenantId tenant;
        private final AthleteId athlete;
        private final @Nullable String idempotencyKey;

        Caller(@Nullable String tenant, String athleteId, @Nullable String idempotencyKey) {
            this.tenant = Tenant.of(tenant);
            this.athlete = new AthleteId(athleteId);
            this.idempotencyKey = idempotencyKey;
        }

        Envelope envelope(AthleteRequests.Sent sent) {
            UUID eventId = UUID.randomUUID();
            String id = sent.sourceEventId() != null ? sent.sourceEventId() : idempotencyKey;
            EventKey key = new EventKey(
                    sent.source() == null ? DEFAULT_SOURCE : sent.source(), id == null ? eventId.toString() : id);
            return new Envelope(tenant, athlete, time(required("occurredAt", sent.occurredAt())), key, eventId);
        }

        private OffsetDateTime time(String text) {
            OffsetDateTime time;
            try {
                time = OffsetDateTime.parse(text);
            } catch (DateTimeParseException e) {
                throw new InvalidValueException(
                        "occurredAt", text, "give a time with its zone offset, for example 2026-01-05T18:00:00+01:00");
            }
            if (time.toInstant().isAfter(clock.instant().plus(AHEAD_MAX))) {
                throw new InvalidValueException(
                        "occurredAt", text, "give a time that has been: at most a day after now");
            }
            return time;
        }
    }
}
