package dev.holdfast.formats.ndjson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.holdfast.event.InvalidValueException;
import java.io.IOException;
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
        // Whole numbers, which most are, need no decimal arithmetic.
        return token == JsonToken.VALUE_NUMBER_INT && json.getNumberType() == JsonParser.NumberType.INT
                ? json.getIntValue()
                : json.getDoubleValue();
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
            if (each.name().equalsIgnoreCase(text)) {
                return each;
            }
        }
        throw new InvalidValueException(
                field, text, "give one of " + java.util.Arrays.toString(type.getEnumConstants()));
    }

    /**
     * The fields seen so far and one more.
     *
     * @param place of the field among those that may stand here, from 0
     * @throws InvalidValueException when it was seen before
     */
    static int once(int seen, int place, String field) {
        if ((seen & 1 << place) != 0) {
            throw repeated(field);
        }
        return seen | 1 << place;
    }

    static InvalidValueException repeated(String field) {
        return new InvalidValueException(field, "", "give it once: it stands there twice");
    }

    static InvalidValueException unknown(String field) {
        return new InvalidValueException(field, "", "leave it out: no such field");
    }
}
