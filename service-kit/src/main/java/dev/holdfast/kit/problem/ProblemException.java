package dev.holdfast.kit.problem;

import org.jspecify.annotations.Nullable;

/** A failure that knows which problem it is. Its message is the problem's detail. */
public class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        this(problem, null);
    }

    public ProblemException(Problem problem, @Nullable Throwable cause) {
        super(problem.detail(), cause);
        this.problem = problem;
    }

    public final Problem problem() {
        return problem;
    }
}
