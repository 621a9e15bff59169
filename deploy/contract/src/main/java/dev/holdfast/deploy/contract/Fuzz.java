package dev.holdfast.deploy.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are nearly what the document asks for: examples and values of the schema, with some of them missing, of
 * another type, at a boundary, huge, or no text at all. Equal seeds give equal requests.
 */
public final class Fuzz {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int SHOWN_MAX = 400;

    /** Above what one event may have, far below what a test's heap holds. */
    private static final int HUGE_LENGTH = 2 * 1024 * 1024;

    private static final int DEEP = 3_000;
    private static final int TEXT_LENGTH = 1_000;

    /** A server refuses a longer request line before any service sees it. */
    private static final int TARGET_LENGTH_MAX = 4_000;

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "0",
            "-1",
            "1",
            "2147483648",
            "99999999999999999999",
            "1e9",
            "1e999",
            "0x1p3",
            "NaN",
            "-Infinity",
            "true",
            "null",
            "1900-01-01T00:00:00Z",
            "2199-12-31T23:59:59.999999999Z",
            "+999999999-12-31T23:59:59Z",
            "2026-03-01T00:00:00+01:00",
            "2026-02-30T00:00:00Z",
            "P1D",
            "PT0.000000001S",
            "-P1D",
            "P999999999D",
            "http://127.0.0.1:99999/",
            "http://[::1]:1/",
            "squat",
            "quadriceps",
            "paused",
            "-pausedDays",
            "events",
            "csv",
            "Europe/Berlin",
            "fmE",
            "fjEwMDAwMDAw",
            "\u0000",
            "a\u0000b",
            "\r\nX: y",
            "%",
            "%zz",
            "..",
            "../../q/health",
            "' or 1=1 --",
            "<script>",
            "ü",
            "\uD83C\uDFCB\uFE0F",
            "\uD800",
            "\u202Ea7",
            "\uFFFE",
            "00000000-0000-0000-0000-000000000000",
            "x".repeat(200),
            "9".repeat(TEXT_LENGTH));

    private static final List<String> ACCEPTED = List.of(
            "*/*", "application/json", "application/x-ndjson", "text/csv", "text/html", "", "nonsense", "a/b;q=x");

    private final ServedApi api;
    private final long seed;
    private final Random random;

    public Fuzz(ServedApi api, long seed) {
        this.api = api;
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** How many requests to send and from which seed, where nothing else is said by {@code holdfast.fuzz.*}. */
    public static List<String> failures(ServedApi api, List<ApiOperation> more) throws IOException {
        List<ApiOperation> operations = new ArrayList<>(api.operations());
        operations.addAll(more);
        return new Fuzz(api, Long.getLong("holdfast.fuzz.seed", 20_261_123L))
                .failures(operations, Integer.getInteger("holdfast.fuzz.requests", 2_500));
    }

    /** Every answer that a service must not give, with the request that it was given to. */
    public List<String> failures(List<ApiOperation> operations, int requests) throws IOException {
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            ApiOperation operation = operations.get(i % operations.size());
            Request request = request(operation);
            String failure;
            try {
                failure = failure(api.wire().send(request.method, request.target, request.headers, request.body));
            } catch (IOException e) {
                failure = e.toString();
            }
            if (failure != null) {
                failures.add("seed=%d, request %d: %s: %s".formatted(seed, i, request, failure));
            }
        }
        return failures;
    }

    private static @Nullable String failure(Wire.Answer answer) {
        if (answer.status() >= 500) {
            return "answered " + answer.status();
        }
        if (answer.status() < 400) {
            return null;
        }
        if (!answer.contentType().startsWith("application/problem+json")) {
            return "answered %d as %s".formatted(answer.status(), answer.contentType());
        }
        try {
            return JSON.readTree(answer.body()).path("detail").asText().isBlank()
                    ? "a problem without detail: " + answer.body()
                    : null;
        } catch (JsonProcessingException e) {
            return "a problem that is no JSON: " + e.getOriginalMessage();
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // Sent and shown, never compared.
    private record Request(String method, String target, Map<String, String> headers, byte @Nullable [] body) {
        @Override
        public String toString() {
            String sent =
                    body == null ? "" : new String(body, 0, Math.min(body.length, SHOWN_MAX), StandardCharsets.UTF_8);
            return "%s %s %s %s"
                    .formatted(method, target.substring(0, Math.min(target.length(), SHOWN_MAX)), headers, sent);
        }
    }

    private Request request(ApiOperation operation) {
        String path = operation.path();
        StringBuilder query = new StringBuilder();
        Map<String, String> headers = new LinkedHashMap<>();
        for (ApiOperation.Parameter parameter : operation.parameters()) {
            switch (parameter.in()) {
                case "path" ->
                    path = path.replace(
                            "{" + parameter.name() + "}", ApiOperation.encoded(oneIn(5) ? odd() : example(parameter)));
                case "header" -> {
                    if (!oneIn(10)) {
                        // A line break would be another header, and other control characters are refused by any server.
                        headers.put(
                                parameter.name(), (oneIn(6) ? odd() : example(parameter)).replaceAll("\\p{Cntrl}", ""));
                    }
                }
                default -> {
                    if (oneIn(2) && path.length() + query.length() < TARGET_LENGTH_MAX - 2 * TEXT_LENGTH) {
                        query.append(query.isEmpty() ? '?' : '&')
                                .append(parameter.name())
                                .append('=')
                                .append(ApiOperation.encoded(oneIn(2) ? odd() : example(parameter)));
                    }
                }
            }
        }
        if (oneIn(4)) {
            headers.put("Accept", pick(ACCEPTED));
        }
        if (oneIn(20)) {
            headers.put("If-None-Match", odd().replaceAll("\\p{Cntrl}", ""));
        }
        byte[] body = null;
        if (operation.hasBody() && !oneIn(30)) {
            headers.put("Content-Type", oneIn(30) ? pick(ACCEPTED) : operation.bodyType());
            body = body(operation);
        }
        String method = oneIn(60) ? pick(List.of("GET", "PUT", "POST", "DELETE", "PATCH")) : operation.method();
        return new Request(method, path + query, headers, body);
    }

    private byte[] body(ApiOperation operation) {
        String example = Objects.requireNonNullElse(operation.bodyExample(), "{}");
        String text = example;
        if (operation.bodyType().endsWith("json")) {
            text = (oneIn(2) ? changed(example) : value(operation.bodySchema(), 0)).toString();
        }
        return switch (random.nextInt(16)) {
            case 0 -> text.substring(0, random.nextInt(text.length() + 1)).getBytes(StandardCharsets.UTF_8);
            case 1 -> inserted(text, pick(TEXTS)).getBytes(StandardCharsets.UTF_8);
            case 2 ->
                inserted(text, pick(List.of("{", "]", "\"", ",", ":", "\\u12", "\u0000")))
                        .getBytes(StandardCharsets.UTF_8);
            case 3 -> spoiled(text.getBytes(StandardCharsets.UTF_8));
            case 4 -> (oneIn(2) ? "[" : "{\"a\":").repeat(DEEP).getBytes(StandardCharsets.UTF_8);
            case 5 -> oneIn(6) ? ("\"" + "x".repeat(HUGE_LENGTH) + "\"").getBytes(StandardCharsets.UTF_8) : new byte[0];
            default -> text.getBytes(StandardCharsets.UTF_8);
        };
    }

    private String inserted(String text, String piece) {
        int at = random.nextInt(text.length() + 1);
        return text.substring(0, at) + piece + text.substring(at);
    }

    /** With a byte that UTF-8 cannot have there. */
    private byte[] spoiled(byte[] text) {
        byte[] bytes = Arrays.copyOf(text, text.length + 1);
        bytes[random.nextInt(bytes.length)] = (byte) (0x80 + random.nextInt(0x80));
        return bytes;
    }

    /** The example with one value taken out, replaced, or put in. */
    private JsonNode changed(String example) {
        JsonNode tree;
        try {
            tree = JSON.readTree(example);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the example is no JSON: " + example, e);
        }
        List<JsonNode> inner = new ArrayList<>();
        inner.add(tree);
        for (int i = 0; i < inner.size(); i++) {
            inner.get(i).forEach(child -> {
                if (child.isContainerNode()) {
                    inner.add(child);
                }
            });
        }
        switch (pick(inner)) {
            case ObjectNode object -> {
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                if (names.isEmpty() || oneIn(8)) {
                    object.set(odd(), oddNode());
                } else if (oneIn(4)) {
                    object.remove(pick(names));
                } else if (!oneIn(6)) {
                    object.set(pick(names), oddNode());
                }
            }
            case ArrayNode array -> {
                if (oneIn(3)) {
                    array.removeAll();
                } else {
                    array.add(oddNode());
                }
            }
            default -> {
                return oddNode();
            }
        }
        return tree;
    }

    /** Mostly as the schema has it. */
    private JsonNode value(JsonNode reference, int depth) {
        JsonNode schema = api.resolved(reference);
        if (oneIn(8) || depth > 12) {
            return oddNode();
        }
        if (schema.has("enum")) {
            return schema.path("enum").get(random.nextInt(schema.path("enum").size()));
        }
        return switch (schema.path("type").asText()) {
            case "object" -> {
                ObjectNode object = NODES.objectNode();
                schema.path("properties").properties().forEach(property -> {
                    if (!oneIn(4)) {
                        object.set(property.getKey(), value(property.getValue(), depth + 1));
                    }
                });
                yield object;
            }
            case "array" -> {
                ArrayNode array = NODES.arrayNode();
                int items = oneIn(40) ? 1_001 : random.nextInt(4);
                JsonNode item = items > 100 ? value(schema.path("items"), depth + 1) : null;
                for (int i = 0; i < items; i++) {
                    array.add(item == null ? value(schema.path("items"), depth + 1) : item);
                }
                yield array;
            }
            case "integer" -> NODES.numberNode(random.nextInt(-2, 120));
            case "number" -> NODES.numberNode(random.nextInt(-20, 2_000) / 10.0);
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            default ->
                NODES.textNode(
                        schema.path("format").asText().equals("date-time") || oneIn(4)
                                ? "2026-01-05T18:00:00+01:00"
                                : pick(TEXTS));
        };
    }

    private JsonNode oddNode() {
        return switch (random.nextInt(12)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(true);
            case 2 -> NODES.arrayNode().add(NODES.nullNode());
            case 3 -> NODES.objectNode();
            case 4 -> NODES.numberNode(-1);
            case 5 -> NODES.numberNode(Long.MAX_VALUE);
            case 6 -> NODES.numberNode(new BigDecimal("1e400"));
            case 7 -> NODES.numberNode(0.1);
            case 8 -> NODES.numberNode(Integer.MIN_VALUE);
            default -> NODES.textNode(pick(TEXTS));
        };
    }

    private String example(ApiOperation.Parameter parameter) {
        return Objects.requireNonNullElse(parameter.example(), "1");
    }

    private String odd() {
        return pick(TEXTS);
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
