package dev.holdfast.command.athlete;

/** A command that the athlete's history rules out. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    public RefusedException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
