package dev.holdfast.timeline;

import dev.holdfast.catalogue.Movement;
import dev.holdfast.catalogue.MuscleGroup;
import dev.holdfast.event.Sex;
import dev.holdfast.kernel.FoldKernel;
import dev.holdfast.load.OpenDoses;
import dev.holdfast.packed.PackedReader;
import dev.holdfast.packed.PackedWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a fold knows of an athlete after some facts, in plain arrays indexed by movement and muscle group id.
 *
 * <p>The last training day stays open: the tracks are as they were before it, its doses so far lie beside them, and it
 * is closed when a later day begins. So a later session of the same day changes that day's pool, and any prefix of the
 * facts plus the rest gives the same bytes as all of them at once.
 *
 * <p>Each track is as of its last effective day. Nothing moves when time passes; {@link BodyAt} moves a copy.
 */
public final class AthleteState {
    static final long MICROS_PER_SECOND = 1_000_000L;
    static final long MICROS_PER_DAY = 86_400L * MICROS_PER_SECOND;

    /** No such instant yet. */
    static final long NEVER = Long.MIN_VALUE;

    /** How many session loads the athlete's median covers: about a month of training. */
    static final int LOADS_MAX = 15;

    /** Distinct unknown names listed, first come first served in effective order; the rest is counted without a name. */
    static final int UNKNOWN_NAMES_MAX = 100;

    private static final int VERSION = 1;
    private static final Sex[] SEXES = Sex.values();

    final double[] trace = new double[Movement.ID_MAX + 1];
    final double[] volatileExpression = new double[Movement.ID_MAX + 1];
    final int[] movementDay = new int[Movement.ID_MAX + 1];
    final double[] peakTrace = new double[Movement.ID_MAX + 1];
    /** ln(S/S0); monotone in S and half the work. */
    final double[] peakLogStrength = new double[Movement.ID_MAX + 1];

    final double[] nuclei = new double[MuscleGroup.ID_MAX + 1];
    final double[] volatileSize = new double[MuscleGroup.ID_MAX + 1];
    final int[] groupDay = new int[MuscleGroup.ID_MAX + 1];
    final double[] peakNuclei = new double[MuscleGroup.ID_MAX + 1];
    final double[] peakSize = new double[MuscleGroup.ID_MAX + 1];

    /** Where training before the log was reported: the state from which a track starts when it is first trained. */
    final double[] prior = new double[4];

    int priorDay = FoldKernel.NEVER;

    int openDay = FoldKernel.NEVER;
    final OpenDoses openMovements = new OpenDoses(Movement.ID_MAX);
    final OpenDoses openGroups = new OpenDoses(MuscleGroup.ID_MAX);

    final double[] loads = new double[LOADS_MAX];
    int loadCount;

    int yearOfBirth;

    @Nullable
    Sex sex;

    int offsetSeconds;
    long firstSessionAt = NEVER;
    long lastSessionAt = NEVER;
    /** Start or session, whichever was last. */
    long lastActiveAt = NEVER;
    /** The explicit pause that nothing has ended yet. */
    long pausedAt = NEVER;

    long sessions;
    long assessments;
    /** Sessions whose dose rests on rating × minutes. */
    long lowQualitySessions;

    Map<String, Integer> unknownSets = Map.of();
    long unlistedUnknownSets;

    AthleteState() {
        Arrays.fill(movementDay, FoldKernel.NEVER);
        Arrays.fill(groupDay, FoldKernel.NEVER);
    }

    /** Before the first fact. */
    public static AthleteState untrained() {
        return new AthleteState();
    }

    public long sessions() {
        return sessions;
    }

    /** Microseconds since 1970-01-01T00:00Z, null before the first session. */
    public @Nullable Long lastSessionMicros() {
        return lastSessionAt == NEVER ? null : (Long) lastSessionAt;
    }

