package dev.holdfast.query.athlete.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.TenantId;
import dev.holdfast.kit.http.QueryParameter;
import dev.holdfast.kit.tenancy.Tenant;
import dev.holdfast.query.athlete.StateBatchReads;
import dev.holdfast.query.athlete.StateSummary;
import dev.holdfast.query.http.Format;
import dev.holdfast.query.http.LineForms;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** States of up to a thousand athletes in one question. */
@Path("/v1/states")
@Blocking
@Tag(name = "Athletes")
public class StateBatchResource {
    /** A second's work at most, and an answer of a third of a megabyte. */
    static final int ATHLETES_MAX = 1_000;

    private static final Set<String> FIELDS = Set.of("athleteIds", "at");

    private final StateBatchReads reads;
    private final LineForms forms;
    private final ObjectMapper json;
    private final Clock clock;

    public StateBatchResource(StateBatchReads reads, LineForms forms, ObjectMapper json, Clock clock) {
        this.reads = reads;
        this.forms = forms;
        this.json = json;
        this.clock = clock;
    }

    /** @param at RFC 3339, now when absent */
    @Schema(name = "StatesRequest", requiredProperties = "athleteIds")
    public record Question(
            @Schema(maxItems = ATHLETES_MAX, minItems = 1) List<String> athleteIds,
            @Schema(format = "date-time") @Nullable String at) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, Format.NDJSON_TYPE, Format.CSV_TYPE})
    @Operation(
            operationId = "getStates",
            summary = "States of up to 1,000 athletes at one instant",
            description = "An id asked for twice is answered once. As NDJSON or CSV one athlete a line; those that"
                    + " nothing is known of have none, and the header Holdfast-Unknown-Athletes counts them.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Question.class),
                            examples =
                                    @ExampleObject(
                                            name = "two",
                                            value =
                                                    "{\"athleteIds\":[\"a7\",\"a8\"],\"at\":\"2026-03-01T00:00:00Z\"}")))
    @APIResponse(
            responseCode = "200",
            description = "The states in the order that they were asked for; every figure a model estimate",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = StateSummary.Batch.class)),
                @Content(mediaType = Format.NDJSON_TYPE, schema = @Schema(implementation = StateSummary.class)),
                @Content(mediaType = Format.CSV_TYPE, schema = @Schema(implementation = String.class))
            })
    public Response states(@BeanParam Tenant requestTenant, @Nullable String body, @Context HttpHeaders headers)
            throws SQLException {
        TenantId tenant = requestTenant.id();
        Format format = Format.of(headers);
        JsonNode question = read(body == null ? "" : body);
        List<AthleteId> athletes = athletes(question.path("athleteIds"));
        JsonNode at = question.path("at");
        if (!at.isMissingNode() && !at.isNull() && !at.isTextual()) {
            throw new InvalidValueException(
                    "at", at.toString(), "give an RFC 3339 time as text, or leave it out for now");
        }
        Instant instant = Objects.requireNonNullElseGet(
                QueryParameter.instant("at", at.textValue()),
                () -> clock.instant().truncatedTo(ChronoUnit.SECONDS));
        Map<String, StateSummary> known = reads.at(tenant, athletes, instant);
        List<StateSummary> states = new ArrayList<>(known.size());
        List<String> unknown = new ArrayList<>();
        for (AthleteId athlete : athletes) {
            StateSummary state = known.get(athlete.value());
            if (state == null) {
                unknown.add(athlete.value());
            } else {
                states.add(state);
            }
        }
        if (format == Format.JSON) {
            return Response.ok(new StateSummary.Batch(instant, states, unknown))
                    .type(MediaType.APPLICATION_JSON)
                    .build();
        }
        return forms.lines(Response.ok(), format, StateSummary.class, states)
                .header("Holdfast-Unknown-Athletes", unknown.size())
                .build();
    }

    private JsonNode read(String body) {
        try {
            JsonNode question = json.readTree(body);
            if (question.isObject()) {
                question.fieldNames().forEachRemaining(name -> {
                    if (!FIELDS.contains(name)) {
                        throw new InvalidValueException(name, "", "leave it out: a question has athleteIds and at");
                    }
                });
                return question;
            }
        } catch (JacksonException e) {
            throw badBody(e.getOriginalMessage());
        }
        throw badBody(body.isBlank() ? "nothing" : "no object");
    }

    private static InvalidValueException badBody(String found) {
        return new InvalidValueException(
                "body", found, "send JSON such as {\"athleteIds\":[\"a7\",\"a8\"],\"at\":\"2026-03-01T00:00:00Z\"}");
    }

    private static List<AthleteId> athletes(JsonNode ids) {
        if (!ids.isArray() || ids.isEmpty()) {
            throw new InvalidValueException(
                    "athleteIds", ids.toString(), "give a list of 1 to " + ATHLETES_MAX + " ids, such as [\"a7\"]");
        }
        if (ids.size() > ATHLETES_MAX) {
            throw new InvalidValueException(
                    "athleteIds",
                    ids.size() + " ids",
                    "ask for at most " + ATHLETES_MAX + " at once and send more requests, or list GET /v1/athletes");
        }
        Set<AthleteId> athletes = new LinkedHashSet<>();
        for (JsonNode id : ids) {
            if (!id.isTextual()) {
                throw new InvalidValueException("athleteIds", id.toString(), "give ids as texts, such as \"a7\"");
            }
            athletes.add(new AthleteId(id.textValue()));
        }
        return List.copyOf(athletes);
    }
}
