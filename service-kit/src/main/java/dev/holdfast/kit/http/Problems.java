package dev.holdfast.kit.http;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.kit.problem.KnownFailures;
import dev.holdfast.kit.problem.Problem;
import dev.holdfast.kit.problem.ProblemException;
import dev.holdfast.kit.problem.ProblemKind;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers every failure as a problem. What is not the caller's fault is logged, and answered without inner details. */
@Provider
public class Problems implements ExceptionMapper<Throwable> {
    /** After which a service that is unavailable may be asked again. */
    public static final int RETRY_SECONDS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final UriInfo uri;
    private final KnownFailures known;

    public Problems(UriInfo uri, KnownFailures known) {
        this.uri = uri;
        this.known = known;
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

    private Problem problem(Throwable failure) {
        return switch (failure) {
            case ProblemException e -> logged(e);
            case InvalidValueException e -> Problem.of(e);
            case MismatchedInputException e -> wrongBody(e);
            case WebApplicationException e -> web(e);
            default -> {
                ProblemException explained = known.explain(failure);
                if (explained != null) {
                    yield logged(explained);
                }
                LOG.error("request failed", failure);
                yield ProblemKind.INTERNAL.problem("see the service's log");
            }
        };
    }

    private static Problem logged(ProblemException e) {
        if (e.problem().status() >= 500) {
            Throwable cause = e.getCause();
            LOG.warn(
                    "{}: {}{}",
                    e.problem().title(),
                    e.problem().detail(),
                    cause == null ? "" : ": " + cause.getMessage());
        }
        return e.problem();
    }

    private static Problem wrongBody(MismatchedInputException e) {
        String field = e.getPath().stream()
                .map(reference -> Objects.requireNonNullElseGet(
                        reference.getFieldName(), () -> Integer.toString(reference.getIndex())))
                .collect(Collectors.joining("."));
        String remedy = e instanceof UnrecognizedPropertyException unknown
                ? "leave it out, or use one of " + unknown.getKnownPropertyIds()
                : "give what /q/openapi says of it";
        return ProblemKind.WRONG_TYPE
                .problem(e.getOriginalMessage())
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
            case 415 -> "see /q/openapi for the Content-Type that this path takes";
            default -> null;
        };
        String title = e.getResponse().getStatusInfo().getReasonPhrase();
        return new ProblemKind(status, "http-" + status, title).problem(title).about(null, null, remedy);
    }
}
