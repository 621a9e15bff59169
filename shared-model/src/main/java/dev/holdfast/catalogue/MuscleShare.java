package dev.holdfast.catalogue;

/**
 * How much of a movement's dose a muscle group gets.
 *
 * @param thousandths 1,000 for a prime mover, 500 for a secondary one
 */
public record MuscleShare(MuscleGroup group, int thousandths) {
    public static final int PRIME_MOVER = 1_000;
    public static final int SECONDARY = 500;

    public boolean isPrimeMover() {
        return thousandths == PRIME_MOVER;
    }

    /** 1 for a prime mover, 0.5 for a secondary one. */
    public double weight() {
        return thousandths / 1_000.0;
    }
}
