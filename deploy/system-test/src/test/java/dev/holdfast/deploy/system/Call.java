package dev.holdfast.deploy.system;

import java.util.List;
import java.util.UUID;

/**
 * One thing that a caller asked for, however often it had to ask.
 *
 * @param beganNanos before the first attempt
 * @param endedNanos after the last answer
 * @param told where the service says that the events stand; empty unless stored
 */
record Call(
        String athleteId,
        String sourceEventId,
        String path,
        int attempts,
        long beganNanos,
        long endedNanos,
        Outcome outcome,
        String answer,
        List<Told> told) {

    /** What the caller knows in the end. */
    enum Outcome {
        STORED,
        REFUSED,
        UNKNOWN
    }

    /** One event of an answer. */
    record Told(long position, UUID eventId, boolean inferred) {}
}
