package dev.holdfast.query.readstore;

import dev.holdfast.kit.http.Problems;
import dev.holdfast.kit.problem.Problem;
import dev.holdfast.kit.problem.ProblemException;
import dev.holdfast.kit.problem.ProblemKind;

/** The read database cannot answer now; what was asked can be asked again. */
public final class ReadsUnavailableException extends ProblemException {
    private static final ProblemKind UNAVAILABLE =
            new ProblemKind(503, "reads-unavailable", "The read database cannot answer now");
    private static final long serialVersionUID = 1L;

    public ReadsUnavailableException(Throwable cause) {
        super(problem("try again"), cause);
    }

    public ReadsUnavailableException(String detail) {
        super(problem(detail));
    }

    private static Problem problem(String detail) {
        return UNAVAILABLE.problem(detail).about(null, null, "try again in " + Problems.RETRY_SECONDS + " seconds");
    }
}
