package dev.holdfast.query.rebuild;

/** Another rebuild runs, in this instance or another one. */
public final class RebuildRunningException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    public RebuildRunningException(String message) {
        super(message);
    }
}
