package dev.holdfast.research.forecast;

import dev.holdfast.level.LevelParameters;

/**
 * A parameter that a fit moves, away from the shipped value.
 *
 * @param index in {@link LevelParameters#values}
 * @param isFactor whether a step multiplies the value; otherwise it adds to it
 * @param step what one unit of the search is, as ln of the factor or in the parameter's own unit: about as far as two
 *     populations may lie apart
 */
record FittedParameter(int index, boolean isFactor, double step) {
    static FittedParameter factor(String name) {
        return new FittedParameter(place(name), true, 0.4);
    }

    static FittedParameter offset(String name, double step) {
        return new FittedParameter(place(name), false, step);
    }

    private static int place(String name) {
        int index = LevelParameters.NAMES.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "no such parameter: name=" + name + "; those are " + LevelParameters.NAMES);
        }
        return index;
    }

    /** The value at {@code x} units from the shipped one, kept within the parameter's bounds. */
    double at(double x) {
        var parameter = LevelParameters.DEFINITIONS.get(index);
        double value = isFactor ? parameter.value() * StrictMath.exp(step * x) : parameter.value() + step * x;
        return Math.clamp(value, parameter.min(), parameter.max());
    }
}
