package dev.holdfast.command.eventstore.groupcommit;

/** The append was refused because events came in that its decision has not seen. Nothing of it was stored. */
public final class ConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConflictException(long marker) {
        super("cannot append: matching events came after position=%d; read them and decide again".formatted(marker));
    }
}
