package dev.holdfast.load;

/** A movement's or muscle group's id and its thousandths of a hard set in one int. */
public final class Dose {
    private static final int MILLI_SETS_BITS = 25;

    /** Beyond any human day (33,554 sets); sums stop here, so that no sum overflows and none depends on order. */
    public static final int MILLI_SETS_MAX = (1 << MILLI_SETS_BITS) - 1;

    private Dose() {}

    /** @param id 1 to 63 */
    public static int of(int id, int milliSets) {
        return id << MILLI_SETS_BITS | Math.min(milliSets, MILLI_SETS_MAX);
    }

    public static int id(int dose) {
        return dose >>> MILLI_SETS_BITS;
    }

    public static int milliSets(int dose) {
        return dose & MILLI_SETS_MAX;
    }
}
