package dev.holdfast.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * What a name from a log means.
 *
 * @param name the catalogue's own name of it
 * @param movement the movement practised; null unless {@code kind} is {@link Kind#STRENGTH}
 * @param loading what the logged load stands for
 */
public record Exercise(String name, Kind kind, @Nullable Movement movement, Loading loading) {

    public Exercise {
        if ((kind == Kind.STRENGTH) != (movement != null)) {
            throw new IllegalArgumentException("a strength exercise has a movement, another has none: name=" + name);
        }
    }

    /** What an exercise trains. Only strength exercises have a dose in the model; the others are kept as facts. */
    public enum Kind {
        STRENGTH,
        /** Running, rowing, classes, jumps: conditioning. */
        CARDIO,
        /** Stretching and the like. */
        MOBILITY
    }

    /** What the logged load stands for. It decides whether a one-repetition maximum can be read from a set. */
    public enum Loading {
        /** The load is what is lifted. */
        EXTERNAL,
        /** The body is lifted, the load (if any) comes on top; body mass is not known here. */
        BODYWEIGHT,
        /** The load, or a band, takes weight off the body. */
        ASSISTED
    }
}
