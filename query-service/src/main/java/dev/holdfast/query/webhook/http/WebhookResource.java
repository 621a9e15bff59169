package dev.holdfast.query.webhook.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.kit.problem.ProblemException;
import dev.holdfast.kit.problem.ProblemKind;
import dev.holdfast.kit.tenancy.Tenant;
import dev.holdfast.query.subscription.Scope;
import dev.holdfast.query.webhook.Destinations;
import dev.holdfast.query.webhook.Message;
import dev.holdfast.query.webhook.Postman;
import dev.holdfast.query.webhook.Secret;
import dev.holdfast.query.webhook.Webhook;
import dev.holdfast.query.webhook.WebhookSql;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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

/** A tenant's webhooks: where state changes are posted to. */
@Path("/v1/webhooks")
@Tag(name = "Webhooks")
public class WebhookResource {
    private static final ProblemKind TOO_MANY =
            new ProblemKind(409, "too-many-webhooks", "The tenant has as many webhooks as there can be");
    private static final ProblemKind UNKNOWN_WEBHOOK =
            new ProblemKind(404, "unknown-webhook", "There is no such webhook");
    private static final String EXAMPLE_ID = "0b7e9a52-3f64-4d18-8c27-5a1e6f90b3d4";
    private static final int WEBHOOKS_MAX = 20;
    private static final int ATTEMPTS_SHOWN = 50;
    /** Time to bring a new secret to every receiver. */
    private static final Duration PREVIOUS_SECRET_VALID = Duration.ofHours(24);

    private final WebhookSql sql;
    private final Destinations destinations;
    private final Postman postman;
    private final Clock clock;

    public WebhookResource(WebhookSql sql, Destinations destinations, Postman postman, Clock clock) {
        this.sql = sql;
        this.destinations = destinations;
        this.postman = postman;
        this.clock = clock;
    }

    /** @param athleteId only this athlete's changes; without it all of the tenant's */
    public record NewWebhook(@Nullable String url, @Nullable String athleteId) {}

    /** @param afterId send every change after this id again, as long as it is kept */
    public record WebhookReplay(@Nullable Long afterId) {}

    /** @param secret shown when it is made, and never again */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WebhookView(
            UUID webhookId,
            String url,
            @Nullable String athleteId,
            String status,
            Instant createdAt,
            long deliveredId,
            int failures,
            @Nullable Instant nextAttemptAt,
            @Nullable Instant disabledAt,
            @Nullable String disabledReason,
            @Nullable String secret,
            @Nullable Instant previousSecretUntil,
            @Nullable List<WebhookAttempt> attempts) {}

    /** @param outcome accepted or failed */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WebhookAttempt(
            Instant attemptedAt,
            long changeId,
            String outcome,
            @Nullable Integer status,
            @Nullable String error,
            int tookMs) {}

    public record Webhooks(List<WebhookView> items) {}

