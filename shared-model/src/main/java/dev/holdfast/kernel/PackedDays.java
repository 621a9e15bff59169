package dev.holdfast.kernel;

import java.util.Map;
import java.util.TreeMap;

/**
 * A training life as pooled days in plain arrays, ready to be folded without allocation.
 *
 * <p>A pool is a day, and a dose in thousandths of a hard set for each movement and group that it touched. Doses are
 * whole numbers, so sets may arrive in any order and the pools, and then the states, are the same to the bit.
 */
public final class PackedDays {
    private final int[] days;
    private final int[] movementEnds;
    private final int[] movements;
    private final int[] movementMilliSets;
    private final int[] groupEnds;
    private final int[] groups;
    private final int[] groupMilliSets;

    private PackedDays(TreeMap<Integer, Pool> pools) {
        int movementCount =
                pools.values().stream().mapToInt(p -> p.movements.size()).sum();
        int groupCount = pools.values().stream().mapToInt(p -> p.groups.size()).sum();
        days = new int[pools.size()];
        movementEnds = new int[pools.size()];
        groupEnds = new int[pools.size()];
        movements = new int[movementCount];
        movementMilliSets = new int[movementCount];
        groups = new int[groupCount];
        groupMilliSets = new int[groupCount];
        int day = 0;
        int movement = 0;
        int group = 0;
        for (Map.Entry<Integer, Pool> pool : pools.entrySet()) {
            for (Map.Entry<Integer, Integer> dose : pool.getValue().movements.entrySet()) {
                movements[movement] = dose.getKey();
                movementMilliSets[movement++] = dose.getValue();
            }
            for (Map.Entry<Integer, Integer> dose : pool.getValue().groups.entrySet()) {
                groups[group] = dose.getKey();
                groupMilliSets[group++] = dose.getValue();
            }
            days[day] = pool.getKey();
            movementEnds[day] = movement;
            groupEnds[day++] = group;
        }
    }

    /** How many days. */
    public int size() {
        return days.length;
    }

    /** Movements and groups touched, over all days. */
    public int steps() {
        return movements.length + groups.length;
    }

    /** Which day, of the count that the builder was given. */
    public int day(int index) {
        return days[index];
    }

    /**
     * Trains {@code body} on the days from {@code from} (inclusive) to {@code to} (exclusive), by index. No allocation.
     */
    public void fold(int from, int to, BodyTracks body, DayTable table) {
        int movement = from == 0 ? 0 : movementEnds[from - 1];
        int group = from == 0 ? 0 : groupEnds[from - 1];
        for (int i = from; i < to; i++) {
            int day = days[i];
            for (int end = movementEnds[i]; movement < end; movement++) {
                FoldKernel.trainMovement(
                        body.trace,
                        body.volatileExpression,
                        body.movementDay,
                        movements[movement],
                        day,
                        movementMilliSets[movement],
                        table);
            }
            for (int end = groupEnds[i]; group < end; group++) {
                FoldKernel.trainGroup(
                        body.nuclei,
                        body.volatileSize,
                        body.groupDay,
                        groups[group],
                        day,
                        groupMilliSets[group],
                        table);
            }
        }
    }

    /** Pools doses by day, in whatever order they come. */
    public static final class Builder {
        private final TreeMap<Integer, Pool> pools = new TreeMap<>();

        public Builder movement(int day, int movement, int milliSets) {
            pool(day).movements.merge(movement, milliSets, Math::addExact);
            return this;
        }

        public Builder group(int day, int group, int milliSets) {
            pool(day).groups.merge(group, milliSets, Math::addExact);
            return this;
        }

        public PackedDays build() {
            return new PackedDays(pools);
        }

        private Pool pool(int day) {
            return pools.computeIfAbsent(day, unused -> new Pool(new TreeMap<>(), new TreeMap<>()));
        }
    }

    private record Pool(TreeMap<Integer, Integer> movements, TreeMap<Integer, Integer> groups) {}
}
