package dev.holdfast.deploy.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends every operation's own examples and holds the answers against the document. */
public final class Examples {
    private static final JsonNode OBJECT = JsonNodeFactory.instance.objectNode().put("type", "object");
    /** Reads come before writes, and what takes away comes last. */
    private static final List<String> ORDER = List.of("GET", "PUT", "POST", "PATCH", "DELETE");

    private static final String PROBLEM_TYPE = "application/problem+json";

    private final ServedApi api;
    private final Map<String, String> instead;
    private final Set<String> refused;

    /**
     * @param refused operations that a quiet service can only refuse with 409, as documented
     * @param instead for ids that the service makes up and addresses that must exist: an example and what to send for it
     */
    public Examples(ServedApi api, Set<String> refused, Map<String, String> instead) {
        this.api = api;
        this.refused = refused;
        this.instead = instead;
    }

    /** What the documentation lacks, or where the service does other than documented. */
    public List<String> differences() throws IOException {
        List<String> differences = new ArrayList<>();
        List<ApiOperation> operations = api.operations().stream()
                .sorted(Comparator.comparingInt(this::turn))
                .toList();
        for (ApiOperation operation : operations) {
            List<String> gaps = operation.gaps();
            differences.addAll(gaps);
            if (gaps.isEmpty()) {
                differences.addAll(execute(operation));
            }
        }
        return differences;
    }

    private List<String> execute(ApiOperation operation) throws IOException {
        byte[] body = null;
        List<String> differences = new ArrayList<>();
        if (operation.hasBody()) {
            String example = within(Objects.requireNonNull(operation.bodyExample()));
            if (operation.bodyType().endsWith("json")) {
                differences.addAll(api.differences(operation.bodySchema(), example));
            }
            body = example.getBytes(StandardCharsets.UTF_8);
        }
        List<String> types = operation.answeredTypes();
        // A write is sent once; a read in every form that it has, with all that can be asked and with what must be.
        boolean read = operation.method().equals("GET");
        for (String type : read ? types : types.subList(0, 1)) {
            for (boolean whole : read ? List.of(true, false) : List.of(true)) {
                Wire.Answer answer = send(operation, type, whole, body);
                differences.addAll(judge(operation, type, answer));
            }
        }
        return differences.stream().map(each -> operation.name() + ": " + each).toList();
    }

    /** What is refused would be so for another reason once others have written. */
    private int turn(ApiOperation operation) {
        return refused.contains(operation.name()) ? -1 : ORDER.indexOf(operation.method());
    }

    private Wire.Answer send(ApiOperation operation, String type, boolean whole, byte @Nullable [] body)
            throws IOException {
        String path = operation.path();
        StringBuilder query = new StringBuilder();
        Map<String, String> headers = new LinkedHashMap<>();
        for (ApiOperation.Parameter parameter : operation.parameters()) {
            String example = Objects.requireNonNull(parameter.example());
            String value = instead.getOrDefault(example, example);
            if (!whole && !parameter.required()) {
                continue;
            }
            switch (parameter.in()) {
                case "path" -> path = path.replace("{" + parameter.name() + "}", ApiOperation.encoded(value));
                case "header" -> headers.put(parameter.name(), value);
                default ->
                    query.append(query.isEmpty() ? '?' : '&')
                            .append(parameter.name())
                            .append('=')
                            .append(ApiOperation.encoded(value));
            }
        }
        if (body != null) {
            headers.put("Content-Type", operation.bodyType());
        }
        headers.put("Accept", type);
        return api.wire().send(operation.method(), path + query, headers, body);
    }

    private List<String> judge(ApiOperation operation, String accepted, Wire.Answer answer) {
        JsonNode documented = operation.response(answer.status());
        boolean expected = refused.contains(operation.name()) ? answer.status() == 409 : answer.status() < 300;
        if (!expected || documented.isMissingNode()) {
            return List.of("answered %d: %s".formatted(answer.status(), answer.body()));
        }
        String type = answer.status() == 409 ? PROBLEM_TYPE : accepted;
        JsonNode schema = documented.path("content").path(type).path("schema");
        if (schema.isMissingNode()) {
            return answer.body().isEmpty() ? List.of() : List.of("no body is documented: " + answer.body());
        }
        if (!answer.contentType().startsWith(type)) {
            return List.of("answered %s, not %s".formatted(answer.contentType(), type));
        }
        if (type.endsWith("/x-ndjson")) {
            // A stream of lines is documented as a file, so that a made client does not take its first line for all of
            // it.
            JsonNode line = schema.path("format").asText().equals("binary") ? OBJECT : schema;
            return answer.body()
                    .lines()
                    .flatMap(each -> api.differences(line, each).stream())
                    .toList();
        }
        return type.endsWith("json") ? api.differences(schema, answer.body()) : List.of();
    }

    private String within(String example) {
        String text = example;
        for (Map.Entry<String, String> each : instead.entrySet()) {
            text = text.replace("\"" + each.getKey() + "\"", "\"" + each.getValue() + "\"");
        }
        return text;
    }
}
