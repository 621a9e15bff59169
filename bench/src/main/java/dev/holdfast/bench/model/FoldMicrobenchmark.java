package dev.holdfast.bench.model;

import dev.holdfast.fold.BodyTracks;
import dev.holdfast.fold.DayTable;
import dev.holdfast.fold.FoldKernel;
import dev.holdfast.fold.PackedDays;
import dev.holdfast.model.Parameters;
import java.util.Random;
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
 * hard sets with efforts as logged. One track alone is one movement or one group; the full fold has 14 movements and 12
 * groups, with 3 to 6 movements and the groups they use a session.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FoldMicrobenchmark {
    static final int ATHLETES = 64;
    static final int SESSIONS = 500;
    static final int SINGLE_STEPS = ATHLETES * SESSIONS;
    private static final int MOVEMENTS = 14;
    private static final int GROUPS = 12;

    private final Parameters p = Parameters.DEFAULT;
    private final DayTable table = DayTable.of(p);
    private final int[][] days = new int[ATHLETES][SESSIONS];
    private final int[][] milliSets = new int[ATHLETES][SESSIONS];
    private final PackedDays[] lives = new PackedDays[ATHLETES];
    private final double[] durable = new double[1];
    private final double[] volatilePart = new double[1];
    private final int[] lastDay = new int[1];
    private final BodyTracks body = new BodyTracks(MOVEMENTS, GROUPS);

    @Setup
    public void lives() {
        Random random = new Random(42);
        for (int athlete = 0; athlete < ATHLETES; athlete++) {
            PackedDays.Builder builder = new PackedDays.Builder();
            int day = 18_000 + random.nextInt(300);
            for (int session = 0; session < SESSIONS; session++) {
                day += random.nextInt(60) == 0 ? 30 + random.nextInt(300) : 2 + random.nextInt(3);
                days[athlete][session] = day;
                milliSets[athlete][session] = dose(random);
                int first = random.nextInt(MOVEMENTS);
                int count = 3 + random.nextInt(4);
                for (int i = 0; i < count; i++) {
                    int movement = (first + 3 * i) % MOVEMENTS;
                    int dose = dose(random);
                    builder.movement(day, movement, dose);
                    builder.group(day, movement % GROUPS, dose);
                    builder.group(day, (movement + 5) % GROUPS, dose / 2);
                }
            }
            lives[athlete] = builder.build();
        }
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
    public double fullFold() {
        double sum = 0;
        for (PackedDays life : lives) {
            body.clear();
            life.fold(0, life.size(), body, table);
            sum += body.trace(0) + body.nuclei(0);
        }
        return sum;
    }

    private void clear() {
        durable[0] = 0;
        volatilePart[0] = 0;
        lastDay[0] = FoldKernel.NEVER;
    }
}
