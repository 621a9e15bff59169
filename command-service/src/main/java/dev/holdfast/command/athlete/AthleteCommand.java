package dev.holdfast.command.athlete;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.EventTime;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.TenantId;
import dev.holdfast.event.TrainingEvent;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * Record this fact about this athlete.
 *
 * @param occurredAt from 1950 to 2100
 * @param key what makes it the same command when it is sent again
 * @param eventId id of the event that this command asks for
 * @param fact anything but an erasure, which has a way of its own; one that revises a session names a stored one
 */
public record AthleteCommand(
        TenantId tenant, AthleteId athlete, OffsetDateTime occurredAt, EventKey key, UUID eventId, TrainingEvent fact) {
    public AthleteCommand {
        EventTime.bounded("occurredAt", occurredAt);
        if (fact instanceof TrainingEvent.AthleteErased) {
            throw new InvalidValueException("type", fact.type(), "erase an athlete with POST .../erasures");
        }
    }

    /** The field in which a fact names the session that it revises. */
    public static String revisedField(TrainingEvent fact) {
        return fact instanceof TrainingEvent.SessionCorrected ? "corrected" : "retracted";
    }
}
