package dev.holdfast.model;

import dev.holdfast.event.InvalidValueException;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * A record of doubles, each component a {@link Parameter}: how it is made, read and changed by names.
 *
 * @param <R> a public record with nothing but such components
 */
public final class ParameterRecord<R extends Record> {
    private final String field;
    private final RecordComponent[] components;
    private final Constructor<R> constructor;
    private final List<Parameter> definitions;
    private final List<String> names;

    /** @param field what refusals call the record, for example {@code parameters} */
    public ParameterRecord(Class<R> type, String field) {
        this.field = field;
        this.components = type.getRecordComponents();
        this.definitions = Arrays.stream(components)
                .map(component -> Objects.requireNonNull(component.getAnnotation(Parameter.class)))
                .toList();
        this.names = Arrays.stream(components).map(RecordComponent::getName).toList();
        Class<?>[] types = new Class<?>[components.length];
        Arrays.fill(types, double.class);
        try {
            this.constructor = type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record has a constructor of its components", e);
        }
    }

    /** What is known of each parameter, in the order of the components. */
    public List<Parameter> definitions() {
        return definitions;
    }

    /** The names in code, in the order of the components. */
    public List<String> names() {
        return names;
    }

    /** The values of {@link #definitions}. */
    public R defaults() {
        return of(definitions.stream().mapToDouble(Parameter::value).toArray());
    }

    /**
     * @param values in the order of the components
     * @throws InvalidValueException for a value that is outside its {@link Parameter}'s bounds
     */
    public R of(double[] values) {
        if (values.length != components.length) {
            throw new InvalidValueException(
                    "values",
                    values.length,
                    "give " + components.length + " values: "
                            + definitions.stream().map(Parameter::symbol).toList());
        }
        for (int i = 0; i < values.length; i++) {
            Parameter parameter = definitions.get(i);
            if (!(values[i] >= parameter.min() && values[i] <= parameter.max())) {
                throw new InvalidValueException(
                        field + "." + parameter.symbol(),
                        values[i],
                        "give a number from " + parameter.min() + " to " + parameter.max());
            }
        }
        try {
            return constructor.newInstance(Arrays.stream(values).boxed().toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record is made of its components", e);
        }
    }

    /** The values in the order of the components. */
    public double[] values(R parameters) {
        double[] values = new double[components.length];
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = (double) components[i].getAccessor().invoke(parameters);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a public record's accessor is callable: " + components[i], e);
            }
        }
        return values;
    }

    /**
     * The same with some replaced, by their names in code or by their symbols.
     *
     * @throws InvalidValueException naming the parameter, its value and the remedy
     */
    public R with(R parameters, Map<String, ? extends Number> replaced) {
        double[] values = values(parameters);
        replaced.forEach((name, value) -> values[index(name, value)] = value.doubleValue());
        return of(values);
    }

    /** One line {@code name=value} for each parameter in their order, values as Java prints doubles. */
    public String text(R parameters) {
        StringBuilder text = new StringBuilder();
        double[] values = values(parameters);
        for (int i = 0; i < values.length; i++) {
            text.append(names.get(i)).append('=').append(values[i]).append('\n');
        }
        return text.toString();
    }

    /**
     * The defaults with those replaced that {@code text} names in lines {@code name=value}, by their names in code or by
     * their symbols.
     *
     * @throws InvalidValueException naming the parameter, its value and the remedy
     */
    public R parse(String text) {
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
                throw new InvalidValueException(field + "." + name, value, "give a number");
            }
        });
        return with(defaults(), values);
    }

    private int index(String name, Number value) {
        for (int i = 0; i < components.length; i++) {
            Parameter parameter = definitions.get(i);
            if (name.equals(names.get(i)) || name.equals(parameter.symbol()) || name.equals(parameter.greek())) {
                return i;
            }
        }
        throw new InvalidValueException(
                field + "." + name, value, "there is no such parameter; those are " + String.join(", ", names));
    }
}
