package dev.holdfast.command.eventstore;

import java.util.UUID;

/** A stored session that may be the same one as another: same athlete, same sets, and they overlap in time. */
public record Suspect(UUID eventId, long position, String source, String sourceEventId) {
    public static Suspect of(NewEvent event, long position) {
        return new Suspect(event.eventId(), position, event.source(), event.sourceEventId());
    }
}
