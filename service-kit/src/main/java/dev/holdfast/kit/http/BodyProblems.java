package dev.holdfast.kit.http;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** For bodies of another form, which the framework would answer itself and not as a problem. */
@Provider
public class BodyProblems implements ExceptionMapper<MismatchedInputException> {
    private final Problems problems;

    public BodyProblems(Problems problems) {
        this.problems = problems;
    }

    @Override
    public Response toResponse(MismatchedInputException failure) {
        return problems.toResponse(failure);
    }
}
