package dev.holdfast.deploy.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An OpenAPI document as a service serves it, and the service behind it. */
public final class ServedApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig STRICT =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final Wire wire;
    private final JsonNode document;
    private final ObjectNode closed;

    private ServedApi(Wire wire, JsonNode document) {
        this.wire = wire;
        this.document = document;
        this.closed = document.path("components").deepCopy();
        closed.path("schemas").forEach(ServedApi::close);
    }

    /** Asks the service on this port of the loopback interface for its document. */
    public static ServedApi on(int port) throws IOException {
        Wire wire = new Wire(port);
        Wire.Answer answer = wire.send("GET", "/q/openapi?format=json", Map.of(), null);
        if (answer.status() != 200) {
            throw new IOException("no OpenAPI document: status=" + answer.status());
        }
        return new ServedApi(wire, JSON.readTree(answer.body()));
    }

    /** Every operation, in the document's order. */
    public List<ApiOperation> operations() {
        List<ApiOperation> operations = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> operations.add(new ApiOperation(
                                method.getKey().toUpperCase(java.util.Locale.ROOT),
                                path.getKey(),
                                method.getValue()))));
        return operations;
    }

    /** The document as {@code docs/openapi} keeps it: without the servers, which tell where this one happens to run. */
    public String text() throws IOException {
        ObjectNode kept = document.deepCopy();
        kept.remove("servers");
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(kept) + "\n";
    }

    /**
     * The document that is kept under this name in {@code docs/openapi}, from which the Java client is made; with
     * {@code -Dholdfast.openapi.write=true} it is first replaced by the served one.
     */
    public String kept(String name) throws IOException {
        Path file = Path.of("..", "docs", "openapi", name + ".json");
        if (Boolean.getBoolean("holdfast.openapi.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text());
        }
        return Files.readString(file);
    }

    public Wire wire() {
        return wire;
    }

    /** Follows references within the document. */
    JsonNode resolved(JsonNode schema) {
        JsonNode found = schema;
        while (found.has("$ref")) {
            found = document.at(found.path("$ref").textValue().substring(1));
        }
        return found;
    }

    /** What {@code text} has that the schema forbids or lacks, nothing when it is as the document says. */
    public List<String> differences(JsonNode schema, String text) {
        ObjectNode whole = JSON.createObjectNode();
        whole.set("components", closed);
        whole.set("allOf", JSON.createArrayNode().add(schema));
        try {
            return SCHEMAS.getSchema(whole, STRICT).validate(JSON.readTree(text)).stream()
                    .map(message -> message.getMessage())
                    .toList();
        } catch (JsonProcessingException e) {
            return List.of("no JSON: " + e.getOriginalMessage());
        }
    }

    /** An answer's field that no schema names would go unseen where objects are open. */
    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.has("properties") && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(ServedApi::close);
    }
}
