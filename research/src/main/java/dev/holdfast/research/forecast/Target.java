package dev.holdfast.research.forecast;

/**
 * One forecast to be made.
 *
 * @param series place in {@link Lifter#series}
 * @param origin place of the last value that is known
 * @param first place of the first value after it; of the value itself, but for the best of several
 * @param body place whose morning's body the forecast may use: the value's own, or the middle one of several
 * @param seen what it came to, ln kg
 */
record Target(Horizon horizon, int series, int origin, int first, int body, double seen) {}
