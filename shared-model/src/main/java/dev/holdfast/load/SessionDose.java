package dev.holdfast.load;

import dev.holdfast.catalogue.Movement;
import dev.holdfast.catalogue.MuscleGroup;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a session gave, in thousandths of a hard set: whole numbers, so that sums over sessions never depend on order.
 * Immutable; only movements and groups with a dose are held, in ascending order of id.
 */
public final class SessionDose {
    static final SessionDose NONE =
            new SessionDose(new int[0], new int[0], new int[0], new int[0], Map.of(), Double.NaN);

    private final int[] movementIds;
    private final int[] movementMilliSets;
    private final int[] groupIds;
    private final int[] groupMilliSets;
    private final Map<String, Integer> unknownSets;
    private final double sessionLoad;

    SessionDose(
            int[] movementIds,
            int[] movementMilliSets,
            int[] groupIds,
            int[] groupMilliSets,
            Map<String, Integer> unknownSets,
            double sessionLoad) {
        this.movementIds = movementIds;
        this.movementMilliSets = movementMilliSets;
        this.groupIds = groupIds;
        this.groupMilliSets = groupMilliSets;
        this.unknownSets = unknownSets;
        this.sessionLoad = sessionLoad;
    }

    public int movementCount() {
        return movementIds.length;
    }

    /** {@link Movement#id()}, ascending. */
    public int movementId(int index) {
        return movementIds[index];
    }

    /** More than 0. */
    public int movementMilliSets(int index) {
        return movementMilliSets[index];
    }

    public int groupCount() {
        return groupIds.length;
    }

    /** {@link MuscleGroup#id()}, ascending. */
    public int groupId(int index) {
        return groupIds[index];
    }

    /** More than 0. */
    public int groupMilliSets(int index) {
        return groupMilliSets[index];
    }

    /** Thousandths of a hard set on {@code movement}, 0 when it was not done. For reading and tests, not for the fold. */
    public int milliSetsOf(Movement movement) {
        return at(movementIds, movementMilliSets, movement.id());
    }

    /** Thousandths of a hard set on {@code group}, 0 when it was not loaded. For reading and tests, not for the fold. */
    public int milliSetsOf(MuscleGroup group) {
        return at(groupIds, groupMilliSets, group.id());
    }

    /** Sets by exercise name as logged, of names that the catalogue does not know; in the order of the session. */
    public Map<String, Integer> unknownSets() {
        return unknownSets;
    }

    /**
     * Rating × minutes of a session that was logged without exercises, else empty. Its dose depends on the athlete's other
     * sessions: see {@link HardSets#ofSessionLoad}.
     */
    public OptionalDouble sessionLoad() {
        return Double.isNaN(sessionLoad) ? OptionalDouble.empty() : OptionalDouble.of(sessionLoad);
    }

    private static int at(int[] ids, int[] milliSets, int id) {
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == id) {
                return milliSets[i];
            }
        }
        return 0;
    }
}
