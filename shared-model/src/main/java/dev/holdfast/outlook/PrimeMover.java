package dev.holdfast.outlook;

import dev.holdfast.event.InvalidValueException;
import dev.holdfast.model.Structure;

/**
 * A muscle group as one movement uses it.
 *
 * @param structure the group's state
 * @param involvement in (0, 1]: hard sets of the movement count this much for the group, and the group this much in F̄
 */
public record PrimeMover(Structure structure, double involvement) {
    public PrimeMover {
        requireInvolvement(involvement);
    }

    static void requireInvolvement(double involvement) {
        if (!(involvement > 0 && involvement <= 1)) {
            throw new InvalidValueException("involvement", involvement, "give a number above 0 up to 1");
        }
    }
}
