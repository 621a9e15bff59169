package dev.holdfast.command.eventstore;

/** The append was refused because an event with one of its keys is already stored. Nothing of it was stored. */
public final class DuplicateKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DuplicateKeyException(NewEvent.StoredKey key) {
        super("cannot append: an event with this key is stored already: source=%s, sourceEventId=%s"
                .formatted(key.source(), key.sourceEventId()));
    }
}
