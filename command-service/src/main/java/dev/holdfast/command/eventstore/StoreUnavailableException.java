package dev.holdfast.command.eventstore;

import dev.holdfast.kit.problem.ProblemException;
import dev.holdfast.kit.problem.ProblemKind;
import org.jspecify.annotations.Nullable;

/** The store cannot take events now: it is away, read-only, full or too busy. The message says which, and what to do. */
public final class StoreUnavailableException extends ProblemException {
    private static final ProblemKind UNAVAILABLE =
            new ProblemKind(503, "store-unavailable", "The event store cannot take this now");
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(
                UNAVAILABLE
                        .problem(message)
                        .about(null, null, "try again; with a sourceEventId nothing is stored twice"),
                cause);
    }
}
