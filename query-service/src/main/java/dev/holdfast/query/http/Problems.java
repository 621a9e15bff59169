package dev.holdfast.query.http;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.holdfast.event.InvalidValueException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every failure as a problem. What is not the caller's fault is logged, and told without inner details. */
@Provider
public class Problems implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final int RETRY_SECONDS = 2;

    @Context
    UriInfo uri;

    public Problems(UriInfo uri) {
        this.uri = uri;
    }

    @Override
    public Response toResponse(Throwable failure) {
        Problem problem = problem(failure).at(uri.getPath());
        Response.ResponseBuilder response = failure instanceof WebApplicationException web
                ? Response.fromResponse(web.getResponse())
                : Response.status(problem.status());
        if (problem.status() == 503) {
            response.header("Retry-After", RETRY_SECONDS);
        }
        return response.type(Problem.MEDIA_TYPE).entity(problem).build();
    }

    private static Problem problem(Throwable failure) {
        return switch (failure) {
            case ProblemException e -> e.problem();
            case InvalidValueException e ->
                Problem.of(400, "invalid-value", "A value is not allowed", String.valueOf(e.getMessage()))
                        .about(e.field(), e.value(), e.remedy());
            case MismatchedInputException e -> wrongBody(e);
            case WebApplicationException e -> web(e);
            case SQLException e -> {
                LOG.warn("read database unavailable: sqlState={}: {}", e.getSQLState(), e.getMessage());
                yield Problem.of(503, "reads-unavailable", "The read database cannot answer now", "try again")
                        .about(null, null, "try again in " + RETRY_SECONDS + " seconds");
            }
            default -> {
                LOG.error("request failed", failure);
                yield Problem.of(500, "internal", "The service failed", "see the service's log");
            }
        };
    }

    private static Problem wrongBody(MismatchedInputException e) {
        String field = e.getPath().stream()
                .map(reference -> Objects.requireNonNullElseGet(
                        reference.getFieldName(), () -> Integer.toString(reference.getIndex())))
                .collect(Collectors.joining("."));
        String remedy = e instanceof UnrecognizedPropertyException unknown
                ? "leave it out, or use one of " + unknown.getKnownPropertyIds()
                : "give what /q/openapi says of it";
        return Problem.of(400, "wrong-type", "The body is not the JSON that is needed", e.getOriginalMessage())
                .about(field.isEmpty() ? "body" : field, null, remedy);
    }

    private static Problem web(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        @Nullable
        String remedy = switch (status) {
            case 400 -> "see /q/openapi for what this path takes; a body is one JSON object in UTF-8";
            case 404 -> "see /q/openapi for the paths there are";
            case 405 -> "see /q/openapi for the methods of this path";
            case 406 -> "send Accept: application/json";
            default -> null;
        };
        String title = e.getResponse().getStatusInfo().getReasonPhrase();
        return Problem.of(status, "http-" + status, title, title).about(null, null, remedy);
    }
}
