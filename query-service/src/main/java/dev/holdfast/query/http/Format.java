package dev.holdfast.query.http;

import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The forms that a list is answered in. */
public enum Format {
    JSON(MediaType.APPLICATION_JSON_TYPE),
    NDJSON(new MediaType("application", "x-ndjson")),
    CSV(new MediaType("text", "csv", "UTF-8"));

    public static final String NDJSON_TYPE = "application/x-ndjson";
    public static final String CSV_TYPE = "text/csv";

    private final MediaType type;

    Format(MediaType type) {
        this.type = type;
    }

    MediaType type() {
        return type;
    }

    /**
     * What the caller likes best, JSON where it is all one.
     *
     * @throws NotAcceptableException when none of them will do
     */
    public static Format of(HttpHeaders headers) {
        for (MediaType wanted : headers.getAcceptableMediaTypes()) {
            for (Format format : List.of(JSON, NDJSON, CSV)) {
                if (wanted.isCompatible(new MediaType(format.type.getType(), format.type.getSubtype()))) {
                    return format;
                }
            }
        }
        throw new NotAcceptableException();
    }
}
