package dev.holdfast.query.rebuild;

/** Another rebuild runs, in this instance or another one. */
public final class RebuildRunsException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    public RebuildRunsException(String message) {
        super(message);
    }
}
