package dev.holdfast.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Decay;
import dev.holdfast.model.Motor;
import dev.holdfast.model.Parameters;
import dev.holdfast.model.Structure;
import dev.holdfast.model.TwoSystemModel;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

class FoldKernelProperties {
    private static final double TOLERANCE = 1e-12;
    private static final List<DayTable> TABLES =
            List.of(DayTable.of(Parameters.DEFAULT), DayTable.of(Parameters.DEFAULT.atAge(75)));

    @Property(tries = 1_000)
    void train_anyHistory_agreesWithTheEquations(
            @ForAll Random random, @ForAll @IntRange(min = 1, max = 1_500) int sessions, @ForAll boolean old) {
        DayTable table = TABLES.get(old ? 1 : 0);
        Parameters p = table.parameters();
        Structure structure = Structure.UNTRAINED;
        Motor motor = Motor.UNTRAINED;
        Tracks tracks = new Tracks();
        int day = random.nextInt(20_000);
        int before = day;
        for (int i = 0; i < sessions; i++) {
            int milliSets = random.nextBoolean() ? 50 * random.nextInt(400) : random.nextInt(100_000);
            structure =
                    TwoSystemModel.train(TwoSystemModel.advance(structure, day - before, p), milliSets / 1_000.0, p);
            motor = TwoSystemModel.train(TwoSystemModel.advance(motor, day - before, p), milliSets / 1_000.0, p);
            tracks.train(day, milliSets, table);
            before = day;
            day += gap(random);
        }
        Structure group = FoldKernel.groupAt(tracks.nuclei, tracks.size, 0, since(tracks.groupDay[0], before, p));
        Motor movement =
                FoldKernel.movementAt(tracks.trace, tracks.expression, 0, since(tracks.movementDay[0], before, p));

        close(group.nuclei(), structure.nuclei());
        close(TwoSystemModel.fibreSize(group, p), TwoSystemModel.fibreSize(structure, p));
        close(movement.trace(), motor.trace());
        close(TwoSystemModel.expression(movement, p), TwoSystemModel.expression(motor, p));
        assertThat(group.ageDays()).isEqualTo(structure.ageDays());
        assertThat(movement.ageDays()).isEqualTo(motor.ageDays());
        assertThat(movement.trace()).isBetween(0.0, Math.nextDown(1.0));
        assertThat(group.nuclei()).isBetween(0.0, Math.nextDown(p.nucleiMax()));
    }

    @Property(tries = 1_000)
    void train_snapshotAndTail_equalsFullReplayToTheBit(
            @ForAll Random random, @ForAll @IntRange(min = 2, max = 400) int sessions) {
        DayTable table = TABLES.getFirst();
        int[] days = new int[sessions];
        int[] doses = new int[sessions];
        for (int i = 0; i < sessions; i++) {
            days[i] = (i == 0 ? 0 : days[i - 1]) + gap(random);
            doses[i] = random.nextInt(30_000);
        }
        Tracks full = new Tracks();
        Tracks resumed = new Tracks();
        int cut = random.nextInt(sessions);
        for (int i = 0; i < sessions; i++) {
            full.train(days[i], doses[i], table);
            if (i == cut) {
                resumed = full.copy();
            } else if (i > cut) {
                resumed.train(days[i], doses[i], table);
            }
        }
        assertThat(resumed.bits()).isEqualTo(full.bits());
    }

    @Property(tries = 2_000)
    void power_anyBase_agreesWithStrictMath(@ForAll @DoubleRange(min = 1e-9, max = 1) @Scale(9) double base) {
        close(TABLES.getFirst().power(base, 1), StrictMath.pow(base, Parameters.DEFAULT.traceOrder()));
    }

    @Property(tries = 2_000)
    void root_anyGain_agreesWithStrictMath(@ForAll @DoubleRange(min = 0, max = 20) double gain) {
        close(TABLES.getFirst().root(gain), StrictMath.pow(1 + gain, -1 / Parameters.DEFAULT.traceOrder()));
        close(TABLES.getFirst().root(gain / 200), StrictMath.pow(1 + gain / 200, -1 / Parameters.DEFAULT.traceOrder()));
    }

    @Property(tries = 2_000)
    void log1p_anySize_agreesWithStrictMath(@ForAll @DoubleRange(min = 0, max = 1) @Scale(9) double size) {
        close(FoldKernel.log1p(size), StrictMath.log1p(size));
    }

    private static Decay since(int lastDay, int day, Parameters p) {
        return Decay.after(lastDay == FoldKernel.NEVER ? Double.POSITIVE_INFINITY : day - lastDay, p);
    }

    private static int gap(Random random) {
        return switch (random.nextInt(50)) {
            case 0 -> random.nextInt(6_000);
            case 1, 2, 3 -> random.nextInt(60);
            default -> 1 + random.nextInt(4);
        };
    }

    private static void close(double actual, double expected) {
        assertThat(Math.abs(actual - expected))
                .as("%s against %s", actual, expected)
                .isLessThanOrEqualTo(Math.abs(expected) * TOLERANCE);
    }

    private static final class Tracks {
        private final double[] nuclei = new double[1];
        private final double[] size = new double[1];
        private final int[] groupDay = {FoldKernel.NEVER};
        private final double[] trace = new double[1];
        private final double[] expression = new double[1];
        private final int[] movementDay = {FoldKernel.NEVER};

        void train(int day, int milliSets, DayTable table) {
            FoldKernel.trainGroup(nuclei, size, groupDay, 0, day, milliSets, table);
            FoldKernel.trainMovement(trace, expression, movementDay, 0, day, milliSets, table);
        }

        Tracks copy() {
            Tracks copy = new Tracks();
            copy.nuclei[0] = nuclei[0];
            copy.size[0] = size[0];
            copy.groupDay[0] = groupDay[0];
            copy.trace[0] = trace[0];
            copy.expression[0] = expression[0];
            copy.movementDay[0] = movementDay[0];
            return copy;
        }

        List<Long> bits() {
            return List.of(
                    Double.doubleToRawLongBits(nuclei[0]),
                    Double.doubleToRawLongBits(size[0]),
                    (long) groupDay[0],
                    Double.doubleToRawLongBits(trace[0]),
                    Double.doubleToRawLongBits(expression[0]),
                    (long) movementDay[0]);
        }
    }
}
