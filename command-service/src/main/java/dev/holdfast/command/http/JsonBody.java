package dev.holdfast.command.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.kit.problem.ProblemException;
import dev.holdfast.kit.problem.ProblemKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a request's JSON strictly: nothing is guessed, nothing is skipped. */
public final class JsonBody {
    private static final ProblemKind TOO_LARGE = new ProblemKind(413, "too-large", "The body is too large");
    private static final ProblemKind MALFORMED =
            new ProblemKind(400, "malformed-json", "The body is not the JSON that is needed");
    private static final ProblemKind UNKNOWN_FIELD = new ProblemKind(400, "unknown-field", "A field is not known");
    /** Two hundred times a long session. */
    public static final int BYTES_MAX = 1 << 20;

    private static final int NESTING_MAX = 16;
    private static final int VALUE_LENGTH_MAX = 120;

    private static final Set<String> PERSONAL = Set.of(
            "name",
            "firstname",
            "lastname",
            "fullname",
            "surname",
            "givenname",
            "familyname",
            "email",
            "mail",
            "birthdate",
            "dateofbirth",
            "dob",
            "birthday",
            "phone",
            "phonenumber",
            "address",
            "street",
            "city",
            "photo",
            "passport",
            "socialsecuritynumber",
            "ssn");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, config -> {
                config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                config.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                config.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
            })
            .build();

    static {
        MAPPER.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(NESTING_MAX)
                        .maxStringLength(BYTES_MAX)
                        .build());
    }

    private JsonBody() {}

    /**
     * The body as {@code type}.
     *
     * @throws ProblemException naming the field, the value and the remedy
     */
    public static <T> T read(InputStream body, Class<T> type) {
        byte[] bytes = bytes(body);
        try (JsonParser parser = MAPPER.createParser(bytes)) {
            T read = MAPPER.readValue(parser, type);
            if (read == null) {
                throw malformed("the body is empty or null");
            }
            return read;
        } catch (UnrecognizedPropertyException e) {
            throw unknownField(e);
        } catch (InvalidFormatException e) {
            throw wrongValue(e, String.valueOf(e.getValue()), expected(e));
        } catch (MismatchedInputException e) {
            throw wrongValue(e, null, expected(e));
        } catch (JsonMappingException e) {
            if (e.getCause() instanceof InvalidValueException invalid) {
                throw invalid;
            }
            if (!e.getPath().isEmpty() && !(e.getCause() instanceof JsonParseException)) {
                throw wrongValue(e, null, "give a plain value within its range: " + e.getOriginalMessage());
            }
            throw malformed(e.getOriginalMessage());
        } catch (JacksonException e) {
            throw malformed("%s (line %d, column %d)"
                    .formatted(
                            e.getOriginalMessage(),
                            e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                            e.getLocation() == null ? 0 : e.getLocation().getColumnNr()));
        } catch (IOException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    private static byte[] bytes(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw new ProblemException(TOO_LARGE
                        .problem("a single event may have 1 MiB at most")
                        .about(
                                "body",
                                "more than " + BYTES_MAX + " bytes",
                                "send many events to /v1/imports as NDJSON"));
            }
            return bytes;
        } catch (IOException e) {
            throw malformed("the body broke off: " + e.getMessage());
        }
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(
                MALFORMED.problem(detail).about("body", null, "send one JSON object in UTF-8; see /q/openapi"));
    }

    private static ProblemException unknownField(UnrecognizedPropertyException e) {
        String field = path(e);
        boolean personal =
                PERSONAL.contains(e.getPropertyName().replaceAll("[-_ ]", "").toLowerCase(Locale.ROOT));
        String remedy = personal
                ? "leave it out: an athlete is a pseudonym here, and only yearOfBirth and sex may be told"
                : "leave it out, or use one of " + e.getKnownPropertyIds();
        return new ProblemException(
                UNKNOWN_FIELD.problem("field %s is not known".formatted(field)).about(field, null, remedy));
    }

    private static ProblemException wrongValue(JsonMappingException e, @Nullable String value, String remedy) {
        String field = path(e);
        String shown = value == null || value.length() <= VALUE_LENGTH_MAX
                ? value
                : value.substring(0, VALUE_LENGTH_MAX) + "…";
        return new ProblemException(ProblemKind.WRONG_TYPE
                .problem("field %s: %s".formatted(field, remedy))
                .about(field, shown, remedy));
    }

    private static String expected(MismatchedInputException e) {
        Class<?> type = e.getTargetType();
        if (type == null) {
            return "see /q/openapi for its form";
        }
        if (type.isEnum()) {
            return "give one of " + java.util.Arrays.toString(type.getEnumConstants());
        }
        if (type == Integer.class || type == int.class) {
            return "give a whole number, without quotes";
        }
        if (type == Double.class || type == double.class) {
            return "give a number, without quotes";
        }
        if (type == String.class) {
            return "give a text in quotes";
        }
        return java.util.Collection.class.isAssignableFrom(type) ? "give a list" : "give an object";
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference reference : e.getPath()) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.isEmpty() ? "body" : path.toString();
    }
}
