package dev.holdfast.query.webhook;

import dev.holdfast.query.subscription.StateChange;
import java.time.Instant;

/**
 * What one change is to a receiver. The same change always has the same id and body, however often it is sent.
 *
 * @param changeId of {@code stream.change}
 */
public record Message(String id, long changeId, String body) {
    static Message of(StateChange change) {
        return message(
                "chg_", change.id(), change.erased() ? "athlete.erased" : "athlete.state-changed", change.json());
    }

    /** Says that changes are no longer kept; the receiver should read the states again. */
    static Message forgotten(long afterId, long untilId) {
        return message(
                "gap_", untilId, "changes.forgotten", "{\"afterId\":" + afterId + ",\"untilId\":" + untilId + "}");
    }

    /** Tries a destination out; no change stands behind it. */
    public static Message test(Instant at) {
        return message("test_" + at.toEpochMilli() + "_", 0, "webhook.test", "{}");
    }

    private static Message message(String prefix, long changeId, String type, String data) {
        String id = prefix + changeId;
        return new Message(
                id, changeId, "{\"type\":\"" + type + "\",\"changeId\":" + changeId + ",\"data\":" + data + "}");
    }
}
