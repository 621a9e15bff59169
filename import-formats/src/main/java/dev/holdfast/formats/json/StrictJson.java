package dev.holdfast.formats.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.OptBoolean;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.holdfast.event.EventType;
import dev.holdfast.formats.json.WrongJsonException.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads JSON strictly: nothing is guessed, nothing is skipped, nothing may stand there twice. */
public final class StrictJson {
    private static final int NESTING_MAX = 16;
    private static final int TEXT_BYTES_MAX = 1 << 20;
    private static final int VALUE_LENGTH_MAX = 120;
    private static final String TYPE = "type";

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

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(NESTING_MAX)
                            .maxStringLength(TEXT_BYTES_MAX)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, config -> {
                config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                config.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                config.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
            })
            .addModule(new SimpleModule().addDeserializer(Integer.class, new WholeNumber()))
            .addMixIn(EventBody.class, Typed.class)
            .build();

    static {
        EventBody.FORMS.forEach((type, form) -> MAPPER.registerSubtypes(new NamedType(form, type.storedName())));
    }

    private StrictJson() {}

    /** Of an event, {@code type} may be left out where one type alone is asked for. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = TYPE, requireTypeIdForSubtypes = OptBoolean.FALSE)
    private interface Typed {}

    /**
     * The first {@code length} of {@code bytes} as {@code form}.
     *
     * @throws WrongJsonException naming the field, the value and the remedy
     */
    public static <T> T read(byte[] bytes, int length, Class<T> form) {
        try (JsonParser json = MAPPER.createParser(bytes, 0, length)) {
            try {
                JsonToken first = json.nextToken();
                if (first == null || first == JsonToken.VALUE_NULL) {
                    throw malformed("it is empty or null", null);
                }
                if (first != JsonToken.START_OBJECT) {
                    throw wrongValue((String) null, valueAt(json), "give an object");
                }
                return MAPPER.readValue(json, form);
            } catch (UnrecognizedPropertyException e) {
                throw unknownField(e);
            } catch (InvalidTypeIdException e) {
                // That it is missing is known at the end of the object; what follows the object is the greater fault.
                throw e.getTypeId() == null && json.nextToken() != null
                        ? malformed("something follows the object", null)
                        : unknownType(e);
            } catch (MismatchedInputException e) {
                throw wrongValue(e, valueAt(json), expected(e));
            } catch (JsonMappingException e) {
                if (!e.getPath().isEmpty() && !(e.getCause() instanceof JsonParseException)) {
                    throw wrongValue(
                            e, valueAt(json), "give a plain value within its range: " + e.getOriginalMessage());
                }
                throw malformed(e, json, path(e));
            } catch (JacksonException e) {
                throw malformed(e, json, "");
            }
        } catch (IOException e) {
            throw malformed(String.valueOf(e.getMessage()), null);
        }
    }

    /** The text of a field of the outermost object, which may be wrong behind it; null when there is none. */
    public static @Nullable String textOf(byte[] bytes, int length, String field) {
        try (JsonParser json = MAPPER.createParser(bytes, 0, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = field.equals(json.currentName());
                JsonToken value = json.nextToken();
                if (found) {
                    return value == JsonToken.VALUE_STRING ? json.getText() : null;
                }
                json.skipChildren();
            }
            return null;
        } catch (IOException e) {
            return null;
        }
    }

    private static WrongJsonException malformed(JacksonException e, JsonParser json, String path) throws IOException {
        // The parser says so in its message alone, and has moved to the field that stands there again.
        boolean twice = e.getOriginalMessage().startsWith("Duplicate field");
        String message = e.getLocation() == null
                ? e.getOriginalMessage()
                : "%s (line %d, column %d)"
                        .formatted(
                                e.getOriginalMessage(),
                                e.getLocation().getLineNr(),
                                e.getLocation().getColumnNr());
        return malformed(message, twice ? (path.isEmpty() ? "" : path + ".") + json.currentName() : null);
    }

    private static WrongJsonException malformed(String message, @Nullable String repeated) {
        return new WrongJsonException(
                Kind.MALFORMED,
                message,
                repeated,
                null,
                repeated == null ? "send one JSON object in UTF-8; see /q/openapi" : "give it once");
    }

    private static WrongJsonException unknownField(UnrecognizedPropertyException e) {
        String field = path(e);
        boolean personal =
                PERSONAL.contains(e.getPropertyName().replaceAll("[-_ ]", "").toLowerCase(Locale.ROOT));
        String remedy = personal
                ? "leave it out: an athlete is a pseudonym here, and only yearOfBirth and sex may be told"
                : "leave it out, or use one of " + e.getKnownPropertyIds();
        return new WrongJsonException(
                Kind.UNKNOWN_FIELD, "field %s is not known".formatted(field), field, null, remedy);
    }

    private static WrongJsonException unknownType(InvalidTypeIdException e) {
        return wrongValue(
                TYPE,
                e.getTypeId(),
                "give one of "
                        + EventBody.FORMS.keySet().stream()
                                .map(EventType::storedName)
                                .sorted()
                                .toList());
    }

    private static WrongJsonException wrongValue(JsonMappingException e, @Nullable String value, String remedy) {
        String field = path(e);
        return wrongValue(field.isEmpty() ? null : field, value, remedy);
    }

    private static WrongJsonException wrongValue(@Nullable String field, @Nullable String value, String remedy) {
        String shown = value == null || value.length() <= VALUE_LENGTH_MAX
                ? value
                : value.substring(0, VALUE_LENGTH_MAX) + "…";
        String message = field == null ? remedy : "field %s: %s".formatted(field, remedy);
        return new WrongJsonException(Kind.WRONG_TYPE, message, field, shown, remedy);
    }

    private static @Nullable String valueAt(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        return token != null && token.isScalarValue() ? json.getText() : null;
    }

    private static String expected(MismatchedInputException e) {
        Class<?> type = e.getTargetType();
        if (type == null) {
            return "see /q/openapi for its form";
        }
        if (type.isEnum()) {
            return "give one of " + Arrays.toString(type.getEnumConstants());
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
        return Collection.class.isAssignableFrom(type) ? "give a list" : "give an object";
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
        return path.toString();
    }

    /** Takes {@code 5.0} for 5, as JSON Schema does, and refuses 5.5. */
    private static final class WholeNumber extends StdScalarDeserializer<Integer> {
        private static final long serialVersionUID = 1L;

        WholeNumber() {
            super(Integer.class);
        }

        @Override
        public @Nullable Integer deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (json.hasToken(JsonToken.VALUE_NUMBER_INT)) {
                return json.getIntValue();
            }
            if (json.hasToken(JsonToken.VALUE_NUMBER_FLOAT)) {
                double number = json.getDoubleValue();
                if (number == (int) number) {
                    return (int) number;
                }
            }
            return (Integer) context.handleUnexpectedToken(Integer.class, json);
        }
    }
}
