package dev.holdfast.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Both services over HTTP, as one tenant. */
final class Services {
    static final String COMMAND_URL = url("HOLDFAST_COMMAND_PORT", 8081);
    static final String QUERY_URL = url("HOLDFAST_QUERY_PORT", 8082);

    private static final Duration CONNECT_WAIT_MAX = Duration.ofSeconds(5);
    private static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(60);

    /** An import answers when its last row is stored. */
    private static final Duration IMPORT_WAIT_MAX = Duration.ofHours(6);

    private static final String LINES = "application/x-ndjson, application/problem+json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT_WAIT_MAX)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final String tenant;

    Services(String tenant) {
        this.tenant = tenant;
    }

    static ObjectMapper json() {
        return JSON;
    }

    JsonNode query(String path) {
        return parse(
                send(request(QUERY_URL, path).timeout(ANSWER_WAIT_MAX).GET().build()));
    }

    JsonNode command(String path) {
        return parse(
                send(request(COMMAND_URL, path).timeout(ANSWER_WAIT_MAX).GET().build()));
    }

    /** @param nextCursor null on the last page */
    record Page(String lines, @Nullable String nextCursor) {}

    /** A page of NDJSON. */
    Page commandPage(String path) {
        HttpRequest request = request(COMMAND_URL, path)
                .setHeader("Accept", LINES)
                .timeout(ANSWER_WAIT_MAX)
                .GET()
                .build();
        HttpResponse<String> response = exchange(request);
        return new Page(
                response.body(),
                response.headers().firstValue("Holdfast-Next-Cursor").orElse(null));
    }

    /** Lets command-service read its whole store; gives the report once it has. */
    JsonNode verifyStore(Consumer<JsonNode> progress) {
        HttpRequest request = request(COMMAND_URL, "/v1/store/verifications")
                .setHeader("Accept", LINES)
                .timeout(IMPORT_WAIT_MAX)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<Stream<String>> response = http.send(request, HttpResponse.BodyHandlers.ofLines());
            try (Stream<String> lines = response.body()) {
                for (String line : (Iterable<String>) lines::iterator) {
                    JsonNode said = parse(line);
                    if (response.statusCode() / 100 != 2 || said.has("failure")) {
                        throw new Failure(ExitCode.REFUSED, "the check could not end: " + line);
                    }
                    if (said.has("report")) {
                        return said.path("report");
                    }
                    progress.accept(said);
                }
            }
            throw new Failure(ExitCode.REFUSED, "the check broke off: see the log of command-service");
        } catch (IOException | UncheckedIOException e) {
            throw unreachable(request, e);
        } catch (InterruptedException e) {
            throw interrupted(request);
        }
    }

    JsonNode startRebuild(JsonNode request) {
        return parse(send(request(QUERY_URL, "/v1/rebuilds")
                .timeout(ANSWER_WAIT_MAX)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                .build()));
    }

    void abortRebuild(String id) {
        send(request(QUERY_URL, "/v1/rebuilds/" + pathSegment(id))
                .timeout(CONNECT_WAIT_MAX)
                .DELETE()
                .build());
    }

    /** Sends one file; {@code body} is read as it is sent. */
    JsonNode importFile(Map<String, String> parameters, InputStream body) {
        return parse(send(request(COMMAND_URL, "/v1/imports" + queryString(parameters))
                .timeout(IMPORT_WAIT_MAX)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> body))
                .build()));
    }

    /** Whether both answer that they are ready. */
    static boolean ready() {
        return new Services("holdfast").healthy(COMMAND_URL) && new Services("holdfast").healthy(QUERY_URL);
    }

    private boolean healthy(String baseUrl) {
        try {
            return http.send(
                                    request(baseUrl, "/q/health/ready")
                                            .timeout(CONNECT_WAIT_MAX)
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static String pathSegment(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static String queryString(Map<String, String> parameters) {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        new LinkedHashMap<>(parameters)
                .forEach((name, value) -> query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return query.toString();
    }

    private HttpRequest.Builder request(String baseUrl, String path) {
        return HttpRequest.newBuilder(URI.create(baseUrl + path))
                .header("Holdfast-Tenant", tenant)
                .header("Accept", "application/json, application/problem+json");
    }

    private String send(HttpRequest request) {
        return exchange(request).body();
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new Failure(ExitCode.REFUSED, refusal(request, response));
            }
            return response;
        } catch (IOException e) {
            throw unreachable(request, e);
        } catch (InterruptedException e) {
            throw interrupted(request);
        }
    }

    private static Failure unreachable(HttpRequest request, Exception e) {
        return new Failure(
                ExitCode.UNREACHABLE,
                "cannot reach " + request.uri() + ": " + e.getClass().getSimpleName()
                        + (e.getMessage() == null ? "" : ": " + e.getMessage())
                        + ": start the system with ./holdfast up, or set HOLDFAST_COMMAND_PORT and"
                        + " HOLDFAST_QUERY_PORT to where it listens");
    }

    private static Failure interrupted(HttpRequest request) {
        Thread.currentThread().interrupt();
        return new Failure(ExitCode.REFUSED, "interrupted while waiting for " + request.uri());
    }

    /** Says a problem+json in one line. */
    private static String refusal(HttpRequest request, HttpResponse<String> response) {
        String head =
                request.method() + " " + request.uri().getPath() + " was refused: status=" + response.statusCode();
        try {
            JsonNode problem = JSON.readTree(response.body());
            if (problem == null || !problem.isObject()) {
                return head;
            }
            String detail = problem.path("detail").asText(problem.path("title").asText(""));
            String field = problem.path("field").asText("");
            String remedy = problem.path("remedy").asText("");
            return head
                    + (field.isEmpty()
                            ? ""
                            : ", " + field + "=" + problem.path("value").asText(""))
                    + (detail.isEmpty() ? "" : ": " + detail)
                    + (remedy.isEmpty() || detail.contains(remedy) ? "" : ": " + remedy);
        } catch (JsonProcessingException e) {
            return head;
        }
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new Failure(ExitCode.REFUSED, "the service answered no JSON: " + e.getOriginalMessage());
        }
    }

    private static String url(String variable, int standard) {
        String value = System.getenv(variable);
        return "http://127.0.0.1:" + (value == null || value.isBlank() ? standard : value.strip());
    }
}
