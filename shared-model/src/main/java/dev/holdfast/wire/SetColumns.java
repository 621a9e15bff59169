package dev.holdfast.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.WireFormat;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.SetKind;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import dev.holdfast.wire.proto.PackedExercises;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * All exercises of a session as columns over all their sets, as {@code PackedExercises} of the schema describes them: one
 * header a column, and small numbers, since a set's load and repetitions are close to those of the set before.
 */
final class SetColumns {
    private static final SetKind[] KINDS = SetKind.values();
    private static final int KIND_BITS = 4;
    private static final int KIND_MASK = (1 << KIND_BITS) - 1;

    /** Grams of a load unit; the number of the unit is its index. */
    private static final double[] LOAD_UNIT_GRAMS = {2_500, 1_250, 1_000, 500, 250, 100, 226.796185, 1};

    private static final double LOAD_GRAMS_MAX = LoggedSet.LOAD_KG_MAX * 1_000;
    private static final int NOT_KEPT = -1;

    private static final int VARINT = WireFormat.WIRETYPE_VARINT;
    private static final int BYTES = WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int NAME_LINES = PackedExercises.NAME_LINES_FIELD_NUMBER << 3 | BYTES;
    private static final int SET_COUNT_STEPS = PackedExercises.SET_COUNT_STEPS_FIELD_NUMBER << 3 | BYTES;
    private static final int KIND_BYTES = PackedExercises.KINDS_FIELD_NUMBER << 3 | BYTES;
    private static final int LOAD_UNIT = PackedExercises.LOAD_UNIT_FIELD_NUMBER << 3 | VARINT;
    private static final int LOAD_STEPS = PackedExercises.LOAD_PLUS_ONE_STEPS_FIELD_NUMBER << 3 | BYTES;
    private static final int REPS_STEPS = PackedExercises.REPS_PLUS_ONE_STEPS_FIELD_NUMBER << 3 | BYTES;
    private static final int RPE = PackedExercises.RPE_TENTHS_PLUS_ONE_FIELD_NUMBER << 3 | BYTES;
    private static final int RESERVE = PackedExercises.REPS_IN_RESERVE_TENTHS_PLUS_ONE_FIELD_NUMBER << 3 | BYTES;
    private static final int MILLIS = PackedExercises.DURATION_MILLIS_PLUS_ONE_FIELD_NUMBER << 3 | BYTES;
    private static final int MILLIMETERS = PackedExercises.DISTANCE_MILLIMETERS_PLUS_ONE_FIELD_NUMBER << 3 | BYTES;

    private SetColumns() {}

    static PackedExercises pack(List<PerformedExercise> exercises) {
        PackedExercises.Builder to = PackedExercises.newBuilder();
        int[] setCounts = new int[exercises.size()];
        int sets = 0;
        for (int i = 0; i < setCounts.length; i++) {
            PerformedExercise exercise = exercises.get(i);
            int line = ExerciseNames.line(exercise.name());
            to.addNameLines(line);
            if (line == 0) {
                to.addNames(exercise.name());
            }
            setCounts[i] = exercise.sets().size();
            sets += setCounts[i];
        }
        steps(setCounts, to::addSetCountSteps);
        int[] kinds = new int[sets];
        int[] loadGramsPlusOne = new int[sets];
        int[] repsPlusOne = new int[sets];
        int[] rpe = new int[sets];
        int[] repsInReserve = new int[sets];
        long[] millis = new long[sets];
        long[] millimeters = new long[sets];
        int i = 0;
        for (PerformedExercise exercise : exercises) {
            for (LoggedSet set : exercise.sets()) {
                kinds[i] = set.kind().ordinal();
                loadGramsPlusOne[i] = (int) plusOne(set.loadKg(), 1_000);
                repsPlusOne[i] = set.reps() == null ? 0 : set.reps() + 1;
                rpe[i] = (int) plusOne(set.rpe(), 10);
                repsInReserve[i] = (int) plusOne(set.repsInReserve(), 10);
                millis[i] = plusOne(set.durationSeconds(), 1_000);
                millimeters[i] = plusOne(set.distanceMeters(), 1_000);
                i++;
            }
        }
        to.setKinds(kindBytes(kinds));
        int unit = loadUnit(loadGramsPlusOne);
        to.setLoadUnit(unit);
        for (int j = 0; j < sets; j++) {
            loadGramsPlusOne[j] = loadGramsPlusOne[j] == 0 ? 0 : inUnit(loadGramsPlusOne[j] - 1, unit) + 1;
        }
        steps(loadGramsPlusOne, to::addLoadPlusOneSteps);
        steps(repsPlusOne, to::addRepsPlusOneSteps);
        plain(rpe, to::addRpeTenthsPlusOne);
        plain(repsInReserve, to::addRepsInReserveTenthsPlusOne);
        plain(millis, to::addDurationMillisPlusOne);
        plain(millimeters, to::addDistanceMillimetersPlusOne);
        return to.build();
    }

