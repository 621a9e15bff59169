package dev.holdfast.command.athlete;

import dev.holdfast.kit.problem.ProblemException;
import dev.holdfast.kit.problem.ProblemKind;

/** A command that the athlete's history rules out. */
public final class RefusedException extends ProblemException {
    private static final ProblemKind REFUSED = new ProblemKind(409, "refused", "The athlete's history rules this out");
    private static final long serialVersionUID = 1L;

    private final String remedy;

    public RefusedException(String message, String remedy) {
        super(REFUSED.problem(message).about(null, null, remedy));
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