    public AthleteState copy() {
        AthleteState copy = new AthleteState();
        System.arraycopy(trace, 0, copy.trace, 0, trace.length);
        System.arraycopy(volatileExpression, 0, copy.volatileExpression, 0, volatileExpression.length);
        System.arraycopy(movementDay, 0, copy.movementDay, 0, movementDay.length);
        System.arraycopy(peakTrace, 0, copy.peakTrace, 0, peakTrace.length);
        System.arraycopy(peakLogStrength, 0, copy.peakLogStrength, 0, peakLogStrength.length);
        System.arraycopy(nuclei, 0, copy.nuclei, 0, nuclei.length);
        System.arraycopy(volatileSize, 0, copy.volatileSize, 0, volatileSize.length);
        System.arraycopy(groupDay, 0, copy.groupDay, 0, groupDay.length);
        System.arraycopy(peakNuclei, 0, copy.peakNuclei, 0, peakNuclei.length);
        System.arraycopy(peakSize, 0, copy.peakSize, 0, peakSize.length);
        System.arraycopy(prior, 0, copy.prior, 0, prior.length);
        copy.priorDay = priorDay;
        copy.openDay = openDay;
        openMovements.copyTo(copy.openMovements);
        openGroups.copyTo(copy.openGroups);
        System.arraycopy(loads, 0, copy.loads, 0, loads.length);
        copy.loadCount = loadCount;
        copy.yearOfBirth = yearOfBirth;
        copy.sex = sex;
        copy.offsetSeconds = offsetSeconds;
        copy.firstSessionAt = firstSessionAt;
        copy.lastSessionAt = lastSessionAt;
        copy.lastActiveAt = lastActiveAt;
        copy.pausedAt = pausedAt;
        copy.sessions = sessions;
        copy.assessments = assessments;
        copy.lowQualitySessions = lowQualitySessions;
        copy.unknownSets = unknownSets.isEmpty() ? unknownSets : new TreeMap<>(unknownSets);
        copy.unlistedUnknownSets = unlistedUnknownSets;
        return copy;
    }

    // Bytes ----------------------------------------------------------------------------------------------------------

    /** Equal states give equal bytes. */
    public byte[] toBytes() {
        PackedWriter to = new PackedWriter();
        to.octet(VERSION);
        to.unsigned(sessions);
        to.unsigned(assessments);
        to.unsigned(lowQualitySessions);
        to.unsigned(yearOfBirth);
        Sex known = sex;
        to.octet(known == null ? 0 : known.ordinal() + 1);
        to.signed(offsetSeconds);
        instant(firstSessionAt, to);
        instant(lastSessionAt, to);
        instant(lastActiveAt, to);
        instant(pausedAt, to);
        day(priorDay, to);
        if (priorDay != FoldKernel.NEVER) {
            for (double part : prior) {
                to.real(part);
            }
        }
        tracks(movementDay, trace, volatileExpression, peakTrace, peakLogStrength, to);
        tracks(groupDay, nuclei, volatileSize, peakNuclei, peakSize, to);
        day(openDay, to);
        openMovements.write(to);
        openGroups.write(to);
        to.unsigned(loadCount);
        for (int i = 0; i < loadCount; i++) {
            to.real(loads[i]);
        }
        to.unsigned(unknownSets.size());
        for (Map.Entry<String, Integer> unknown : unknownSets.entrySet()) {
            to.text(unknown.getKey());
            to.unsigned(unknown.getValue());
        }
        to.unsigned(unlistedUnknownSets);
        return to.toBytes();
    }

    /** @throws IllegalArgumentException when {@code bytes} are no state of a known version */
    public static AthleteState fromBytes(byte[] bytes) {
        AthleteState state = new AthleteState();
        state.read(bytes);
        return state;
    }

    /**
     * Takes on the state in {@code bytes} instead of its own: a page of athletes can be read one after the other in one
     * state, for a third of what it would allocate.
     *
     * @throws IllegalArgumentException when {@code bytes} are no state of a known version; the state is then of no use
     */
    public void become(byte[] bytes) {
        clear();
        read(bytes);
    }

    /**
     * Takes on what stands at the beginning of {@code bytes}, of which {@link Standing#BYTES_MAX} are enough; the rest of
     * this state is then of no use.
     *
     * @throws IllegalArgumentException when {@code bytes} are no state of a known version
     */
    public Standing becomeStanding(byte[] bytes) {
        readStanding(new PackedReader(bytes));
        return standing();
    }

    public Standing standing() {
        return new Standing(lastSessionAt, lastActiveAt, pausedAt);
    }

