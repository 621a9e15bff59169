package dev.holdfast.timeline;

import dev.holdfast.catalogue.Movement;
import dev.holdfast.catalogue.MuscleGroup;
import dev.holdfast.event.Sex;
import dev.holdfast.kernel.FoldKernel;
import dev.holdfast.model.Decay;
import dev.holdfast.model.Motor;
import dev.holdfast.model.Parameters;
import dev.holdfast.model.Structure;
import dev.holdfast.model.TwoSystemModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A state read at an instant: the open day closed, every track moved to the instant in one exact step. Every figure of
 * the model is an estimate.
 *
 * <p>The instant is put on the local days of the last session's offset. Where that is before the last day that the state
 * holds something of, as with a session of tomorrow or after offsets more than a day apart, tracks are read as they are on
 * that day: nothing is moved back. Figures over the whole body: strength ratio is
 * the geometric mean of S/S0 over the movements with a trace, 1 before the first; sharpness is the mean over the
 * movements weighted by their trace, 0 before the first.
 *
 * @param pausedSince as {@link Standing#pausedSince}
 * @param yearOfBirth 0 when unknown
 * @param lowQualitySessions sessions whose dose rests on rating × minutes
 * @param unlistedUnknownSets sets of unknown exercises beyond those listed by name
 * @param parameters those that decay goes by from here on, with the athlete's age now
 */
public record BodyAt(
        Instant at,
        Phase phase,
        @Nullable Instant pausedSince,
        @Nullable Instant firstSessionAt,
        @Nullable Instant lastSessionAt,
        long sessions,
        long assessments,
        long lowQualitySessions,
        int yearOfBirth,
        @Nullable Sex sex,
        boolean seededByPriorTraining,
        double strengthRatio,
        double sharpness,
        Kept kept,
        List<MovementAt> movements,
        List<MuscleGroupAt> groups,
        Map<String, Integer> unknownSets,
        long unlistedUnknownSets,
        Parameters parameters) {

    public static BodyAt of(AthleteState folded, Instant at, AthleteFold fold) {
        return consume(folded.copy(), at, fold);
    }

    /** As {@link #of}, with the state itself moved instead of a copy: nobody may use it afterwards. */
    public static BodyAt consume(AthleteState folded, Instant at, AthleteFold fold) {
        return consume(folded, at, fold, new Decays());
    }

    /** As {@link #consume(AthleteState, Instant, AthleteFold)}, for one of many athletes who are read at one instant. */
    public static BodyAt consume(AthleteState folded, Instant at, AthleteFold fold, Decays decays) {
        return new Reading(folded, at, fold, decays).read();
    }

    private static final class Reading {
        // Each call of values() would make a new one.
        private static final MuscleGroup[] GROUPS = MuscleGroup.values();
        private static final Movement[] MOVEMENTS = Movement.values();

        private final AthleteState state;
        private final Instant at;
        private final AthleteFold fold;
        private final double days;
        /** By id, each moved once: a group carries several movements. */
        private final @Nullable Structure[] structures = new @Nullable Structure[MuscleGroup.ID_MAX + 1];

        private final Decays decays;

        Reading(AthleteState state, Instant at, AthleteFold fold, Decays decays) {
            this.state = state;
            this.at = at;
            this.fold = fold;
            this.decays = decays;
            long local = TimelineChange.micros(at) + state.offsetSeconds * AthleteState.MICROS_PER_SECOND;
            this.days = Math.max(local / (double) AthleteState.MICROS_PER_DAY, state.lastDay());
        }

        BodyAt read() {
            fold.closeDay(state);
            List<MuscleGroupAt> groups = groups();
            List<MovementAt> movements = movements();
            double logStrength = 0;
            double logPeak = 0;
            double trace = 0;
            double peakTrace = 0;
            double sharpness = 0;
            for (MovementAt each : movements) {
                logStrength += each.logStrength();
                logPeak += each.peakLogStrength();
                trace += each.motor().trace();
                peakTrace += each.peakTrace();
                sharpness += each.motor().trace() * each.sharpness();
            }
            int count = Math.max(movements.size(), 1);
            double nuclei = 0;
            double peakNuclei = 0;
            double size = 0;
            double peakSize = 0;
            for (MuscleGroupAt each : groups) {
                nuclei += each.structure().nuclei();
                peakNuclei += each.peakNuclei();
                size += each.fibreSize();
                peakSize += each.peakFibreSize();
            }
            Kept kept = new Kept(
                    share(nuclei, peakNuclei),
                    share(trace, peakTrace),
                    share(size, peakSize),
                    movements.isEmpty() ? 0 : StrictMath.exp((logStrength - logPeak) / count));
            Standing standing = state.standing();
            return new BodyAt(
                    at,
                    standing.phase(at, fold),
                    standing.pausedSince(at, fold),
                    instant(state.firstSessionAt),
                    instant(state.lastSessionAt),
                    state.sessions,
                    state.assessments,
                    state.lowQualitySessions,
                    state.yearOfBirth,
                    state.sex,
                    state.priorDay != FoldKernel.NEVER,
                    StrictMath.exp(logStrength / count),
                    share(sharpness, trace),
                    kept,
                    movements,
                    groups,
                    Collections.unmodifiableMap(state.unknownSets),
                    state.unlistedUnknownSets,
                    fold.parametersFrom((int) Math.floor(days), state));
        }

        private List<MuscleGroupAt> groups() {
            List<MuscleGroupAt> groups = new ArrayList<>(GROUPS.length);
            for (MuscleGroup group : GROUPS) {
                int id = group.id();
                if (state.groupDay[id] != FoldKernel.NEVER) {
                    Structure structure = structure(id);
                    groups.add(new MuscleGroupAt(
                            group,
                            structure,
                            TwoSystemModel.fibreSize(structure, fold.parameters()),
                            state.peakSize[id],
                            state.peakNuclei[id]));
                }
            }
            return groups;
        }

        private List<MovementAt> movements() {
            List<MovementAt> movements = new ArrayList<>(MOVEMENTS.length);
            for (Movement movement : MOVEMENTS) {
                int id = movement.id();
                if (state.movementDay[id] != FoldKernel.NEVER) {
                    Motor motor = FoldKernel.movementAt(
                            state.trace, state.volatileExpression, id, decaySince(state.movementDay[id]));
                    double expression = TwoSystemModel.expression(motor, fold.parameters());
                    double log = FoldKernel.logStrength(meanFibreSize(id), expression, fold.parameters());
                    movements.add(new MovementAt(
                            movement,
                            motor,
                            expression,
                            TwoSystemModel.sharpness(motor, fold.parameters()),
                            log,
                            Math.max(state.peakLogStrength[id], log),
                            state.peakTrace[id]));
                }
            }
            return movements;
        }

        private double meanFibreSize(int movementId) {
            int[] primeMovers = fold.primeMovers(movementId);
            double sum = 0;
            for (int group : primeMovers) {
                sum += TwoSystemModel.fibreSize(structure(group), fold.parameters());
            }
            return sum / primeMovers.length;
        }

        private Structure structure(int group) {
            Structure moved = structures[group];
            if (moved == null) {
                moved = state.groupDay[group] == FoldKernel.NEVER
                        ? Structure.UNTRAINED
                        : FoldKernel.groupAt(
                                state.nuclei, state.volatileSize, group, decaySince(state.groupDay[group]));
                structures[group] = moved;
            }
            return moved;
        }

        private Decay decaySince(int day) {
            return decays.after(days - day, fold.parametersFrom(day, state));
        }

        private static double share(double part, double whole) {
            return whole == 0 ? 0 : part / whole;
        }

        private static @Nullable Instant instant(long micros) {
            return micros == AthleteState.NEVER ? null : TimelineChange.instant(micros);
        }
    }
}
