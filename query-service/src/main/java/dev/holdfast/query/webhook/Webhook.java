package dev.holdfast.query.webhook;

import dev.holdfast.query.subscription.Scope;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A destination as it is stored.
 *
 * @param previousSecret signs too until {@code previousUntil}, so that a receiver can change secrets without a gap
 * @param deliveredId the last change that was accepted, or was not for this one
 * @param failures attempts in a row without a 2xx answer
 */
public record Webhook(
        UUID id,
        Scope scope,
        String url,
        Secret secret,
        @Nullable Secret previousSecret,
        @Nullable Instant previousUntil,
        Instant createdAt,
        long deliveredId,
        int failures,
        Instant nextAttemptAt,
        @Nullable Instant disabledAt,
        @Nullable String disabledReason) {

    /** One attempt to deliver a change. */
    public record Attempt(
            Instant attemptedAt,
            long changeId,
            @Nullable Integer status,
            @Nullable String error,
            int tookMs) {
        public boolean accepted() {
            return status != null && status >= 200 && status < 300;
        }
    }
}
