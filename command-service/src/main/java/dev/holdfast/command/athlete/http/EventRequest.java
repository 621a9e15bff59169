package dev.holdfast.command.athlete.http;

import dev.holdfast.command.athlete.AthleteCommand;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventTime;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.TenantId;
import dev.holdfast.formats.json.EventBody;
import dev.holdfast.kit.tenancy.Tenant;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What a request about an event says outside its body: about whom, for which tenant, and under which key. */
public record EventRequest(
        @PathParam("athleteId") @Parameter(example = "a7") String athleteId,
        @BeanParam Tenant tenant,

        @HeaderParam("Idempotency-Key")
        @Parameter(
                description = "the sender's own id of it, where the body has no sourceEventId",
                example = "front-desk-8812")
        @Nullable
        String idempotencyKey) {
    private static final String SOURCE_DEFAULT = "api";

    /** Who sends it and about whom, checked before the body is read. */
    record Sender(TenantId tenant, AthleteId athlete) {}

    Sender sender() {
        return new Sender(tenant.id(), new AthleteId(athleteId));
    }

    /** @throws InvalidValueException naming the field of the body that cannot be part of a fact */
    AthleteCommand command(Sender sender, EventBody body, Instant now) {
        UUID eventId = UUID.randomUUID();
        OffsetDateTime occurredAt = body.time();
        EventTime.requireNotAhead(occurredAt, now);
        String athlete = body.athleteId();
        if (athlete != null && !athlete.equals(athleteId)) {
            throw new InvalidValueException("athleteId", athlete, "give the one of the path, or leave it out");
        }
        return new AthleteCommand(
                sender.tenant(),
                sender.athlete(),
                occurredAt,
                body.key(SOURCE_DEFAULT, () -> idempotencyKey == null ? eventId.toString() : idempotencyKey),
                eventId,
                body.fact());
    }
}
