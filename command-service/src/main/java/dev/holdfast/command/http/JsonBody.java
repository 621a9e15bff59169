package dev.holdfast.command.http;

import dev.holdfast.formats.json.StrictJson;
import dev.holdfast.formats.json.WrongJsonException;
import dev.holdfast.kit.http.BodyBudget;
import dev.holdfast.kit.problem.ProblemException;
import dev.holdfast.kit.problem.ProblemKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

/** A request's JSON, read strictly; what is wrong with it is answered as a problem. */
public final class JsonBody {
    /** Two hundred times a long session. */
    public static final int BYTES_MAX = 1 << 20;

    /** As long as nearly all are. Only longer ones need a part of the {@link BodyBudget}. */
    private static final int SMALL_BYTES_MAX = 16 << 10;

    private static final ProblemKind MALFORMED =
            new ProblemKind(400, "malformed-json", "The body is not the JSON that is needed");
    private static final ProblemKind TOO_LARGE = new ProblemKind(413, "too-large", "The body is too large");
    private static final ProblemKind UNKNOWN_FIELD = new ProblemKind(400, "unknown-field", "A field is not known");

    private JsonBody() {}

    /**
     * The body as {@code form}.
     *
     * @throws ProblemException naming the field, the value and the remedy
     */
    public static <T> T read(InputStream body, Class<T> form) {
        byte[] start = bytes(body, SMALL_BYTES_MAX + 1);
        if (start.length <= SMALL_BYTES_MAX) {
            return parsed(start, form);
        }
        try (BodyBudget.Share share = BodyBudget.take(BYTES_MAX)) {
            byte[] rest = bytes(body, BYTES_MAX + 1 - start.length);
            byte[] bytes = Arrays.copyOf(start, start.length + rest.length);
            System.arraycopy(rest, 0, bytes, start.length, rest.length);
            if (bytes.length > BYTES_MAX) {
                throw new ProblemException(TOO_LARGE
                        .problem("a single event may have 1 MiB at most")
                        .about(
                                "body",
                                "more than " + BYTES_MAX + " bytes",
                                "send many events to /v1/imports as NDJSON"));
            }
            return parsed(bytes, form);
        }
    }

    private static <T> T parsed(byte[] bytes, Class<T> form) {
        try {
            return StrictJson.read(bytes, bytes.length, form);
        } catch (WrongJsonException e) {
            ProblemKind kind = switch (e.kind()) {
                case MALFORMED -> MALFORMED;
                case UNKNOWN_FIELD -> UNKNOWN_FIELD;
                case WRONG_TYPE -> ProblemKind.WRONG_TYPE;
            };
            throw new ProblemException(kind.problem(String.valueOf(e.getMessage()))
                    .about(Objects.requireNonNullElse(e.field(), "body"), e.value(), e.remedy()));
        }
    }

    private static byte[] bytes(InputStream body, int count) {
        try {
            return body.readNBytes(count);
        } catch (IOException e) {
            throw new ProblemException(MALFORMED
                    .problem("the body broke off: " + e.getMessage())
                    .about("body", null, "send one JSON object in UTF-8; see /q/openapi"));
        }
    }
}
