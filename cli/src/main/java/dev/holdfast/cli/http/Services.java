package dev.holdfast.cli.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.cli.terminal.ExitCode;
import dev.holdfast.cli.terminal.Failure;
import dev.holdfast.event.InvalidValueException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.StringJoiner;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Both services, by the clients that are made from their OpenAPI documents. */
public final class Services {
    private static final Duration CONNECT_WAIT_MAX = Duration.ofSeconds(5);
    private static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(60);

    private static final int PORT_MAX = 65_535;
    private static final int INVALID_VALUE = 400;

    private Services() {}

    public static String commandUrl() {
        return url("HOLDFAST_COMMAND_PORT", 8081);
    }

    public static String queryUrl() {
        return url("HOLDFAST_QUERY_PORT", 8082);
    }

    /** A client of command-service, which its APIs are made with. */
    public static dev.holdfast.client.commands.ApiClient commands() {
        return new dev.holdfast.client.commands.ApiClient(
                        http(), dev.holdfast.client.commands.ApiClient.createDefaultObjectMapper(), commandUrl())
                .setReadTimeout(ANSWER_WAIT_MAX);
    }

    /** A client of query-service, which its APIs are made with. */
    public static dev.holdfast.client.queries.ApiClient queries() {
        return new dev.holdfast.client.queries.ApiClient(
                        http(), dev.holdfast.client.queries.ApiClient.createDefaultObjectMapper(), queryUrl())
                .setReadTimeout(ANSWER_WAIT_MAX);
    }

    /** One call of either client. */
    @FunctionalInterface
    public interface Call<T> {
        T make() throws dev.holdfast.client.commands.ApiException, dev.holdfast.client.queries.ApiException;
    }

    /** @throws Failure when the service cannot be reached or refuses, with what it says */
    public static <T> T answer(Call<T> call) {
        try {
            return call.make();
        } catch (dev.holdfast.client.commands.ApiException e) {
            throw failure("command-service", commandUrl(), e.getCode(), e.getResponseBody(), e.getCause());
        } catch (dev.holdfast.client.queries.ApiException e) {
            throw failure("query-service", queryUrl(), e.getCode(), e.getResponseBody(), e.getCause());
        }
    }

    /** An answer of either client as indented JSON. */
    public static String json(Object answer) {
        try {
            return dev.holdfast.client.queries.ApiClient.createDefaultObjectMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what came as JSON has a JSON form", e);
        }
    }

    /** Whether both answer that they are ready. */
    public static boolean ready() {
        try (HttpClient http = http().build()) {
            return ready(http, commandUrl()) && ready(http, queryUrl());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Asked by hand: health is no part of the OpenAPI documents. A service that is started answers and can be repaired,
     * even where it is not ready since a partition stands still.
     */
    private static boolean ready(HttpClient http, String url) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/q/health/started"))
                    .timeout(CONNECT_WAIT_MAX)
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static HttpClient.Builder http() {
        return HttpClient.newBuilder()
                .connectTimeout(CONNECT_WAIT_MAX)
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(withoutCertificates());
    }

    /** The addresses are plain http: the standard context would read the machine's certificates at every start. */
    private static SSLContext withoutCertificates() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    private static String url(String variable, int standard) {
        String value = System.getenv(variable);
        return "http://127.0.0.1:" + (value == null || value.isBlank() ? standard : port(variable, value.strip()));
    }

    static int port(String variable, String value) {
        try {
            int port = Integer.parseInt(value);
            if (port > 0 && port <= PORT_MAX) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of range.
        }
        throw new InvalidValueException(variable, value, "give a port from 1 to " + PORT_MAX);
    }

    /** @param status 0 where no answer came that could be read */
    private static Failure failure(
            String service, String url, int status, @Nullable String body, @Nullable Throwable cause) {
        if (status != 0) {
            return new Failure(
                    status == INVALID_VALUE ? ExitCode.USAGE : ExitCode.REFUSED, refusal(service, status, body));
        }
        return switch (cause) {
            case JsonProcessingException e ->
                new Failure(ExitCode.REFUSED, service + " answered no JSON: " + e.getOriginalMessage());
            case InterruptedException e ->
                new Failure(ExitCode.REFUSED, "interrupted while waiting for " + service + " at " + url);
            case null, default ->
                new Failure(
                        ExitCode.UNREACHABLE,
                        "cannot reach " + service + " at " + url + ": " + cause
                                + ": start the system with ./holdfast up, or set HOLDFAST_COMMAND_PORT and"
                                + " HOLDFAST_QUERY_PORT to where it listens");
        };
    }

    /** Says a problem+json in one line, and nothing in it twice. */
    static String refusal(String service, int status, @Nullable String body) {
        StringJoiner line = new StringJoiner(": ").add(service + " refused").add("status=" + status);
        JsonNode problem = problem(body);
        String detail = problem.path("detail").asText(problem.path("title").asText(""));
        String value =
                problem.path("field").asText("") + "=" + problem.path("value").asText("");
        if (problem.hasNonNull("field") && !detail.contains(value)) {
            line.add(value);
        }
        if (!detail.isEmpty()) {
            line.add(detail);
        }
        String remedy = problem.path("remedy").asText("");
        if (!detail.contains(remedy)) {
            line.add(remedy);
        }
        return line.toString();
    }

    /** Empty where a body is none, as a proxy between may send it. */
    private static JsonNode problem(@Nullable String body) {
        ObjectMapper json = new ObjectMapper();
        try {
            return body == null ? json.createObjectNode() : json.readTree(body);
        } catch (JsonProcessingException e) {
            return json.createObjectNode();
        }
    }
}
