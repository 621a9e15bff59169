package dev.holdfast.bench.model;

import dev.holdfast.catalogue.Movement;
import dev.holdfast.catalogue.MuscleGroup;
import dev.holdfast.catalogue.MuscleShare;
import dev.holdfast.kernel.BodyTracks;
import dev.holdfast.kernel.DayTable;
import dev.holdfast.kernel.FoldKernel;
import dev.holdfast.kernel.PackedDays;
import dev.holdfast.load.Dose;
import dev.holdfast.model.Parameters;
import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.AthleteState;
import dev.holdfast.timeline.CheckpointListener;
import dev.holdfast.timeline.TimelineEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Training lives of 64 athletes, 500 sessions each, at 2 to 4 days apart with a long pause now and then, doses of 1 to 6
 * hard sets with efforts as logged. One track alone is one movement or one group. The full folds train 3 to 6 movements
 * of the catalogue a session, with the groups that carry them: once packed days alone, once as the read side folds a
 * timeline, with peaks, pauses and open days.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FoldMicrobenchmark {
    static final int ATHLETES = 64;
    static final int SESSIONS = 500;
    static final int SINGLE_STEPS = ATHLETES * SESSIONS;
    private static final int MOVEMENTS = 14;
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final Parameters p = Parameters.DEFAULT;
    private final DayTable table = DayTable.of(p);
    private final int[][] days = new int[ATHLETES][SESSIONS];
    private final int[][] milliSets = new int[ATHLETES][SESSIONS];
    private final PackedDays[] lives = new PackedDays[ATHLETES];
    private final double[] durable = new double[1];
    private final double[] volatilePart = new double[1];
    private final int[] lastDay = new int[1];
    private final BodyTracks body = new BodyTracks(Movement.ID_MAX + 1, MuscleGroup.ID_MAX + 1);
    private final AthleteFold fold = AthleteFold.standard();
    private final List<List<TimelineEntry>> timelines = new ArrayList<>();

    @Setup
    public void lives() {
        Random random = new Random(42);
        for (int athlete = 0; athlete < ATHLETES; athlete++) {
            PackedDays.Builder builder = new PackedDays.Builder();
            List<TimelineEntry> timeline = new ArrayList<>();
            int day = 18_000 + random.nextInt(300);
            for (int session = 0; session < SESSIONS; session++) {
                day += random.nextInt(60) == 0 ? 30 + random.nextInt(300) : 2 + random.nextInt(3);
                days[athlete][session] = day;
                milliSets[athlete][session] = dose(random);
                timeline.add(session(random, day, builder));
            }
            timelines.add(timeline);
            lives[athlete] = builder.build();
        }
    }

    private TimelineEntry session(Random random, int day, PackedDays.Builder builder) {
        TreeMap<Integer, Integer> movements = new TreeMap<>();
        TreeMap<Integer, Integer> groups = new TreeMap<>();
        int first = random.nextInt(MOVEMENTS);
        int count = 3 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            Movement movement = Movement.values()[(first + 3 * i) % MOVEMENTS];
            int dose = dose(random);
            movements.merge(movement.id(), dose, Integer::sum);
            for (MuscleShare share : fold.catalogue().involvement(movement)) {
                groups.merge(share.group().id(), share.isPrimeMover() ? dose : dose / 2, Integer::sum);
            }
        }
        movements.forEach((id, dose) -> builder.movement(day, id, dose));
        groups.forEach((id, dose) -> builder.group(day, id, dose));
        TimelineEntry.Session session =
                new TimelineEntry.Session(doses(movements), doses(groups), Map.of(), Double.NaN);
        return new TimelineEntry(day, day, day, day * MICROS_PER_DAY, 0, day, 0, null, session);
    }

    private static int[] doses(Map<Integer, Integer> byId) {
        return byId.entrySet().stream()
                .mapToInt(dose -> Dose.of(dose.getKey(), dose.getValue()))
                .toArray();
    }

    private static int dose(Random random) {
        int sets = 1 + random.nextInt(6);
        return sets * (random.nextInt(4) == 0 ? 700 : 1_000);
    }

    /** Movements and groups touched in all lives: the full fold's steps. */
    long fullSteps() {
        long steps = 0;
        for (PackedDays life : lives) {
            steps += life.steps();
        }
        return steps;
    }

    @Benchmark
    @OperationsPerInvocation(SINGLE_STEPS)
    public double movementTables() {
        double sum = 0;
        for (int athlete = 0; athlete < ATHLETES; athlete++) {
            clear();
            for (int i = 0; i < SESSIONS; i++) {
                FoldKernel.trainMovement(
                        durable, volatilePart, lastDay, 0, days[athlete][i], milliSets[athlete][i], table);
            }
            sum += durable[0] + volatilePart[0];
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(SINGLE_STEPS)
    public double movementMathExp() {
        double sum = 0;
        for (int athlete = 0; athlete < ATHLETES; athlete++) {
            clear();
            for (int i = 0; i < SESSIONS; i++) {
                MathExpKernel.trainMovement(
                        durable, volatilePart, lastDay, 0, days[athlete][i], milliSets[athlete][i], p);
            }
            sum += durable[0] + volatilePart[0];
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(SINGLE_STEPS)
    public double groupTables() {
        double sum = 0;
        for (int athlete = 0; athlete < ATHLETES; athlete++) {
            clear();
            for (int i = 0; i < SESSIONS; i++) {
                FoldKernel.trainGroup(
                        durable, volatilePart, lastDay, 0, days[athlete][i], milliSets[athlete][i], table);
            }
            sum += durable[0] + volatilePart[0];
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(SINGLE_STEPS)
    public double groupMathExp() {
        double sum = 0;
        for (int athlete = 0; athlete < ATHLETES; athlete++) {
            clear();
            for (int i = 0; i < SESSIONS; i++) {
                MathExpKernel.trainGroup(durable, volatilePart, lastDay, 0, days[athlete][i], milliSets[athlete][i], p);
            }
            sum += durable[0] + volatilePart[0];
        }
        return sum;
    }

    /** Time of an invocation: divide by {@link #fullSteps}. */
    @Benchmark
    public long timelineFold() {
        long sessions = 0;
        for (List<TimelineEntry> timeline : timelines) {
            AthleteState state = AthleteState.untrained();
            for (TimelineEntry entry : timeline) {
                fold.apply(entry, state, CheckpointListener.NONE);
            }
            sessions += state.sessions();
        }
        return sessions;
    }

    /** Time of an invocation: divide by {@link #fullSteps}. */
    @Benchmark
    public double packedFold() {
        double sum = 0;
        for (PackedDays life : lives) {
            body.clear();
            life.fold(0, life.size(), body, table);
            sum += body.trace(1) + body.nuclei(1);
        }
        return sum;
    }

    private void clear() {
        durable[0] = 0;
        volatilePart[0] = 0;
        lastDay[0] = FoldKernel.NEVER;
    }
}