    static List<PerformedExercise> unpack(PackedExercises from) {
        int count = from.getNameLinesCount();
        List<PerformedExercise> exercises = new ArrayList<>(count);
        byte[] kinds = from.getKinds().toByteArray();
        double gramsPerUnit = gramsPerUnit(from.getLoadUnit());
        int names = 0;
        int setCount = 0;
        int load = 0;
        int reps = 0;
        int i = 0;
        for (int e = 0; e < count; e++) {
            int line = from.getNameLines(e);
            if (line == 0 && names == from.getNamesCount()) {
                throw new IllegalArgumentException("cannot read payload: exercise without name: index=" + e);
            }
            String name = line == 0 ? from.getNames(names++) : ExerciseNames.name(line);
            setCount += e < from.getSetCountStepsCount() ? from.getSetCountSteps(e) : 0;
            if (setCount < 1 || setCount > PerformedExercise.SETS_MAX) {
                throw new IllegalArgumentException("cannot read payload: sets of an exercise: count=" + setCount);
            }
            LoggedSet[] sets = new LoggedSet[setCount];
            for (int s = 0; s < setCount; s++, i++) {
                load += i < from.getLoadPlusOneStepsCount() ? from.getLoadPlusOneSteps(i) : 0;
                reps += i < from.getRepsPlusOneStepsCount() ? from.getRepsPlusOneSteps(i) : 0;
                sets[s] = new LoggedSet(
                        kind(kinds, i),
                        load == 0 ? null : (Double) loadKg(load, gramsPerUnit),
                        reps == 0 ? null : reps - 1,
                        i < from.getRpeTenthsPlusOneCount() ? minusOne(from.getRpeTenthsPlusOne(i), 10) : null,
                        i < from.getRepsInReserveTenthsPlusOneCount()
                                ? minusOne(from.getRepsInReserveTenthsPlusOne(i), 10)
                                : null,
                        i < from.getDurationMillisPlusOneCount()
                                ? minusOne(from.getDurationMillisPlusOne(i), 1_000)
                                : null,
                        i < from.getDistanceMillimetersPlusOneCount()
                                ? minusOne(from.getDistanceMillimetersPlusOne(i), 1_000)
                                : null);
            }
            exercises.add(new PerformedExercise(name, List.of(sets)));
        }
        return exercises;
    }

    /**
     * The columns as they are, without sets made of them.
     *
     * @param in up to its limit a {@code PackedExercises}
     * @return null when it is not as {@link #pack} writes it, has names that are not listed, or oversteps the bounds of a
     *     {@link LoggedSet}; {@link #unpack} tells what is wrong with it, if anything
     */
    static @Nullable SessionColumns read(FieldReader in) {
        int[] lines = new int[SessionLogged.EXERCISES_MAX];
        int exercises = in.tag() == NAME_LINES ? plain(in, lines, 1, ExerciseNames.count()) : NOT_KEPT;
        if (exercises < 1) {
            return null;
        }
        int[] counts = new int[exercises];
        if (in.tag() != SET_COUNT_STEPS || !steps(in, counts, 1, PerformedExercise.SETS_MAX)) {
            return null;
        }
        int sets = 0;
        for (int count : counts) {
            sets += count;
        }
        SessionColumns to = new SessionColumns(Arrays.copyOf(lines, exercises), counts, sets);
        int before = SET_COUNT_STEPS;
        while (!in.isAtEnd()) {
            int tag = in.tag();
            boolean kept = tag > before;
            before = tag;
            switch (tag) {
                case KIND_BYTES -> to.kinds = in.octets();
                case LOAD_UNIT -> to.loadUnit = in.int32();
                case LOAD_STEPS ->
                    kept &= steps(in, to.loads, 0, 1 + (int) (LOAD_GRAMS_MAX / gramsPerUnit(to.loadUnit)));
                case REPS_STEPS -> kept &= steps(in, to.reps, 0, 1 + LoggedSet.REPS_MAX);
                case RPE -> kept &= plain(in, to.rpeTenths, 0, 1 + LoggedSet.RPE_MAX * 10) >= 0;
                case RESERVE -> kept &= plain(in, to.reserveTenths, 0, 1 + LoggedSet.REPS_IN_RESERVE_MAX * 10) >= 0;
                case MILLIS -> kept &= plain(in, to.millis, 0, 1 + LoggedSet.DURATION_SECONDS_MAX * 1_000) >= 0;
                case MILLIMETERS ->
                    kept &= plain(in, to.millimeters, 0, 1 + LoggedSet.DISTANCE_METERS_MAX * 1_000) >= 0;
                default -> kept = false;
            }
            if (!kept) {
                return null;
            }
        }
        gramsPerUnit(to.loadUnit);
        for (int i = 0; i < sets; i++) {
            kind(to.kinds, i);
        }
        return to;
    }

