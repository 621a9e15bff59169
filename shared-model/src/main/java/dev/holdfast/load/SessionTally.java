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
        if (movement == null) {
            return;
        }
        movements[movement.id()] += effort;
        for (int i = 0; i < catalogue.shareCount(movement); i++) {
            // Efforts are whole hundreds and involvements whole halves: the division leaves no remainder.
            groups[catalogue.shareGroupId(movement, i)] += effort * catalogue.shareThousandths(movement, i) / 1_000;
        }
    }

    /** Of all that was added. */
    public SessionDose dose() {
        return new SessionDose(
                idsOf(movements),
                valuesOf(movements),
                idsOf(groups),
                valuesOf(groups),
                unknown.isEmpty() ? unknown : Collections.unmodifiableMap(unknown),
                Double.NaN);
    }

    /** The places above 0, ascending. */
    private static int[] idsOf(int[] doses) {
        int[] ids = new int[count(doses)];
        int next = 0;
        for (int id = 0; id < doses.length; id++) {
            if (doses[id] > 0) {
                ids[next++] = id;
            }
        }
        return ids;
    }

    private static int[] valuesOf(int[] doses) {
        int[] values = new int[count(doses)];
        int next = 0;
        for (int dose : doses) {
            if (dose > 0) {
                values[next++] = dose;
            }
        }
        return values;
    }

    private static int count(int[] doses) {
        int count = 0;
        for (int dose : doses) {
            count += dose > 0 ? 1 : 0;
        }
        return count;
    }
}
