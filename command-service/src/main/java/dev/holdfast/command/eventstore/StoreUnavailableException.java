package dev.holdfast.command.eventstore;

import org.jspecify.annotations.Nullable;

/** The store cannot take events now: it is away, read-only, full or too busy. The message says which, and what to do. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
