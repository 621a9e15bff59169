package dev.holdfast.query.webhook;

import dev.holdfast.event.InvalidValueException;
import dev.holdfast.query.webhook.Destinations.Destination;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Posts one signed message and says what came of it. Follows no redirect, reads no answer beyond its status. */
@ApplicationScoped
public class Postman {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
    /** A receiver should queue and answer; this long holds up only its own messages. */
    private static final Duration ANSWER_MAX = Duration.ofSeconds(15);

    private final Destinations destinations;
    private final HttpClient client;
    private final Clock clock;

    public Postman(Destinations destinations, Vertx vertx, Clock clock) {
        this.destinations = destinations;
        this.clock = clock;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                // Many tenants may have theirs with one provider, and one tenant's slowness is not another's.
                .setMaxPoolSize(WebhookSender.WORKERS_MAX)
                .setConnectTimeout((int) CONNECT_MAX.toMillis())
                .setIdleTimeout((int) ANSWER_MAX.toSeconds())
                .setKeepAliveTimeout((int) ANSWER_MAX.toSeconds()));
    }

    @PreDestroy
    void close() {
        client.close();
    }

    /** Blocks until the answer or its absence is known. */
    public Webhook.Attempt post(Webhook webhook, Message message) throws InterruptedException {
        Instant at = clock.instant();
        long began = System.nanoTime();
        Integer status = null;
        String error = null;
        try {
            Destination destination = destinations.resolve(webhook.url());
            status = client.request(request(webhook, message, destination, at))
                    .compose(request -> request.send(Buffer.buffer(message.body())))
                    .map(Postman::statusOnly)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(ANSWER_MAX.plus(CONNECT_MAX).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InvalidValueException e) {
            error = "refused: " + e.remedy();
        } catch (ExecutionException e) {
            error = String.valueOf(e.getCause());
        } catch (TimeoutException e) {
            error = "no answer within " + ANSWER_MAX.toSeconds() + " s";
        }
        int tookMs = (int) Duration.ofNanos(System.nanoTime() - began).toMillis();
        return new Webhook.Attempt(at, message.changeId(), status, error, tookMs);
    }

    private static RequestOptions request(Webhook webhook, Message message, Destination destination, Instant at) {
        long seconds = at.getEpochSecond();
        String signature = webhook.secret().sign(message.id(), seconds, message.body());
        Secret previous = webhook.previousSecret();
        Instant until = webhook.previousUntil();
        if (previous != null && until != null && at.isBefore(until)) {
            signature += " " + previous.sign(message.id(), seconds, message.body());
        }
        String path = destination.uri().getRawPath();
        String query = destination.uri().getRawQuery();
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(destination.address()))
                .setHost(destination.uri().getHost())
                .setPort(destination.address().getPort())
                .setSsl(destination.tls())
                .setURI((path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query))
                .setTimeout(ANSWER_MAX.toMillis())
                .putHeader("content-type", "application/json")
                .putHeader("user-agent", "holdfast-webhooks/1")
                .putHeader("webhook-id", message.id())
                .putHeader("webhook-timestamp", Long.toString(seconds))
                .putHeader("webhook-signature", signature);
    }

    private static int statusOnly(HttpClientResponse response) {
        if (response.statusCode() >= 300) {
            // Whatever it says, nobody reads it: the connection goes, and its end is no news.
            try {
                response.exceptionHandler(ended -> {});
                response.request().reset();
            } catch (IllegalStateException e) {
                // It has ended already: there is nothing left unread.
                return response.statusCode();
            }
        }
        return response.statusCode();
    }
}
