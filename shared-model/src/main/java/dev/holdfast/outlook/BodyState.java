package dev.holdfast.outlook;

import dev.holdfast.catalogue.MuscleGroup;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.model.Motor;
import dev.holdfast.model.Parameters;
import dev.holdfast.model.Structure;
import dev.holdfast.model.TwoSystemModel;
import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.BodyAt;
import dev.holdfast.timeline.MovementAt;
import dev.holdfast.timeline.MuscleGroupAt;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a body holds at one instant: movements, and the muscle groups that they share.
 *
 * @param groups muscle groups, which movements name by their place in this list
 * @param movements movements with a past best
 */
public record BodyState(List<Structure> groups, List<Movement> movements) {
    /**
     * @param group place of the muscle group in {@link BodyState#groups}
     * @param share in (0, 1]: hard sets of the movement count this much for the group, and the group this much in F̄
     */
    public record Involvement(int group, double share) {
        public Involvement {
            PrimeMover.requireInvolvement(share);
        }
    }

    /**
     * @param motor the motor program
     * @param involved the groups whose size counts for the movement's strength, at least one
     * @param peakStrengthRatio highest S/S0 so far, ≥ 1
     */
    public record Movement(Motor motor, List<Involvement> involved, double peakStrengthRatio) {
        public Movement {
            involved = List.copyOf(involved);
            if (involved.isEmpty()) {
                throw new InvalidValueException("involved", "[]", "name at least one muscle group");
            }
            MovementState.requirePeak(peakStrengthRatio);
        }
    }

    public BodyState {
        groups = List.copyOf(groups);
        movements = List.copyOf(movements);
        for (Movement movement : movements) {
            for (Involvement involvement : movement.involved()) {
                Objects.checkIndex(involvement.group(), groups.size());
            }
        }
    }

    /** The movements with a trace and the groups that carry them; null when there is none. */
    public static @Nullable BodyState of(BodyAt body, AthleteFold fold) {
        int[] place = new int[MuscleGroup.ID_MAX + 1];
        List<Structure> structures = new ArrayList<>();
        for (MuscleGroupAt group : body.groups()) {
            place[group.group().id()] = structures.size() + 1;
            structures.add(group.structure());
        }
        List<Movement> withPast = new ArrayList<>();
        for (MovementAt movement : body.movements()) {
            List<Involvement> involved = new ArrayList<>();
            for (int group : fold.primeMovers(movement.movement().id())) {
                if (place[group] == 0) {
                    structures.add(Structure.UNTRAINED);
                    place[group] = structures.size();
                }
                involved.add(new Involvement(place[group] - 1, 1));
            }
            withPast.add(new Movement(movement.motor(), involved, Math.max(movement.peakStrengthRatio(), 1)));
        }
        return withPast.isEmpty() ? null : new BodyState(structures, withPast);
    }

    /**
     * Whether there is something to return to: {@value ReturnOutlook#RECOVERED_SHARE} of the best so far is above untrained.
     * Whoever never was further is there at any time, ready or not.
     */
    public boolean hasBest() {
        double log = 0;
        for (Movement movement : movements) {
            log += StrictMath.log(movement.peakStrengthRatio());
        }
        return log / movements.size() + StrictMath.log(ReturnOutlook.RECOVERED_SHARE) > 0;
    }

    /** F̄ of that movement: mean size of its groups, weighted by involvement; fraction over untrained. */
    public double meanFibreSize(int movement, Parameters p) {
        double sum = 0;
        double weight = 0;
        for (Involvement involvement : movements.get(movement).involved()) {
            sum += involvement.share() * TwoSystemModel.fibreSize(groups.get(involvement.group()), p);
            weight += involvement.share();
        }
        return sum / weight;
    }

    /** S/S0 of that movement. */
    public double strengthRatio(int movement, Parameters p) {
        double expression = TwoSystemModel.expression(movements.get(movement).motor(), p);
        return TwoSystemModel.strengthRatio(meanFibreSize(movement, p), expression, p);
    }

    /** Time passes without training. */
    public BodyState advance(double days, Parameters p) {
        return new BodyState(
                groups.stream().map(g -> TwoSystemModel.advance(g, days, p)).toList(),
                movements.stream()
                        .map(m -> new Movement(
                                TwoSystemModel.advance(m.motor(), days, p), m.involved(), m.peakStrengthRatio()))
                        .toList());
    }

    /** A session with {@code hardSets} of every movement; what reaches a shared group is pooled before it counts. */
    public BodyState train(double hardSets, Parameters p) {
        double[] dose = new double[groups.size()];
        for (Movement movement : movements) {
            for (Involvement involvement : movement.involved()) {
                dose[involvement.group()] += hardSets * involvement.share();
            }
        }
        Structure[] trained = new Structure[dose.length];
        for (int i = 0; i < dose.length; i++) {
            trained[i] = TwoSystemModel.train(groups.get(i), dose[i], p);
        }
        return new BodyState(
                List.of(trained),
                movements.stream()
                        .map(m -> new Movement(
                                TwoSystemModel.train(m.motor(), hardSets, p), m.involved(), m.peakStrengthRatio()))
                        .toList());
    }

    /**
     * The right beginner to compare with: the same visible F and M today, and nothing latent behind them.
     * T = M, N = min(N, max((F − D0)/D1, 0)), X and Y recomputed, same a.
     */
    public BodyState withoutLatentSurplus(Parameters p) {
        return new BodyState(
                groups.stream().map(g -> withoutLatentSurplus(g, p)).toList(),
                movements.stream()
                        .map(m -> new Movement(withoutLatentSurplus(m.motor(), p), m.involved(), m.peakStrengthRatio()))
                        .toList());
    }

    static Structure withoutLatentSurplus(Structure s, Parameters p) {
        double size = TwoSystemModel.fibreSize(s, p);
        double needed = Math.max((size - p.fibreCeilingUntrained()) / p.fibreCeilingPerNuclei(), 0);
        double nuclei = Math.min(s.nuclei(), needed);
        return new Structure(nuclei, Math.max(size - TwoSystemModel.nuclearSize(nuclei, p), 0), s.ageDays());
    }

    static Motor withoutLatentSurplus(Motor m, Parameters p) {
        double trace = TwoSystemModel.expression(m, p);
        return new Motor(trace, Math.max(trace - p.latentTraceShare() * trace, 0), m.ageDays());
    }
}