    /** Whether the column fits and its values are within the bounds; what follows its last entry does not change. */
    private static boolean steps(FieldReader in, int[] column, int min, int max) {
        int outer = in.open();
        int value = 0;
        for (int i = 0; i < column.length; i++) {
            value += in.isAtEnd() ? 0 : in.sint32();
            if (value < min || value > max) {
                return false;
            }
            column[i] = value;
        }
        in.close(outer);
        return true;
    }

    /** The number of entries, or {@link #NOT_KEPT} when the column does not fit or a value is not within the bounds. */
    private static int plain(FieldReader in, int[] column, int min, int max) {
        int outer = in.open();
        int entries = 0;
        while (!in.isAtEnd()) {
            long value = in.int64();
            if (entries == column.length || value < min || value > max) {
                return NOT_KEPT;
            }
            column[entries++] = (int) value;
        }
        in.close(outer);
        return entries;
    }

    /** The coarsest unit in which every load is a whole number; in the last one, the gram, each is. */
    private static int loadUnit(int[] gramsPlusOne) {
        int unit = 0;
        while (!areWhole(gramsPlusOne, unit)) {
            unit++;
        }
        return unit;
    }

    private static boolean areWhole(int[] gramsPlusOne, int unit) {
        for (int entry : gramsPlusOne) {
            if (entry != 0 && !isWhole(entry - 1, unit)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWhole(int grams, int unit) {
        return Math.round(inUnit(grams, unit) * LOAD_UNIT_GRAMS[unit]) == grams;
    }

    private static int inUnit(int grams, int unit) {
        return (int) Math.round(grams / LOAD_UNIT_GRAMS[unit]);
    }

    /** @param entry one more than the load in units */
    static double loadKg(int entry, double gramsPerUnit) {
        return Math.round((entry - 1) * gramsPerUnit) / 1_000.0;
    }

    static double gramsPerUnit(int unit) {
        if (unit < 0 || unit >= LOAD_UNIT_GRAMS.length) {
            throw new IllegalArgumentException("cannot read payload: loadUnit=%d, known up to %d; update this service"
                    .formatted(unit, LOAD_UNIT_GRAMS.length - 1));
        }
        return LOAD_UNIT_GRAMS[unit];
    }

    private static ByteString kindBytes(int[] kinds) {
        byte[] bytes = new byte[(length(kinds) * KIND_BITS + Byte.SIZE - 1) / Byte.SIZE];
        for (int i = 0; i < kinds.length; i++) {
            if (kinds[i] != 0) {
                bytes[i / 2] |= (byte) (kinds[i] << i % 2 * KIND_BITS);
            }
        }
        return ByteString.copyFrom(bytes);
    }

    static SetKind kind(byte[] kinds, int i) {
        int kind = i / 2 < kinds.length ? kinds[i / 2] >> i % 2 * KIND_BITS & KIND_MASK : 0;
        if (kind >= KINDS.length) {
            throw new IllegalArgumentException("cannot read payload: kind=%d, known up to %d; update this service"
                    .formatted(kind, KINDS.length - 1));
        }
        return KINDS[kind];
    }

    private static void steps(int[] column, IntConsumer add) {
        int before = 0;
        for (int i = 0; i < column.length; i++) {
            int value = column[i];
            column[i] = value - before;
            before = value;
        }
        plain(column, add);
    }

    private static void plain(int[] column, IntConsumer add) {
        int length = length(column);
        for (int i = 0; i < length; i++) {
            add.accept(column[i]);
        }
    }

    private static void plain(long[] column, LongConsumer add) {
        int length = column.length;
        while (length > 0 && column[length - 1] == 0) {
            length--;
        }
        for (int i = 0; i < length; i++) {
            add.accept(column[i]);
        }
    }

    /** Up to the last entry that is not 0. */
    private static int length(int[] column) {
        int length = column.length;
        while (length > 0 && column[length - 1] == 0) {
            length--;
        }
        return length;
    }

    private static long plusOne(@Nullable Double value, int perUnit) {
        return value == null ? 0 : Math.round(value * perUnit) + 1;
    }

    private static @Nullable Double minusOne(long entry, int perUnit) {
        return entry == 0 ? null : (double) (entry - 1) / perUnit;
    }
}