    @POST
    @Operation(
            operationId = "createWebhook",
            summary = "Post every state change from now on to an address; the secret is shown only here")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = NewWebhook.class),
                            examples =
                                    @ExampleObject(
                                            name = "one",
                                            value =
                                                    "{\"url\":\"https://hooks.example.org/holdfast\",\"athleteId\":\"a7\"}")))
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookView.class)))
    public Response add(@BeanParam Tenant tenant, @Nullable NewWebhook request) throws SQLException {
        String tenantId = tenant.id().value();
        if (request == null || request.url() == null) {
            throw new InvalidValueException("url", null, "give {\"url\":\"https://host/path\"}");
        }
        destinations.resolve(request.url());
        String athleteId = request.athleteId() == null ? null : new AthleteId(request.athleteId()).value();
        Instant now = clock.instant();
        Webhook webhook = new Webhook(
                UUID.randomUUID(),
                new Scope(tenantId, athleteId),
                request.url(),
                Secret.random(),
                null,
                null,
                now,
                0,
                0,
                now,
                null,
                null);
        if (!sql.add(webhook, WEBHOOKS_MAX)) {
            throw new ProblemException(
                    TOO_MANY.problem("at most " + WEBHOOKS_MAX).about("url", request.url(), "delete one first"));
        }
        Webhook stored = required(tenantId, webhook.id());
        return Response.created(URI.create("/v1/webhooks/" + stored.id()))
                .entity(shown(stored, stored.secret(), null))
                .build();
    }

    @GET
    @Operation(operationId = "listWebhooks", summary = "The tenant's webhooks, disabled ones too")
    public Webhooks all(@BeanParam Tenant tenant) throws SQLException {
        return new Webhooks(sql.all(tenant.id().value()).stream()
                .map(webhook -> shown(webhook, null, null))
                .toList());
    }

    @GET
    @Path("{webhookId}")
    @Operation(operationId = "getWebhook", summary = "One webhook with its last attempts, newest first")
    public WebhookView one(@BeanParam Tenant tenant, @PathParam("webhookId") @Parameter(example = EXAMPLE_ID) String id)
            throws SQLException {
        Webhook webhook = required(tenant.id().value(), id(id));
        return shown(webhook, null, sql.attempts(webhook.id(), ATTEMPTS_SHOWN));
    }

    @DELETE
    @Path("{webhookId}")
    @Operation(operationId = "deleteWebhook", summary = "Stop posting")
    public void remove(@BeanParam Tenant tenant, @PathParam("webhookId") @Parameter(example = EXAMPLE_ID) String id)
            throws SQLException {
        if (!sql.remove(tenant.id().value(), id(id))) {
            throw unknown(id);
        }
    }

    @POST
    @Path("{webhookId}/replays")
    @Operation(operationId = "replayWebhook", summary = "Send every change after an id again")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookReplay.class),
                            examples = @ExampleObject(name = "one", value = "{\"afterId\":0}")))
    @APIResponse(
            responseCode = "202",
            description = "Being sent",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookView.class)))
    public Response replay(
            @BeanParam Tenant tenant,
            @PathParam("webhookId") @Parameter(example = EXAMPLE_ID) String id,
            @Nullable WebhookReplay request)
            throws SQLException {
        String tenantId = tenant.id().value();
        Long afterId = request == null ? null : request.afterId();
        if (afterId == null || afterId < 0) {
            throw new InvalidValueException("afterId", afterId, "give the id of the last change to keep, from 0");
        }
        Webhook webhook = required(tenantId, id(id));
        sql.replay(tenantId, webhook.id(), afterId, clock.instant());
        return Response.accepted(shown(required(tenantId, webhook.id()), null, null))
                .build();
    }

    @POST
    @Path("{webhookId}/enable")
    @Operation(operationId = "enableWebhook", summary = "Go on where a disabled webhook stopped")
    public WebhookView enable(
            @BeanParam Tenant tenant, @PathParam("webhookId") @Parameter(example = EXAMPLE_ID) String id)
            throws SQLException {
        String tenantId = tenant.id().value();
        Webhook webhook = required(tenantId, id(id));
        sql.enable(tenantId, webhook.id(), clock.instant());
        return shown(required(tenantId, webhook.id()), null, null);
    }

    @POST
    @Path("{webhookId}/secret-rotations")
    @Operation(operationId = "rotateWebhookSecret", summary = "A new secret; the previous one signs too for 24 hours")
    public WebhookView rotate(
            @BeanParam Tenant tenant, @PathParam("webhookId") @Parameter(example = EXAMPLE_ID) String id)
            throws SQLException {
        String tenantId = tenant.id().value();
        Webhook webhook = required(tenantId, id(id));
        sql.rotate(tenantId, webhook.id(), Secret.random(), clock.instant().plus(PREVIOUS_SECRET_VALID));
        Webhook rotated = required(tenantId, webhook.id());
        return shown(rotated, rotated.secret(), null);
    }

    @POST
    @Path("{webhookId}/tests")
    @Operation(operationId = "testWebhook", summary = "Post one test message now and show what came of it")
    public WebhookAttempt test(
            @BeanParam Tenant tenant, @PathParam("webhookId") @Parameter(example = EXAMPLE_ID) String id)
            throws SQLException, InterruptedException {
        Webhook webhook = required(tenant.id().value(), id(id));
        return shown(postman.post(webhook, Message.test(clock.instant())));
    }

    private Webhook required(String tenantId, UUID id) throws SQLException {
        Webhook webhook = sql.find(tenantId, id);
        if (webhook == null) {
            throw unknown(id.toString());
        }
        return webhook;
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw unknown(text);
        }
    }

    private static ProblemException unknown(String id) {
        return new ProblemException(UNKNOWN_WEBHOOK
                .problem("webhookId=" + id + " is not known")
                .about("webhookId", id, "GET /v1/webhooks lists them"));
    }

    private static WebhookView shown(
            Webhook webhook, @Nullable Secret secret, @Nullable List<Webhook.Attempt> attempts) {
        boolean disabled = webhook.disabledAt() != null;
        return new WebhookView(
                webhook.id(),
                webhook.url(),
                webhook.scope().athleteId(),
                disabled ? "disabled" : webhook.failures() > 0 ? "failing" : "active",
                webhook.createdAt(),
                webhook.deliveredId(),
                webhook.failures(),
                disabled || webhook.failures() == 0 ? null : webhook.nextAttemptAt(),
                webhook.disabledAt(),
                webhook.disabledReason(),
                secret == null ? null : secret.text(),
                webhook.previousUntil(),
                attempts == null
                        ? null
                        : attempts.stream().map(WebhookResource::shown).toList());
    }

    private static WebhookAttempt shown(Webhook.Attempt attempt) {
        return new WebhookAttempt(
                attempt.attemptedAt(),
                attempt.changeId(),
                attempt.accepted() ? "accepted" : "failed",
                attempt.status(),
                attempt.error(),
                attempt.tookMs());
    }
}
