package dev.holdfast.query.subscription.http;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.kit.problem.Problem;
import dev.holdfast.kit.problem.ProblemException;
import dev.holdfast.kit.tenancy.Tenant;
import dev.holdfast.query.subscription.FeedThread;
import dev.holdfast.query.subscription.Outlet;
import dev.holdfast.query.subscription.PostgresChangeLog;
import dev.holdfast.query.subscription.Scope;
import dev.holdfast.query.subscription.Subscriber;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events for one athlete or a whole tenant. On Vert.x itself and not on a resource method, because a
 * subscriber must cost a connection and nothing else, and its back pressure must be seen.
 */
@ApplicationScoped
public class SubscriptionRoutes {
    /** Bytes that may wait for a slow reader before it stops being live. */
    private static final int WAITING_BYTES_MAX = 64 * 1024;

    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final FeedThread feed;
    private final PostgresChangeLog log;

    public SubscriptionRoutes(FeedThread feed, PostgresChangeLog log) {
        this.feed = feed;
        this.log = log;
    }

    public void routes(@Observes Router router) {
        router.get("/v1/subscription").blockingHandler(context -> open(context, null), false);
        router.get("/v1/athletes/:athleteId/subscription")
                .blockingHandler(context -> open(context, context.pathParam("athleteId")), false);
    }

    private void open(RoutingContext context, @Nullable String athleteId) {
        try {
            String tenantId =
                    new Tenant(context.request().getHeader(Tenant.HEADER)).id().value();
            Scope scope = new Scope(tenantId, athleteId == null ? null : new AthleteId(athleteId).value());
            long newest = log.newestId();
            Long last = lastEventId(context.request().getHeader(LAST_EVENT_ID));
            // One older than what is kept, or of another installation, is none to go on behind.
            boolean known = last != null && last <= newest && last >= log.forgottenId();
            start(context, scope, last != null && known ? last : newest, !known);
        } catch (ProblemException e) {
            refuse(context, e.problem());
        } catch (InvalidValueException e) {
            refuse(context, Problem.of(e));
        }
    }

    private void start(RoutingContext context, Scope scope, long from, boolean anew) {
        HttpServerResponse response = context.response();
        if (response.closed()) {
            return;
        }
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no");
        // A stream that begins anew says from where, so that a reader reads the states after this and misses nothing.
        response.write(anew ? "id: " + from + "\nevent: open\ndata: {}\n\n" : ": resumed\n\n");
        Subscriber subscriber = feed.feed().subscribe(scope, new ResponseOutlet(response), from);
        response.closeHandler(closed -> feed.feed().unsubscribe(subscriber));
        response.exceptionHandler(failure -> feed.feed().unsubscribe(subscriber));
        if (response.closed()) {
            feed.feed().unsubscribe(subscriber);
        }
    }

    private static @Nullable Long lastEventId(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return null;
        }
        try {
            long id = Long.parseLong(header.strip());
            if (id >= 0) {
                return id;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same answer as a negative number.
        }
        throw new InvalidValueException(LAST_EVENT_ID, header, "send the id of the last event seen, a number from 0");
    }

    private static void refuse(RoutingContext context, Problem problem) {
        JsonObject body = new JsonObject()
                .put("type", problem.type())
                .put("title", problem.title())
                .put("status", problem.status())
                .put("detail", problem.detail())
                .put("field", problem.field())
                .put("value", problem.value())
                .put("remedy", problem.remedy())
                .put("instance", context.request().path());
        context.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(body.encode());
    }

    /**
     * A response may be written from any thread: it hands over to its connection's event loop. What waits there is not
     * yet in the response's own queue, so the bytes are counted from here until they are in the socket.
     */
    private record ResponseOutlet(HttpServerResponse response, AtomicInteger waitingBytes) implements Outlet {
        ResponseOutlet(HttpServerResponse response) {
            this(response, new AtomicInteger());
        }

        @Override
        public boolean isFull() {
            return waitingBytes.get() > WAITING_BYTES_MAX;
        }

        @Override
        public void write(Buffer bytes) {
            waitingBytes.addAndGet(bytes.length());
            response.write(bytes).onComplete(written -> waitingBytes.addAndGet(-bytes.length()));
        }

        @Override
        public void end() {
            response.end();
        }
    }
}
