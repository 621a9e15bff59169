package dev.holdfast.query.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.holdfast.query.json.Decimals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lists as lines, written while they are computed. NDJSON has every field; a CSV has the plain ones in a fixed order,
 * those of nested records as {@code outer.inner}, and leaves lists out.
 */
@ApplicationScoped
public class LineForms {
    private final ObjectWriter json;
    private final CsvMapper csv = new CsvMapper();

    public LineForms(ObjectMapper json) {
        this.json = json.writer().withRootValueSeparator("\n");
    }

    /** @param format any but {@link Format#JSON} */
    public Response.ResponseBuilder lines(
            Response.ResponseBuilder answer,
            Format format,
            Class<? extends Record> type,
            Iterable<? extends Record> rows) {
        StreamingOutput body = switch (format) {
            case JSON -> throw new IllegalArgumentException("a JSON answer has an envelope: format=JSON");
            case NDJSON -> out -> ndjson(rows, out);
            case CSV -> out -> csv(type, rows, out);
        };
        return answer.entity(body).type(format.type());
    }

    private void ndjson(Iterable<? extends Record> rows, OutputStream out) throws IOException {
        try (SequenceWriter lines = json.writeValues(out)) {
            boolean any = false;
            for (Record row : rows) {
                lines.write(row);
                any = true;
            }
            if (any) {
                // The separator stands between lines; the last one ends here.
                lines.flush();
                out.write('\n');
            }
        }
    }

    private void csv(Class<? extends Record> type, Iterable<? extends Record> rows, OutputStream out)
            throws IOException {
        CsvSchema.Builder columns = CsvSchema.builder().setUseHeader(true);
        columns("", type, columns);
        CsvSchema schema = columns.build();
        // A header stands even over no rows: the generator writes it at the end.
        try (SequenceWriter lines = csv.writer(schema).writeValues(out)) {
            for (Record row : rows) {
                Map<String, @Nullable String> cells = new LinkedHashMap<>();
                cells("", type, row, cells);
                lines.write(cells);
            }
        }
    }

    private static void columns(String prefix, Class<?> type, CsvSchema.Builder columns) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + component.getName();
            if (component.getType().isRecord()) {
                columns(name + ".", component.getType(), columns);
            } else if (!Collection.class.isAssignableFrom(component.getType())) {
                columns.addColumn(name);
            }
        }
    }

    private static void cells(String prefix, Class<?> type, @Nullable Object row, Map<String, @Nullable String> cells) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + component.getName();
            Object value = row == null ? null : value(component, row);
            if (component.getType().isRecord()) {
                cells(name + ".", component.getType(), value, cells);
            } else if (!Collection.class.isAssignableFrom(component.getType())) {
                cells.put(name, value instanceof Double figure ? Decimals.text(figure) : Objects.toString(value, ""));
            }
        }
    }

    private static @Nullable Object value(RecordComponent component, Object row) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(row);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a record's accessor only returns: component=" + component, e);
        }
    }
}
