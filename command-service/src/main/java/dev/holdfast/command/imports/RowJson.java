package dev.holdfast.command.imports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** Row outcomes as lines of JSON. */
final class RowJson {
    private final JsonGenerator json;

    RowJson(Writer to) throws IOException {
        json = new JsonFactory().createGenerator(to).setRootValueSeparator(null);
    }

    void write(RowOutcomes.Range range) throws IOException {
        for (long line = range.firstLine(); line <= range.lastLine(); line++) {
            json.writeStartObject();
            json.writeNumberField("line", line);
            json.writeStringField("outcome", range.outcome().key());
            optional("field", range.field());
            optional("value", range.value());
            optional("reason", range.reason());
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    void flush() throws IOException {
        json.flush();
    }

    private void optional(String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }
}
