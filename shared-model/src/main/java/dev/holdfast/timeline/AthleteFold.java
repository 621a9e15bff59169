package dev.holdfast.timeline;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.catalogue.Movement;
import dev.holdfast.catalogue.MuscleGroup;
import dev.holdfast.catalogue.MuscleShare;
import dev.holdfast.event.PriorTraining;
import dev.holdfast.kernel.AgeTables;
import dev.holdfast.kernel.DayTable;
import dev.holdfast.kernel.FoldKernel;
import dev.holdfast.load.Dose;
import dev.holdfast.load.HardSets;
import dev.holdfast.model.Decay;
import dev.holdfast.model.Parameters;
import dev.holdfast.model.Structure;
import dev.holdfast.model.TwoSystemModel;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Folds the facts of a life, in their effective order, into a state. Safe to share between threads.
 *
 * <p>Conventions of this fold, beside "Time in logged training" of docs/model/model.md:
 * <ul>
 *   <li>Year of birth, sex and training before the log count from the start event that gives them. The latest wins.
 *   <li>Training before the log is reported as weeks and sessions a week: it is folded as sessions of three hard sets, the
 *       last one {@code pausedWeeks} weeks and a day before that start. Nobody said what was trained, so every movement
 *       and group that is trained later begins from there. It is used only where the log has no session before it.
 *   <li>A gap of more than {@link #pausePolicyDays} days after the last session or start is a pause that began with it. So
 *       the fold finds inferred starts and pauses itself, and those that the command side recorded change nothing.
 * </ul>
 */
public final class AthleteFold {
    /** Default of {@link #pausePolicyDays}. */
    public static final int PAUSE_POLICY_DAYS = 21;

    private static final int PRIOR_MILLI_SETS = 3 * HardSets.MILLI_PER_SET;

    private final Parameters parameters;
    private final ExerciseCatalogue catalogue;
    private final int pausePolicyDays;
    private final AgeTables tables;
    private final int[][] primeMovers = new int[Movement.ID_MAX + 1][];

    public AthleteFold(Parameters parameters, ExerciseCatalogue catalogue, int pausePolicyDays) {
        this.parameters = parameters;
        this.catalogue = catalogue;
        this.pausePolicyDays = pausePolicyDays;
        this.tables = new AgeTables(parameters);
        for (Movement movement : Movement.values()) {
            primeMovers[movement.id()] = catalogue.involvement(movement).stream()
                    .filter(MuscleShare::isPrimeMover)
                    .mapToInt(share -> share.group().id())
                    .toArray();
        }
    }

    /** Default parameters and policy with the catalogue that comes with Holdfast. */
    public static AthleteFold standard() {
        return new AthleteFold(Parameters.DEFAULT, ExerciseCatalogue.standard(), PAUSE_POLICY_DAYS);
    }

    public Parameters parameters() {
        return parameters;
    }

    public ExerciseCatalogue catalogue() {
        return catalogue;
    }

    public int pausePolicyDays() {
        return pausePolicyDays;
    }

    /** Parameters of decay from that day on, with the athlete's age in that year. */
    Parameters parametersFrom(int day, AthleteState state) {
        return tables.from(day, state.yearOfBirth).parameters();
    }

    public int[] primeMovers(int movementId) {
        return primeMovers[movementId];
    }

    // Facts ----------------------------------------------------------------------------------------------------------

    /** Folds {@code entries}, in {@link TimelineEntry#EFFECTIVE_ORDER}, retracted ones left out. */
    public void applyStanding(Iterable<TimelineEntry> entries, AthleteState state, CheckpointListener listener) {
        for (TimelineEntry entry : entries) {
            if (entry.stands()) {
                apply(entry, state, listener);
            }
        }
    }

    /** Folds the next fact in effective order into {@code state}. */
    public void apply(TimelineEntry entry, AthleteState state, CheckpointListener listener) {
        switch (entry.content()) {
            case TimelineEntry.Start start -> start(entry, start, state, listener);
            case TimelineEntry.Session session -> session(entry, session, state, listener);
            case TimelineEntry.Pause pause -> {
                if (!pause.inferred() && state.lastActiveAt != AthleteState.NEVER) {
                    listener.paused(entry.atMicros(), false, state);
                    state.pausedAt = entry.atMicros();
                }
            }
            case TimelineEntry.Assessment assessment -> state.assessments++;
            case TimelineEntry.NoEffect none -> {}
        }
    }

    private void start(
            TimelineEntry entry, TimelineEntry.Start start, AthleteState state, CheckpointListener listener) {
        if (!start.inferred()) {
            gap(entry, state, listener);
            listener.started(entry.atMicros(), false, state);
            resume(entry, state);
        }
        Integer year = start.yearOfBirth();
        if (year != null) {
            state.yearOfBirth = year;
        }
        if (start.sex() != null) {
            state.sex = start.sex();
        }
        PriorTraining prior = start.prior();
        if (prior != null && state.sessions == 0) {
            seed(prior, entry.day(), state);
        }
    }

    private void session(
            TimelineEntry entry, TimelineEntry.Session session, AthleteState state, CheckpointListener listener) {
        boolean resumes = gap(entry, state, listener)
                || state.lastActiveAt == AthleteState.NEVER
                || state.pausedAt != AthleteState.NEVER;
        if (resumes) {
            listener.started(entry.atMicros(), true, state);
        }
        resume(entry, state);
        if (state.firstSessionAt == AthleteState.NEVER) {
            state.firstSessionAt = entry.atMicros();
        }
        state.lastSessionAt = entry.atMicros();
        state.offsetSeconds = entry.offsetSeconds();
        state.sessions++;
        if (entry.day() != state.openDay) {
            closeDay(state);
            state.openDay = entry.day();
        }
        for (int dose : session.movements()) {
            state.openMovements.add(Dose.id(dose), Dose.milliSets(dose));
        }
        for (int dose : session.groups()) {
            state.openGroups.add(Dose.id(dose), Dose.milliSets(dose));
        }
        if (!Double.isNaN(session.sessionLoad())) {
            sessionLoad(session.sessionLoad(), state);
        }
        if (!session.unknownSets().isEmpty()) {
            unknown(session.unknownSets(), state);
        }
    }

    private static void resume(TimelineEntry entry, AthleteState state) {
        state.lastActiveAt = entry.atMicros();
        state.pausedAt = AthleteState.NEVER;
    }

    /** Whether the time since the last session or start was a pause without a pause event. */
    private boolean gap(TimelineEntry entry, AthleteState state, CheckpointListener listener) {
        boolean pause = state.pausedAt == AthleteState.NEVER && isGap(state.lastActiveAt, entry.atMicros());
        if (pause) {
            listener.paused(state.lastActiveAt, true, state);
        }
        return pause;
    }

    /** Whether nothing happened for longer than the pause policy. */
    boolean isGap(long lastActiveAt, long atMicros) {
        return lastActiveAt != AthleteState.NEVER
                && atMicros - lastActiveAt > pausePolicyDays * AthleteState.MICROS_PER_DAY;
    }

    private static void sessionLoad(double load, AthleteState state) {
        if (state.loadCount == AthleteState.LOADS_MAX) {
            System.arraycopy(state.loads, 1, state.loads, 0, AthleteState.LOADS_MAX - 1);
            state.loadCount--;
        }
        state.loads[state.loadCount++] = load;
        double[] sorted = Arrays.copyOf(state.loads, state.loadCount);
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        int milliSets = HardSets.ofSessionLoad(load, median);
        state.openMovements.add(Movement.GENERAL_STRENGTH.id(), milliSets);
        state.openGroups.add(MuscleGroup.WHOLE_BODY.id(), milliSets);
        state.lowQualitySessions++;
    }

    private static void unknown(Map<String, Integer> sets, AthleteState state) {
        if (state.unknownSets.isEmpty()) {
            state.unknownSets = new TreeMap<>();
        }
        for (Map.Entry<String, Integer> each : sets.entrySet()) {
            if (state.unknownSets.containsKey(each.getKey())
                    || state.unknownSets.size() < AthleteState.UNKNOWN_NAMES_MAX) {
                state.unknownSets.merge(each.getKey(), each.getValue(), Integer::sum);
            } else {
                state.unlistedUnknownSets += each.getValue();
            }
        }
    }

    // Days -----------------------------------------------------------------------------------------------------------

    /** Folds the open day's pool into the tracks. */
    void closeDay(AthleteState state) {
        int day = state.openDay;
        if (day == FoldKernel.NEVER) {
            return;
        }
        double kept = TwoSystemModel.nuclearSize(1, parameters);
        trainGroups(day, kept, state);
        trainMovements(day, kept, state);
        state.openGroups.clear();
        state.openMovements.clear();
        state.openDay = FoldKernel.NEVER;
    }

    // Arrays in locals: the compiler cannot know that a store into one leaves the others in place.

    private void trainGroups(int day, double kept, AthleteState state) {
        double[] nuclei = state.nuclei;
        double[] volatileSize = state.volatileSize;
        int[] groupDay = state.groupDay;
        double[] peakNuclei = state.peakNuclei;
        double[] peakSize = state.peakSize;
        for (long rest = state.openGroups.touched(); rest != 0; rest &= rest - 1) {
            int id = Long.numberOfTrailingZeros(rest);
            int milliSets = state.openGroups.milliSets(id);
            if (milliSets >= DayTable.EFFECTIVE_MILLI_SETS_MIN) {
                beginGroup(id, state);
                DayTable table = tables.from(groupDay[id], state.yearOfBirth);
                FoldKernel.trainGroup(nuclei, volatileSize, groupDay, id, day, milliSets, table);
                peakNuclei[id] = Math.max(peakNuclei[id], nuclei[id]);
                peakSize[id] = Math.max(peakSize[id], kept * nuclei[id] + volatileSize[id]);
            }
        }
    }

    private void trainMovements(int day, double kept, AthleteState state) {
        double[] trace = state.trace;
        double[] volatileExpression = state.volatileExpression;
        int[] movementDay = state.movementDay;
        double[] peakTrace = state.peakTrace;
        double[] peakLogStrength = state.peakLogStrength;
        for (long rest = state.openMovements.touched(); rest != 0; rest &= rest - 1) {
            int id = Long.numberOfTrailingZeros(rest);
            int milliSets = state.openMovements.milliSets(id);
            if (milliSets >= DayTable.EFFECTIVE_MILLI_SETS_MIN) {
                beginMovement(id, state);
                DayTable table = tables.from(movementDay[id], state.yearOfBirth);
                FoldKernel.trainMovement(trace, volatileExpression, movementDay, id, day, milliSets, table);
                peakTrace[id] = Math.max(peakTrace[id], trace[id]);
                peakLogStrength[id] = Math.max(peakLogStrength[id], logStrength(id, day, kept, state));
            }
        }
    }

    /** ln(S/S0) = β·ln(1+F̄) + A·M right after a session of the movement. */
    private double logStrength(int id, int day, double kept, AthleteState state) {
        double size = 0;
        for (int group : primeMovers[id]) {
            if (state.groupDay[group] == day) {
                size += kept * state.nuclei[group] + state.volatileSize[group];
            } else if (state.groupDay[group] != FoldKernel.NEVER) {
                size += TwoSystemModel.fibreSize(groupAt(group, day, state), parameters);
            }
        }
        double expression = parameters.latentTraceShare() * state.trace[id] + state.volatileExpression[id];
        return FoldKernel.logStrength(size / primeMovers[id].length, expression, parameters);
    }

    private Structure groupAt(int group, double days, AthleteState state) {
        Parameters aged = parametersFrom(state.groupDay[group], state);
        return FoldKernel.groupAt(
                state.nuclei, state.volatileSize, group, Decay.after(days - state.groupDay[group], aged));
    }

    // Training before the log ----------------------------------------------------------------------------------------

    private void seed(PriorTraining prior, int startDay, AthleteState state) {
        int last = startDay - 7 * prior.pausedWeeks() - 1;
        int count = prior.trainedWeeks() * prior.sessionsPerWeek();
        double[] motor = new double[2];
        double[] muscle = new double[2];
        double[] expression = new double[2];
        double[] size = new double[2];
        int[] motorDay = {FoldKernel.NEVER, FoldKernel.NEVER};
        int[] muscleDay = {FoldKernel.NEVER, FoldKernel.NEVER};
        for (int before = count - 1; before >= 0; before--) {
            int day = last - before * 7 / prior.sessionsPerWeek();
            DayTable table = tables.from(motorDay[0], state.yearOfBirth);
            FoldKernel.trainGroup(muscle, size, muscleDay, 0, day, PRIOR_MILLI_SETS, table);
            FoldKernel.trainMovement(motor, expression, motorDay, 0, day, PRIOR_MILLI_SETS, table);
        }
        state.prior[0] = motor[0];
        state.prior[1] = expression[0];
        state.prior[2] = muscle[0];
        state.prior[3] = size[0];
        state.priorDay = last;
        beginMovement(Movement.GENERAL_STRENGTH.id(), state);
        beginGroup(MuscleGroup.WHOLE_BODY.id(), state);
    }

    private void beginMovement(int id, AthleteState state) {
        if (state.movementDay[id] == FoldKernel.NEVER && state.priorDay != FoldKernel.NEVER) {
            state.trace[id] = state.prior[0];
            state.volatileExpression[id] = state.prior[1];
            state.movementDay[id] = state.priorDay;
            state.peakTrace[id] = state.prior[0];
            double size = priorSize(state);
            double expression = parameters.latentTraceShare() * state.prior[0] + state.prior[1];
            state.peakLogStrength[id] = FoldKernel.logStrength(size, expression, parameters);
        }
    }

    private void beginGroup(int id, AthleteState state) {
        if (state.groupDay[id] == FoldKernel.NEVER && state.priorDay != FoldKernel.NEVER) {
            state.nuclei[id] = state.prior[2];
            state.volatileSize[id] = state.prior[3];
            state.groupDay[id] = state.priorDay;
            state.peakNuclei[id] = state.prior[2];
            state.peakSize[id] = priorSize(state);
        }
    }

    private double priorSize(AthleteState state) {
        return TwoSystemModel.nuclearSize(state.prior[2], parameters) + state.prior[3];
    }
}
