package dev.holdfast.level;

import dev.holdfast.event.InvalidValueException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One value for each {@link LevelParameter}. Immutable. */
public final class LevelParameters {
    private static final LevelParameter[] ALL = LevelParameter.values();

    public static final LevelParameters DEFAULT = new LevelParameters(defaults());

    private final double[] values;

    private LevelParameters(double[] values) {
        this.values = values;
    }

    /** The value of {@code parameter}, in its own unit. */
    public double of(LevelParameter parameter) {
        return values[parameter.ordinal()];
    }

    /**
     * The same with another value.
     *
     * @throws InvalidValueException outside of {@link LevelParameter#min} to {@link LevelParameter#max}
     */
    public LevelParameters with(LevelParameter parameter, double value) {
        if (!(value >= parameter.min() && value <= parameter.max())) {
            throw new InvalidValueException(
                    "level." + parameter.symbol(),
                    value,
                    "give a number from " + parameter.min() + " to " + parameter.max());
        }
        double[] changed = values.clone();
        changed[parameter.ordinal()] = value;
        return new LevelParameters(changed);
    }

    /** One line {@code level.symbol=value} for each parameter in their order, values as Java prints doubles. */
    public String canonicalText() {
        StringBuilder text = new StringBuilder();
        for (LevelParameter parameter : ALL) {
            text.append("level.")
                    .append(parameter.symbol())
                    .append('=')
                    .append(of(parameter))
                    .append('\n');
        }
        return text.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LevelParameters that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return canonicalText();
    }

    private static double[] defaults() {
        double[] values = new double[ALL.length];
        for (LevelParameter parameter : ALL) {
            values[parameter.ordinal()] = parameter.defaultValue();
        }
        return values;
    }
}
