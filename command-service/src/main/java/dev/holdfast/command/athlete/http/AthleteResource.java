package dev.holdfast.command.athlete.http;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.command.athlete.AthleteCommand;
import dev.holdfast.command.athlete.Athletes;
import dev.holdfast.command.athlete.Stored;
import dev.holdfast.command.http.JsonBody;
import dev.holdfast.formats.json.EventBody;
import dev.holdfast.kit.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Single events about one athlete. */
@Path("/v1/athletes/{athleteId}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Athletes")
@APIResponse(
        responseCode = "201",
        description = "Stored durably",
        content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Stored.class)))
@APIResponse(
        responseCode = "200",
        description = "It was stored before; the first answer again",
        content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Stored.class)))
@APIResponse(
        responseCode = "400",
        description = "A value cannot be a fact",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@APIResponse(
        responseCode = "409",
        description = "The history rules it out, or the key has other content",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@APIResponse(
        responseCode = "422",
        description = "The store can never hold a value of it",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@APIResponse(
        responseCode = "503",
        description = "The store is away, read-only, full or too busy",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public class AthleteResource {
    private final Athletes athletes;
    private final ExerciseCatalogue catalogue;
    private final Clock clock;

    public AthleteResource(Athletes athletes, ExerciseCatalogue catalogue, Clock clock) {
        this.athletes = athletes;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    @POST
    @Path("training-starts")
    @Operation(operationId = "startTraining", summary = "Training starts or resumes")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = EventBody.TrainingStart.class),
                            examples = @ExampleObject(name = "one", value = """
                                    {"occurredAt": "2025-12-01T18:00:00+01:00", "sourceEventId": "m-1",
                                    "yearOfBirth": 1990}""")))
    public Response start(@BeanParam EventRequest request, InputStream body) {
        return record(request, body, EventBody.TrainingStart.class);
    }

    @POST
    @Path("sessions")
    @Operation(operationId = "logSession", summary = "A session was trained")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = EventBody.Session.class),
                            examples = @ExampleObject(name = "one", value = """
                                    {"occurredAt": "2026-01-05T18:00:00+01:00", "source": "front-desk",
                                    "sourceEventId": "8812", "exercises": [{"name": "Squat (Barbell)",
                                    "sets": [{"loadKg": 100, "reps": 5, "rpe": 8}]}]}""")))
    public Response session(@BeanParam EventRequest request, InputStream body) {
        return record(request, body, EventBody.Session.class);
    }

    @POST
    @Path("training-pauses")
    @Operation(operationId = "pauseTraining", summary = "Training pauses")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = EventBody.TrainingPause.class),
                            examples = @ExampleObject(name = "one", value = """
                                    {"occurredAt": "2026-03-05T09:00:00+01:00", "sourceEventId": "p-1",
                                    "reason": "HOLIDAY"}""")))
    public Response pause(@BeanParam EventRequest request, InputStream body) {
        return record(request, body, EventBody.TrainingPause.class);
    }

    @POST
    @Path("assessments")
    @Operation(operationId = "recordAssessment", summary = "Strength was tested")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = EventBody.Assessment.class),
                            examples = @ExampleObject(name = "one", value = """
                                    {"occurredAt": "2026-03-04T18:00:00+01:00", "sourceEventId": "t-1",
                                    "exercise": "Squat (Barbell)", "loadKg": 100, "reps": 1}""")))
    public Response assessment(@BeanParam EventRequest request, InputStream body) {
        return record(request, body, EventBody.Assessment.class);
    }

    @POST
    @Path("session-corrections")
    @Operation(operationId = "correctSession", summary = "A stored session was really another one")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = EventBody.Correction.class),
                            examples = @ExampleObject(name = "one", value = """
                                    {"occurredAt": "2026-03-06T09:00:00+01:00", "sourceEventId": "c-1",
                                    "corrected": {"source": "front-desk", "sourceEventId": "8811"},
                                    "replacement": {"exercises": [{"name": "Squat (Barbell)",
                                    "sets": [{"loadKg": 90, "reps": 5}]}]}}""")))
    public Response correction(@BeanParam EventRequest request, InputStream body) {
        return record(request, body, EventBody.Correction.class);
    }

    @POST
    @Path("session-retractions")
    @Operation(operationId = "retractSession", summary = "A stored session never happened")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = EventBody.Retraction.class),
                            examples = @ExampleObject(name = "one", value = """
                                    {"occurredAt": "2026-03-07T09:00:00+01:00", "sourceEventId": "r-1",
                                    "retracted": {"source": "front-desk", "sourceEventId": "8811"}}""")))
    public Response retraction(@BeanParam EventRequest request, InputStream body) {
        return record(request, body, EventBody.Retraction.class);
    }

    private Response record(EventRequest request, InputStream body, Class<? extends EventBody> form) {
        EventRequest.Sender sender = request.sender();
        AthleteCommand command = request.command(sender, JsonBody.read(body, form), clock.instant());
        Stored stored = athletes.take(command).withUnknownExercises(catalogue.unknownOf(command.fact()));
        return Response.status(stored.duplicate() ? Response.Status.OK : Response.Status.CREATED)
                .entity(stored)
                .build();
    }
}
