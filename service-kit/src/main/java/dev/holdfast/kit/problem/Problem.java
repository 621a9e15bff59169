package dev.holdfast.kit.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.event.InvalidValueException;
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

    public static Problem of(InvalidValueException e) {
        return ProblemKind.INVALID_VALUE
                .problem(String.valueOf(e.getMessage()))
                .about(e.field(), e.value(), e.remedy());
    }

    /** The same with what is at fault. */
    public Problem about(@Nullable String field, @Nullable String value, @Nullable String remedy) {
        return new Problem(type, title, status, detail, field, value, remedy, instance);
    }

    /** The same with the path of the request that met it. */
    public Problem at(String path) {
        return new Problem(type, title, status, detail, field, value, remedy, path);
    }
}
