package dev.holdfast.command.eventstore;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.TenantId;

/** Whose event it is. */
public record AthleteKey(String tenant, String athlete) {
    public static AthleteKey of(TenantId tenant, AthleteId athlete) {
        return new AthleteKey(tenant.value(), athlete.value());
    }
}
