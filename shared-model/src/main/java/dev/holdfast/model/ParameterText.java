package dev.holdfast.model;

import dev.holdfast.event.InvalidValueException;

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
        return Parameters.parse(text);
    }
}
