package dev.holdfast.deploy.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** One method of one path, as the document has it. */
public record ApiOperation(String method, String path, JsonNode node) {
    /** Where the document names none, a body is JSON. */
    private static final String JSON_TYPE = "application/json";

    /** @param in path, query or header */
    public record Parameter(
            String name,
            String in,
            boolean required,
            @Nullable String example,
            JsonNode schema) {}

    public String name() {
        return method + " " + path;
    }

    public List<Parameter> parameters() {
        return StreamSupport.stream(node.path("parameters").spliterator(), false)
                .map(each -> new Parameter(
                        each.path("name").asText(),
                        each.path("in").asText(),
                        each.path("required").asBoolean(),
                        each.has("example") ? each.path("example").asText() : null,
                        each.path("schema")))
                .toList();
    }

    public boolean hasBody() {
        return node.has("requestBody");
    }

    public String bodyType() {
        var types = node.at("/requestBody/content").fieldNames();
        String type = types.hasNext() ? types.next() : JSON_TYPE;
        return type.contains("*") ? "application/octet-stream" : type;
    }

    public JsonNode bodySchema() {
        return content(node.path("requestBody")).path("schema");
    }

    /** The body's first example as text; null when there is none. */
    public @Nullable String bodyExample() {
        JsonNode content = content(node.path("requestBody"));
        JsonNode examples = content.path("examples");
        JsonNode example = examples.isEmpty()
                ? content.path("example")
                : examples.iterator().next().path("value");
        if (example.isMissingNode()) {
            return null;
        }
        return example.isTextual() ? example.textValue() : example.toString();
    }

    /** The documented answer with this status; missing when there is none. */
    public JsonNode response(int status) {
        return node.path("responses").path(Integer.toString(status));
    }

    /** The media types of what it answers when all is well; any where it answers nothing. */
    public List<String> answeredTypes() {
        List<String> types = new ArrayList<>();
        node.path("responses").properties().stream()
                .filter(response -> response.getKey().startsWith("2"))
                .forEach(response ->
                        response.getValue().path("content").fieldNames().forEachRemaining(types::add));
        return types.isEmpty() ? List.of("*/*") : types.stream().distinct().toList();
    }

    /** What the documentation of this operation lacks. */
    public List<String> gaps() {
        List<String> gaps = new ArrayList<>();
        if (node.path("summary").asText().isBlank()) {
            gaps.add(name() + " has no summary");
        }
        for (Parameter parameter : parameters()) {
            if (parameter.example() == null) {
                gaps.add(name() + " has no example of " + parameter.name());
            }
        }
        if (hasBody() && bodyExample() == null) {
            gaps.add(name() + " has no example of its body");
        }
        node.path("responses").properties().forEach(response -> {
            if (response.getKey().startsWith("2") && !response.getKey().equals("204")) {
                JsonNode contents = response.getValue().path("content");
                if (contents.isEmpty()) {
                    gaps.add(name() + " does not say what it answers with " + response.getKey());
                }
                contents.properties().forEach(content -> {
                    if (!content.getValue().has("schema")) {
                        gaps.add(name() + " has no schema of " + content.getKey());
                    }
                });
            }
        });
        if (!node.path("responses").has("default")) {
            gaps.add(name() + " does not say how it refuses");
        }
        return gaps;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static JsonNode content(JsonNode body) {
        JsonNode contents = body.path("content");
        return contents.isEmpty() ? contents : contents.iterator().next();
    }
}
