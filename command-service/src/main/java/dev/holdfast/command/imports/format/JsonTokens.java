package dev.holdfast.command.imports.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.holdfast.event.InvalidValueException;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Single values of a JSON document, each null for a JSON null and refused when it is of another kind. */
final class JsonTokens {
    private JsonTokens() {}

    static void expect(JsonParser json, @Nullable JsonToken token, JsonToken wanted, String field, String remedy)
            throws IOException {
        if (token != wanted) {
            throw new InvalidValueException(field, token == null ? "" : json.getText(), remedy);
        }
    }

    static boolean isNull(JsonParser json) {
        return json.currentToken() == JsonToken.VALUE_NULL;
    }

    static @Nullable String text(JsonParser json, String field) throws IOException {
        if (isNull(json)) {
            return null;
        }
        expect(json, json.currentToken(), JsonToken.VALUE_STRING, field, "give a text in quotes");
        return json.getText();
    }

    static @Nullable Double number(JsonParser json, String field) throws IOException {
        if (isNull(json)) {
            return null;
        }
        JsonToken token = json.currentToken();
        if (token == null || !token.isNumeric()) {
            throw new InvalidValueException(field, json.getText(), "give a number, without quotes");
        }
        return json.getDoubleValue();
    }

    static @Nullable Integer wholeNumber(JsonParser json, String field) throws IOException {
        Double number = number(json, field);
        if (number == null) {
            return null;
        }
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw new InvalidValueException(field, json.getText(), "give a whole number");
        }
        return number.intValue();
    }

    static <E extends Enum<E>> @Nullable E oneOf(JsonParser json, String field, Class<E> type) throws IOException {
        String text = text(json, field);
        if (text == null) {
            return null;
        }
        for (E each : type.getEnumConstants()) {
            if (each.name().equals(text.toUpperCase(Locale.ROOT))) {
                return each;
            }
        }
        throw new InvalidValueException(
                field, text, "give one of " + java.util.Arrays.toString(type.getEnumConstants()));
    }

    static InvalidValueException unknown(String field) {
        return new InvalidValueException(field, "", "leave it out: no such field");
    }
}
