package dev.holdfast.catalogue;

import dev.holdfast.event.InvalidValueException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A motor program: each keeps its own trace (T, Y, a) in the model. Variants that share a path of motion and differ in
 * equipment or grip share a movement; this grain is a convention of this model. Strength is specific to the trained lift
 * (Rutherford and Jones 1986, doi:10.1007/BF00422902, unverified), how far it carries over to a sister lift is not settled. Which muscle
 * groups a movement loads is in the catalogue. Ids are stored: append only, never reuse one.
 */
public enum Movement {
    /** Movement unspecified: a session of which only rating and duration are known. */
    GENERAL_STRENGTH(1),
    SQUAT(2),
    HACK_SQUAT(3),
    LEG_PRESS(4),
    LUNGE(5),
    DEADLIFT(6),
    ROMANIAN_DEADLIFT(7),
    HIP_THRUST(8),
    BACK_EXTENSION(9),
    LEG_EXTENSION(10),
    LEG_CURL(11),
    CALF_RAISE(12),
    HIP_ABDUCTION(13),
    HIP_ADDUCTION(14),
    GLUTE_KICKBACK(15),
    BENCH_PRESS(16),
    INCLINE_PRESS(17),
    CHEST_PRESS(18),
    CLOSE_GRIP_PRESS(19),
    PUSH_UP(20),
    DIP(21),
    CHEST_FLY(22),
    OVERHEAD_PRESS(23),
    LATERAL_RAISE(24),
    FRONT_RAISE(25),
    UPRIGHT_ROW(26),
    SHRUG(27),
    REAR_DELTOID_FLY(28),
    FACE_PULL(29),
    SHOULDER_ROTATION(30),
    PULL_UP(31),
    LAT_PULLDOWN(32),
    ROW(33),
    SEATED_ROW(34),
    PULLOVER(35),
    BICEPS_CURL(36),
    REVERSE_CURL(37),
    TRICEPS_EXTENSION(38),
    WRIST_CURL(39),
    CRUNCH(40),
    LEG_RAISE(41),
    TRUNK_ROTATION(42),
    PLANK(43),
    CARRY(44),
    SLED_PUSH(45),
    OLYMPIC_LIFT(46),
    KETTLEBELL_SWING(47),
    THRUSTER(48),
    TIBIALIS_RAISE(49),
    NECK_FLEXION(50);

    /** Every id is from 1 to this, so that a state fits an array. */
    public static final int ID_MAX = 50;

    private static final @Nullable Movement[] BY_ID = new @Nullable Movement[ID_MAX + 1];

    static {
        for (Movement each : values()) {
            BY_ID[each.id] = each;
        }
    }

    private final int id;
    private final String key;

    Movement(int id) {
        this.id = id;
        this.key = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** From 1; part of stored bytes. */
    public int id() {
        return id;
    }

    /** As written in files and answers, for example {@code bench-press}. */
    public String key() {
        return key;
    }

    /** @throws InvalidValueException when no such id was ever given */
    public static Movement ofId(int id) {
        Movement found = id >= 1 && id <= ID_MAX ? BY_ID[id] : null;
        if (found == null) {
            throw new InvalidValueException("movementId", id, "give an id from 1 to " + ID_MAX);
        }
        return found;
    }

    /** @throws InvalidValueException when no such key exists */
    public static Movement ofKey(String key) {
        for (Movement each : values()) {
            if (each.key.equals(key)) {
                return each;
            }
        }
        throw new InvalidValueException("movement", key, "give one of the keys of Movement, for example bench-press");
    }

    @Override
    public String toString() {
        return key;
    }
}
