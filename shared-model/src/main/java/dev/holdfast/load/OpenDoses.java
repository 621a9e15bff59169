package dev.holdfast.load;

import dev.holdfast.packed.PackedReader;
import dev.holdfast.packed.PackedWriter;
import java.util.Objects;

/**
 * The pooled doses of the day that is still open, by movement or by muscle group id (1 to 63). A set bit for each id that
 * was touched lets closing the day visit those alone: a session touches a dozen of more than seventy tracks.
 */
public final class OpenDoses {
    private final int[] milliSets;
    private long touched;

    public OpenDoses(int idMax) {
        milliSets = new int[idMax + 1];
    }

    /** Adds to the day's dose of {@code id}; a sum stays at {@link Dose#MILLI_SETS_MAX}. */
    public void add(int id, int more) {
        if (more > 0) {
            milliSets[id] = Math.min(milliSets[id] + more, Dose.MILLI_SETS_MAX);
            touched |= 1L << id;
        }
    }

    /** Bit {@code id} is set where there is a dose. Ids in ascending order are the bits from the lowest. */
    public long touched() {
        return touched;
    }

    /** Thousandths of a hard set. */
    public int milliSets(int id) {
        return milliSets[id];
    }

    public void clear() {
        for (long rest = touched; rest != 0; rest &= rest - 1) {
            milliSets[Long.numberOfTrailingZeros(rest)] = 0;
        }
        touched = 0;
    }

    public void copyTo(OpenDoses other) {
        System.arraycopy(milliSets, 0, other.milliSets, 0, milliSets.length);
        other.touched = touched;
    }

    public void write(PackedWriter to) {
        to.unsigned(Long.bitCount(touched));
        for (long rest = touched; rest != 0; rest &= rest - 1) {
            int id = Long.numberOfTrailingZeros(rest);
            to.octet(id);
            to.unsigned(milliSets[id]);
        }
    }

    public void read(PackedReader from) {
        int count = from.count(milliSets.length);
        for (int i = 0; i < count; i++) {
            int id = Objects.checkIndex(from.octet(), milliSets.length);
            add(id, from.count(Dose.MILLI_SETS_MAX));
        }
    }
}
