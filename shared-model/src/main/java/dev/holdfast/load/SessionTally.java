package dev.holdfast.load;

import dev.holdfast.catalogue.Exercise;
import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.catalogue.Movement;
import dev.holdfast.catalogue.MuscleGroup;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds up the dose of one session, exercise by exercise. Not thread-safe. */
public final class SessionTally {
    private final ExerciseCatalogue catalogue;
    private final int[] movements = new int[Movement.ID_MAX + 1];
    private final int[] groups = new int[MuscleGroup.ID_MAX + 1];
    // A set bit for each id with a dose, 1 to 63: a session touches a dozen of more than seventy.
    private long movementIds;
    private long groupIds;
    private Map<String, Integer> unknown = Map.of();

    public SessionTally(ExerciseCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * @param name as logged
     * @param sets how many were logged
     * @param effort sum of {@link HardSets#effortThousandths} of those that were done
     */
    public void add(String name, int sets, int effort) {
        Exercise exercise = catalogue.find(name).orElse(null);
        if (exercise == null) {
            unknown = unknown.isEmpty() ? new LinkedHashMap<>() : unknown;
            unknown.merge(name, sets, Integer::sum);
            return;
        }
        Movement movement = exercise.movement();
        if (movement == null || effort == 0) {
            return;
        }
        movements[movement.id()] += effort;
        movementIds |= 1L << movement.id();
        for (int i = 0; i < catalogue.shareCount(movement); i++) {
            int group = catalogue.shareGroupId(movement, i);
            // Efforts are whole hundreds and involvements whole halves: the division leaves no remainder, and never 0.
            groups[group] += effort * catalogue.shareThousandths(movement, i) / 1_000;
            groupIds |= 1L << group;
        }
    }

    /** Of all that was added. */
    public SessionDose dose() {
        return new SessionDose(
                ids(movementIds),
                milliSets(movements, movementIds),
                ids(groupIds),
                milliSets(groups, groupIds),
                unknown.isEmpty() ? unknown : Collections.unmodifiableMap(unknown),
                Double.NaN);
    }

    /** The set bits, ascending. */
    private static int[] ids(long bits) {
        int[] ids = new int[Long.bitCount(bits)];
        int next = 0;
        for (long rest = bits; rest != 0; rest &= rest - 1) {
            ids[next++] = Long.numberOfTrailingZeros(rest);
        }
        return ids;
    }

    private static int[] milliSets(int[] doses, long bits) {
        int[] milliSets = new int[Long.bitCount(bits)];
        int next = 0;
        for (long rest = bits; rest != 0; rest &= rest - 1) {
            milliSets[next++] = doses[Long.numberOfTrailingZeros(rest)];
        }
        return milliSets;
    }
}
