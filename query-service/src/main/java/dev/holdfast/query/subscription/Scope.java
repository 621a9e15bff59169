package dev.holdfast.query.subscription;

import org.jspecify.annotations.Nullable;

/**
 * What a subscriber follows.
 *
 * @param athleteId null for every athlete of the tenant
 */
public record Scope(String tenantId, @Nullable String athleteId) {
    static Scope ofTenant(StateChange change) {
        return new Scope(change.tenantId(), null);
    }

    static Scope ofAthlete(StateChange change) {
        return new Scope(change.tenantId(), change.athleteId());
    }
}
