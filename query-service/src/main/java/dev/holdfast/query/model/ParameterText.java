package dev.holdfast.query.model;

import dev.holdfast.event.InvalidValueException;
import dev.holdfast.model.Parameters;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Model parameters by the names of {@link Parameters} or the symbols of docs/model/model.md. */
public final class ParameterText {
    private static final List<String> NAMES = names();

    private ParameterText() {}

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        for (RecordComponent component : Parameters.class.getRecordComponents()) {
            names.add(component.getName());
        }
        return List.copyOf(names);
    }

    /**
     * The parameters that come with Holdfast with some of them replaced.
     *
     * @throws InvalidValueException naming the parameter, its value and the remedy
     */
    public static Parameters with(Map<String, ? extends Number> replaced) {
        double[] values = Parameters.DEFAULT.values();
        replaced.forEach((name, value) -> {
            int index = NAMES.indexOf(name);
            if (index < 0) {
                index = Parameters.SYMBOLS.indexOf(name);
            }
            if (index < 0) {
                throw new InvalidValueException(
                        "parameters." + name,
                        value,
                        "there is no such parameter; those are " + String.join(", ", NAMES));
            }
            values[index] = value.doubleValue();
        });
        return Parameters.of(values);
    }

    /** Reads lines {@code name=value}. */
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
        return with(values);
    }
}
