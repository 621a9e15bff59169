package dev.holdfast.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.holdfast.model.Parameters;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PackedDaysProperties {
    private static final int MOVEMENTS = 14;
    private static final int GROUPS = 12;
    private static final DayTable TABLE = DayTable.of(Parameters.DEFAULT);

    private record Dose(int day, int movement, int group, int milliSets) {}

    @Property(tries = 1_000)
    void fold_permutedArrivalOfTheSameSets_sameBits(
            @ForAll Random random, @ForAll @IntRange(min = 1, max = 300) int count) {
        List<Dose> doses = doses(random, count);
        List<Dose> permuted = new ArrayList<>(doses);
        Collections.shuffle(permuted, random);

        PackedDays first = pack(doses);
        PackedDays second = pack(permuted);

        assertThat(bits(fold(first, 0, first.size(), new BodyTracks(MOVEMENTS, GROUPS))))
                .isEqualTo(bits(fold(second, 0, second.size(), new BodyTracks(MOVEMENTS, GROUPS))));
    }

    @Property(tries = 1_000)
    void fold_inTwoParts_sameBitsAsInOne(@ForAll Random random, @ForAll @IntRange(min = 1, max = 300) int count) {
        PackedDays days = pack(doses(random, count));
        int cut = random.nextInt(days.size() + 1);
        BodyTracks inTwo = new BodyTracks(MOVEMENTS, GROUPS);

        fold(days, 0, cut, inTwo);
        fold(days, cut, days.size(), inTwo);

        assertThat(bits(inTwo)).isEqualTo(bits(fold(days, 0, days.size(), new BodyTracks(MOVEMENTS, GROUPS))));
    }

    @Property(tries = 1_000)
    void fold_anyFiniteLog_noNaNAndInBounds(@ForAll Random random, @ForAll @IntRange(min = 1, max = 300) int count) {
        PackedDays.Builder builder = new PackedDays.Builder();
        for (int i = 0; i < count; i++) {
            int day = random.nextInt(-500_000, 500_000);
            builder.movement(day, random.nextInt(MOVEMENTS), random.nextInt(10_000_000));
            builder.group(day, random.nextInt(GROUPS), random.nextInt(10_000_000));
        }
        PackedDays days = builder.build();

        BodyTracks body = fold(days, 0, days.size(), new BodyTracks(MOVEMENTS, GROUPS));

        for (int m = 0; m < MOVEMENTS; m++) {
            assertThat(body.trace(m)).isBetween(0.0, Math.nextDown(1.0));
            assertThat(body.volatileExpression(m)).isBetween(0.0, 1.0);
        }
        for (int g = 0; g < GROUPS; g++) {
            assertThat(body.nuclei(g)).isBetween(0.0, Math.nextDown(Parameters.DEFAULT.nucleiMax()));
            assertThat(body.volatileSize(g)).isBetween(0.0, 1.0);
        }
    }

    /** Folding is what replays spend their time in: it must leave nothing to collect. */
    @Example
    void fold_allocatesNothing() {
        PackedDays days = pack(doses(new Random(1), 5_000));
        BodyTracks body = new BodyTracks(MOVEMENTS, GROUPS);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 50; i++) {
            body.clear();
            fold(days, 0, days.size(), body);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 50; i++) {
            body.clear();
            fold(days, 0, days.size(), body);
        }
        long perStep = (threads.getCurrentThreadAllocatedBytes() - before) / (50L * days.steps());

        assertThat(perStep).isZero();
    }

    private static BodyTracks fold(PackedDays days, int from, int to, BodyTracks body) {
        days.fold(from, to, body, TABLE);
        return body;
    }

    private static List<Dose> doses(Random random, int count) {
        List<Dose> doses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            doses.add(new Dose(
                    random.nextInt(count), random.nextInt(MOVEMENTS), random.nextInt(GROUPS), random.nextInt(8_000)));
        }
        return doses;
    }

    private static PackedDays pack(List<Dose> doses) {
        PackedDays.Builder builder = new PackedDays.Builder();
        for (Dose dose : doses) {
            builder.movement(dose.day(), dose.movement(), dose.milliSets());
            builder.group(dose.day(), dose.group(), dose.milliSets() / 2);
        }
        return builder.build();
    }

    private static List<Long> bits(BodyTracks body) {
        List<Long> bits = new ArrayList<>();
        for (int m = 0; m < body.movements(); m++) {
            bits.add(Double.doubleToRawLongBits(body.trace(m)));
            bits.add(Double.doubleToRawLongBits(body.volatileExpression(m)));
            bits.add((long) body.movementDay(m));
        }
        for (int g = 0; g < body.groups(); g++) {
            bits.add(Double.doubleToRawLongBits(body.nuclei(g)));
            bits.add(Double.doubleToRawLongBits(body.volatileSize(g)));
            bits.add((long) body.groupDay(g));
        }
        return bits;
    }
}