    /** The last day that the state holds something of, {@link FoldKernel#NEVER} when it holds nothing. */
    int lastDay() {
        int last = openDay;
        for (int day : movementDay) {
            last = Math.max(last, day);
        }
        for (int day : groupDay) {
            last = Math.max(last, day);
        }
        return last;
    }

    private void clear() {
        for (double[] each : new double[][] {
            trace,
            volatileExpression,
            peakTrace,
            peakLogStrength,
            nuclei,
            volatileSize,
            peakNuclei,
            peakSize,
            prior,
            loads
        }) {
            Arrays.fill(each, 0);
        }
        Arrays.fill(movementDay, FoldKernel.NEVER);
        Arrays.fill(groupDay, FoldKernel.NEVER);
        openMovements.clear();
        openGroups.clear();
    }

    /** Into a state of which no array has been written. */
    private void read(byte[] bytes) {
        PackedReader from = new PackedReader(bytes);
        readStanding(from);
        readTracks(from);
        from.end();
    }

    private void readStanding(PackedReader from) {
        int version = from.octet();
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "cannot read athlete state: version=" + version + ", known=" + VERSION + "; update this service");
        }
        sessions = from.unsigned();
        assessments = from.unsigned();
        lowQualitySessions = from.unsigned();
        yearOfBirth = from.count(9_999);
        int known = from.octet();
        sex = known == 0 ? null : SEXES[known - 1];
        offsetSeconds = Math.toIntExact(from.signed());
        firstSessionAt = instant(from);
        lastSessionAt = instant(from);
        lastActiveAt = instant(from);
        pausedAt = instant(from);
    }

    private void readTracks(PackedReader from) {
        priorDay = day(from);
        if (priorDay != FoldKernel.NEVER) {
            for (int i = 0; i < prior.length; i++) {
                prior[i] = from.real();
            }
        }
        tracks(movementDay, trace, volatileExpression, peakTrace, peakLogStrength, from);
        tracks(groupDay, nuclei, volatileSize, peakNuclei, peakSize, from);
        openDay = day(from);
        openMovements.read(from);
        openGroups.read(from);
        loadCount = from.count(LOADS_MAX);
        for (int i = 0; i < loadCount; i++) {
            loads[i] = from.real();
        }
        int names = from.count(UNKNOWN_NAMES_MAX);
        unknownSets = names == 0 ? Map.of() : new TreeMap<>();
        for (int i = 0; i < names; i++) {
            unknownSets.put(from.text(), from.count(Integer.MAX_VALUE));
        }
        unlistedUnknownSets = from.unsigned();
    }

    private static void instant(long micros, PackedWriter to) {
        to.octet(micros == NEVER ? 0 : 1);
        if (micros != NEVER) {
            to.signed(micros);
        }
    }

    private static long instant(PackedReader from) {
        return from.octet() == 0 ? NEVER : from.signed();
    }

    private static void day(int day, PackedWriter to) {
        to.octet(day == FoldKernel.NEVER ? 0 : 1);
        if (day != FoldKernel.NEVER) {
            to.signed(day);
        }
    }

    private static int day(PackedReader from) {
        return from.octet() == 0 ? FoldKernel.NEVER : Math.toIntExact(from.signed());
    }

    private static void tracks(
            int[] day, double[] durable, double[] fleeting, double[] peakDurable, double[] peak, PackedWriter to) {
        int count = 0;
        for (int each : day) {
            count += each == FoldKernel.NEVER ? 0 : 1;
        }
        to.unsigned(count);
        for (int id = 0; id < day.length; id++) {
            if (day[id] != FoldKernel.NEVER) {
                to.octet(id);
                to.signed(day[id]);
                to.real(durable[id]);
                to.real(fleeting[id]);
                to.real(peakDurable[id]);
                to.real(peak[id]);
            }
        }
    }

    private static void tracks(
            int[] day, double[] durable, double[] fleeting, double[] peakDurable, double[] peak, PackedReader from) {
        int count = from.count(day.length);
        for (int i = 0; i < count; i++) {
            int id = Objects.checkIndex(from.octet(), day.length);
            day[id] = Math.toIntExact(from.signed());
            durable[id] = from.real();
            fleeting[id] = from.real();
            peakDurable[id] = from.real();
            peak[id] = from.real();
        }
    }
}
