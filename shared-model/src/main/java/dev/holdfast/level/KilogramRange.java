package dev.holdfast.level;

import dev.holdfast.uncertainty.Basis;

/**
 * Kilograms with a range.
 *
 * @param lowKg in one of ten cases it is less
 * @param medianKg in half of the cases it is less
 * @param highKg in one of ten cases it is more
 * @param basis what the range rests on
 */
public record KilogramRange(double lowKg, double medianKg, double highKg, Basis basis) {
    /**
     * @param medianLog ln kg
     * @param variance of what will be seen, (ln kg)²
     */
    static KilogramRange of(double medianLog, double variance, Basis basis, LevelParameters p) {
        double half = LevelFilter.halfWidth80(variance, p);
        return new KilogramRange(
                StrictMath.exp(medianLog - half), StrictMath.exp(medianLog), StrictMath.exp(medianLog + half), basis);
    }
}
