package dev.holdfast.query.subscription;

import org.jspecify.annotations.Nullable;

/**
 * What a subscriber follows.
 *
 * @param athleteId null for every athlete of the tenant
 */
public record Topic(String tenantId, @Nullable String athleteId) {
    static Topic ofTenant(StateChange change) {
        return new Topic(change.tenantId(), null);
    }

    static Topic ofAthlete(StateChange change) {
        return new Topic(change.tenantId(), change.athleteId());
    }
}
