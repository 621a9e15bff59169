package dev.holdfast.command.http;

import dev.holdfast.formats.json.StrictJson;
import dev.holdfast.formats.json.WrongJsonException;
import dev.holdfast.kit.http.BodyBudget;
import dev.holdfast.kit.problem.ProblemException;
import dev.holdfast.kit.problem.ProblemKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;

/** A request's JSON, read strictly; what is wrong with it is answered as a problem. */
public final class JsonBody {
    /** Two hundred times a long session. */
    public static final int BYTES_MAX = 1 << 20;

    /** As long as nearly all are. Only longer ones need a part of the {@link BodyBudget}. */
    private static final int SMALL_BYTES_MAX = 16 << 10;

    private static final int PIECE_BYTES = 4 << 10;
    private static final Duration READING_MAX = Duration.ofSeconds(10);

    private static final ProblemKind TOO_SLOW = new ProblemKind(408, "too-slow", "The body comes too slowly");
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
            byte[] rest = rest(body, BYTES_MAX + 1 - start.length);
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

    /** Reads while it holds a part of the budget, which whoever sends slowly may not keep from others. */
    private static byte[] rest(InputStream body, int count) {
        long until = System.nanoTime() + READING_MAX.toNanos();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] piece;
        do {
            if (System.nanoTime() > until) {
                throw new ProblemException(
                        TOO_SLOW.problem("the body did not come within %d s".formatted(READING_MAX.toSeconds()))
                                .about("body", null, "send it again over a faster connection"));
            }
            piece = bytes(body, Math.min(PIECE_BYTES, count - read.size()));
            read.writeBytes(piece);
        } while (piece.length == PIECE_BYTES && read.size() < count);
        return read.toByteArray();
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
