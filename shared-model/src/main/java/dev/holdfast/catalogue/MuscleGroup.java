package dev.holdfast.catalogue;

import dev.holdfast.event.InvalidValueException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Muscles that are trained and lost together: each keeps its own structure (N, X, a) in the model. The division is a
 * convention of this model, at the grain at which training volume is commonly counted. Ids are stored: append only,
 * never reuse one.
 */
public enum MuscleGroup {
    /** Muscles unspecified: what a session loads of which only rating and duration are known. */
    WHOLE_BODY(1),
    CHEST(2),
    LATS(3),
    UPPER_BACK(4),
    UPPER_TRAPEZIUS(5),
    FRONT_DELTOIDS(6),
    SIDE_DELTOIDS(7),
    REAR_DELTOIDS(8),
    ROTATOR_CUFF(9),
    BICEPS(10),
    TRICEPS(11),
    FOREARMS(12),
    ABDOMINALS(13),
    OBLIQUES(14),
    LOWER_BACK(15),
    HIP_FLEXORS(16),
    GLUTES(17),
    ABDUCTORS(18),
    ADDUCTORS(19),
    QUADRICEPS(20),
    HAMSTRINGS(21),
    CALVES(22),
    SHINS(23),
    NECK(24);

    /** Every id is from 1 to this, so that a state fits an array. */
    public static final int ID_MAX = 24;

    private static final @Nullable MuscleGroup[] BY_ID = new @Nullable MuscleGroup[ID_MAX + 1];

    static {
        for (MuscleGroup each : values()) {
            BY_ID[each.id] = each;
        }
    }

    private final int id;
    private final String key;

    MuscleGroup(int id) {
        this.id = id;
        this.key = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** From 1; part of stored bytes. */
    public int id() {
        return id;
    }

    /** As written in files and answers, for example {@code upper-back}. */
    public String key() {
        return key;
    }

    /** @throws InvalidValueException when no such id was ever given */
    public static MuscleGroup ofId(int id) {
        MuscleGroup found = id >= 1 && id <= ID_MAX ? BY_ID[id] : null;
        if (found == null) {
            throw new InvalidValueException("muscleGroupId", id, "give an id from 1 to " + ID_MAX);
        }
        return found;
    }

    /** @throws InvalidValueException when no such key exists */
    public static MuscleGroup ofKey(String key) {
        for (MuscleGroup each : values()) {
            if (each.key.equals(key)) {
                return each;
            }
        }
        throw new InvalidValueException(
                "muscleGroup", key, "give one of the keys of MuscleGroup, for example upper-back");
    }

    @Override
    public String toString() {
        return key;
    }
}
