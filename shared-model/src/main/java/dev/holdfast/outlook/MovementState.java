package dev.holdfast.outlook;

import dev.holdfast.event.InvalidValueException;
import dev.holdfast.model.Motor;
import dev.holdfast.model.Structure;
import java.util.ArrayList;
import java.util.List;

/**
 * One movement at one instant, with the groups that carry it.
 *
 * @param motor the movement's motor program
 * @param primeMovers the groups whose size counts for the movement's strength, at least one
 * @param peakStrengthRatio highest S/S0 so far, ≥ 1: what a return is measured against
 */
public record MovementState(Motor motor, List<PrimeMover> primeMovers, double peakStrengthRatio) {
    public MovementState {
        primeMovers = List.copyOf(primeMovers);
        if (primeMovers.isEmpty()) {
            throw new InvalidValueException("primeMovers", "[]", "name at least one muscle group");
        }
        requirePeak(peakStrengthRatio);
    }

    static void requirePeak(double peakStrengthRatio) {
        if (!(peakStrengthRatio >= 1 && Double.isFinite(peakStrengthRatio))) {
            throw new InvalidValueException("peakStrengthRatio", peakStrengthRatio, "give a finite number from 1");
        }
    }

    /** This movement alone, as a body. */
    public BodyState alone() {
        List<Structure> groups = new ArrayList<>();
        List<BodyState.Involvement> involved = new ArrayList<>();
        for (PrimeMover mover : primeMovers) {
            involved.add(new BodyState.Involvement(groups.size(), mover.involvement()));
            groups.add(mover.structure());
        }
        return new BodyState(groups, List.of(new BodyState.Movement(motor, involved, peakStrengthRatio)));
    }
}
