package dev.holdfast.timeline;

import dev.holdfast.model.Decay;
import dev.holdfast.model.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Decays worked out so far. The tracks of one session share theirs, and so do members of a gym who trained last on the same
 * day: to read many athletes at one instant takes less with the same decays than each with its own. For one thread.
 */
public final class Decays {
    /** A power of two, and more days than one athlete's tracks were trained last on; a season of a gym's active members. */
    private static final int SLOTS = 128;

    private final @Nullable Decay[] decays = new @Nullable Decay[SLOTS];
    private final @Nullable Parameters[] parameters = new @Nullable Parameters[SLOTS];

    /**
     * As {@link Decay#after}. Parameters are compared by identity, since a fold has one object for each age.
     *
     * @throws IllegalArgumentException when {@code days} is negative or no number
     */
    Decay after(double days, Parameters p) {
        int slot = (int) days & (SLOTS - 1);
        Decay known = decays[slot];
        if (known != null && known.days() == days && parameters[slot] == p) {
            return known;
        }
        Decay decay = Decay.after(days, p);
        decays[slot] = decay;
        parameters[slot] = p;
        return decay;
    }
}
