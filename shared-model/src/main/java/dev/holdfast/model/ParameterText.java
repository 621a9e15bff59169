package dev.holdfast.model;

import dev.holdfast.event.InvalidValueException;
import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** Parameters as lines {@code name=value}. */
public final class ParameterText {
    private ParameterText() {}

    /** One line for each parameter in the order of {@link Parameters}, values as Java prints doubles. */
    public static String of(Parameters parameters) {
        return parameters.text();
    }

    /**
     * The defaults with those replaced that {@code text} names, by their names in code or by their symbols.
     *
     * @throws InvalidValueException naming the parameter, its value and the remedy
     */
    public static Parameters parse(String text) {
        Properties lines = new Properties();
        try {
            lines.load(new StringReader(text));
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        Map<String, Double> values = new LinkedHashMap<>();
        lines.stringPropertyNames().forEach(name -> {
            String value = lines.getProperty(name).strip();
            try {
                values.put(name, Double.valueOf(value));
            } catch (NumberFormatException e) {
                throw new InvalidValueException("parameters." + name, value, "give a number");
            }
        });
        return Parameters.DEFAULT.with(values);
    }
}
