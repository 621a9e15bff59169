package dev.holdfast.query.subscription;

/** The database of changes cannot answer now; what was asked can be asked again. */
public final class LogUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LogUnavailableException(Throwable cause) {
        super("cannot read stream.change: " + cause.getMessage(), cause);
    }
}
