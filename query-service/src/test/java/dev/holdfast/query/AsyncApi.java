package dev.holdfast.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code docs/asyncapi.yaml}, as tests hold it against the code. */
public final class AsyncApi {
    private static final Path FILE = Path.of("../docs/asyncapi.yaml");

    private AsyncApi() {}

    /** @param pointer as in {@code /components/schemas/state} */
    public static JsonNode at(String pointer) throws IOException {
        JsonNode found =
                new ObjectMapper(new YAMLFactory()).readTree(FILE.toFile()).at(pointer);
        if (found.isMissingNode()) {
            throw new IllegalArgumentException("not in %s: pointer=%s".formatted(FILE, pointer));
        }
        return found;
    }

    /** The names of the properties that the schema there knows. */
    public static List<String> properties(String pointer) throws IOException {
        List<String> names = new ArrayList<>();
        at(pointer + "/properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The texts of the list there. */
    public static List<String> texts(String pointer) throws IOException {
        List<String> texts = new ArrayList<>();
        at(pointer).forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
