package dev.holdfast.command.http;

import dev.holdfast.command.athlete.OtherContentException;
import dev.holdfast.command.athlete.RefusedException;
import dev.holdfast.command.eventstore.StoreFaults;
import dev.holdfast.command.eventstore.StoreUnavailableException;
import dev.holdfast.event.InvalidValueException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.sql.SQLException;
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
                Problem.of(400, "invalid-value", "A value cannot be a training fact", detail(e))
                        .about(e.field(), e.value(), e.remedy());
            case RefusedException e ->
                Problem.of(409, "refused", "The athlete's history rules this out", detail(e))
                        .about(null, null, e.remedy());
            case OtherContentException e ->
                Problem.of(409, "key-reused", "This key is stored with other content", detail(e))
                        .about(
                                "sourceEventId",
                                e.key().sourceEventId(),
                                "use a new sourceEventId, or record a session correction");
            case StoreUnavailableException e -> {
                LOG.warn("store unavailable: {}", e.getMessage());
                yield Problem.of(503, "store-unavailable", "The event store cannot take this now", detail(e))
                        .about(null, null, "try again; with a sourceEventId nothing is stored twice");
            }
            case WebApplicationException e -> web(e);
            default -> unexpected(failure);
        };
    }

    private static String detail(Throwable e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private static Problem web(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        String remedy = switch (status) {
            case 404 -> "see /q/openapi for the paths there are";
            case 405 -> "see /q/openapi for the methods of this path";
            case 406, 415 -> "send Content-Type: application/json, or application/octet-stream for imports";
            default -> null;
        };
        String title = e.getResponse().getStatusInfo().getReasonPhrase();
        return Problem.of(status, "http-" + status, title, title).about(null, null, remedy);
    }

    private static Problem unexpected(Throwable failure) {
        SQLException sql = StoreFaults.in(failure);
        if (sql != null && StoreFaults.isPassing(sql)) {
            return problem(StoreFaults.unavailable(sql, false));
        }
        LOG.error("request failed", failure);
        return Problem.of(500, "internal", "The service failed", "see the service's log");
    }
}
