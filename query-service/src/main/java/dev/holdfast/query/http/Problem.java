package dev.holdfast.query.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** RFC 9457. Says what failed, the offending value, and the remedy. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String field,
        @Nullable String value,
        @Nullable String remedy,
        @Nullable String instance) {
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPES = "https://holdfast.dev/problems/";

    /** A problem of a named kind. */
    public static Problem of(int status, String kind, String title, String detail) {
        return new Problem(TYPES + kind, title, status, detail, null, null, null, null);
    }

    /** The same with what is at fault. */
    public Problem about(@Nullable String field, @Nullable String value, @Nullable String remedy) {
        return new Problem(type, title, status, detail, field, value, remedy, instance);
    }

    Problem at(String path) {
        return new Problem(type, title, status, detail, field, value, remedy, path);
    }
}
