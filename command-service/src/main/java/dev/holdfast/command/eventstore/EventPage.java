package dev.holdfast.command.eventstore;

import java.util.List;

/**
 * Some events in order of position.
 *
 * @param head the store's last position in the snapshot in which they were read
 */
public record EventPage(long head, List<StoredEvent> events) {}
