package dev.holdfast.level;

import dev.holdfast.catalogue.Movement;
import dev.holdfast.catalogue.MuscleGroup;
import dev.holdfast.kernel.AgeTables;
import dev.holdfast.kernel.BodyTracks;
import dev.holdfast.kernel.DayTable;
import dev.holdfast.kernel.FoldKernel;
import dev.holdfast.load.OpenDoses;
import dev.holdfast.packed.PackedReader;
import dev.holdfast.packed.PackedWriter;
import java.util.Arrays;
import java.util.Objects;

/**
 * The body that levels take their change from, and the athlete's habit with each movement and muscle group: how many days
 * apart and with how many sets it is trained lately. The habit is what plans go on with.
 */
final class LevelBody {
    /** A longer gap is a rest and no habit. */
    static final int GAP_DAYS_MAX = 14;

    /** A new habit shows after about so many sessions. */
    private static final int HABIT_SESSIONS = 8;

    final BodyTracks tracks = new BodyTracks(Movement.ID_MAX + 1, MuscleGroup.ID_MAX + 1);
    /** 0 before the first session. */
    final float[] movementGapDays = new float[Movement.ID_MAX + 1];

    final float[] movementMilliSets = new float[Movement.ID_MAX + 1];
    final float[] groupGapDays = new float[MuscleGroup.ID_MAX + 1];
    final float[] groupMilliSets = new float[MuscleGroup.ID_MAX + 1];

    /** The day's pools, after whatever is read of its morning. */
    void train(int day, OpenDoses movements, OpenDoses groups, AgeTables tables, int yearOfBirth) {
        for (long rest = movements.touched(); rest != 0; rest &= rest - 1) {
            int id = Long.numberOfTrailingZeros(rest);
            trainMovement(id, day, movements.milliSets(id), tables, yearOfBirth);
        }
        for (long rest = groups.touched(); rest != 0; rest &= rest - 1) {
            int id = Long.numberOfTrailingZeros(rest);
            trainGroup(id, day, groups.milliSets(id), tables, yearOfBirth);
        }
    }

    void trainMovement(int id, int day, int milliSets, AgeTables tables, int yearOfBirth) {
        if (milliSets >= DayTable.EFFECTIVE_MILLI_SETS_MIN) {
            int last = tracks.movementDay(id);
            movementGapDays[id] = gap(movementGapDays[id], last, day);
            movementMilliSets[id] = dose(movementMilliSets[id], milliSets);
            tracks.trainMovement(id, day, milliSets, tables.from(last, yearOfBirth));
        }
    }

    void trainGroup(int id, int day, int milliSets, AgeTables tables, int yearOfBirth) {
        if (milliSets >= DayTable.EFFECTIVE_MILLI_SETS_MIN) {
            int last = tracks.groupDay(id);
            groupGapDays[id] = gap(groupGapDays[id], last, day);
            groupMilliSets[id] = dose(groupMilliSets[id], milliSets);
            tracks.trainGroup(id, day, milliSets, tables.from(last, yearOfBirth));
        }
    }

    private static float gap(float before, int last, int day) {
        float gap = last == FoldKernel.NEVER ? GAP_DAYS_MAX : Math.min(day - last, GAP_DAYS_MAX);
        return before == 0 ? gap : before + (gap - before) / HABIT_SESSIONS;
    }

    private static float dose(float before, int milliSets) {
        return before == 0 ? milliSets : before + (milliSets - before) / HABIT_SESSIONS;
    }

    /** z of a movement with those prime movers, on the morning of {@code day}. */
    double logStrength(int movement, int[] primeMovers, int day, AgeTables tables, int yearOfBirth) {
        DayTable table = tables.from(tracks.movementDay(movement), yearOfBirth);
        return FoldKernel.logStrength(
                meanFibreSize(primeMovers, day, tables, yearOfBirth),
                tracks.expression(movement, day, table),
                table.parameters());
    }

    /** F̄ of those muscle groups on the morning of {@code day}. */
    double meanFibreSize(int[] primeMovers, int day, AgeTables tables, int yearOfBirth) {
        double size = 0;
        for (int group : primeMovers) {
            size += tracks.fibreSize(group, day, tables.from(tracks.groupDay(group), yearOfBirth));
        }
        return size / primeMovers.length;
    }

    void copyFrom(LevelBody other) {
        tracks.copyFrom(other.tracks);
        System.arraycopy(other.movementGapDays, 0, movementGapDays, 0, movementGapDays.length);
        System.arraycopy(other.movementMilliSets, 0, movementMilliSets, 0, movementMilliSets.length);
        System.arraycopy(other.groupGapDays, 0, groupGapDays, 0, groupGapDays.length);
        System.arraycopy(other.groupMilliSets, 0, groupMilliSets, 0, groupMilliSets.length);
    }

    void clear() {
        tracks.clear();
        Arrays.fill(movementGapDays, 0);
        Arrays.fill(movementMilliSets, 0);
        Arrays.fill(groupGapDays, 0);
        Arrays.fill(groupMilliSets, 0);
    }

    void write(PackedWriter to) {
        int count = 0;
        for (int id = 0; id < tracks.movements(); id++) {
            count += tracks.movementDay(id) == FoldKernel.NEVER ? 0 : 1;
        }
        to.unsigned(count);
        for (int id = 0; id < tracks.movements(); id++) {
            if (tracks.movementDay(id) != FoldKernel.NEVER) {
                to.octet(id);
                to.signed(tracks.movementDay(id));
                to.real(tracks.trace(id));
                to.real(tracks.volatileExpression(id));
                real(movementGapDays[id], to);
                real(movementMilliSets[id], to);
            }
        }
        count = 0;
        for (int id = 0; id < tracks.groups(); id++) {
            count += tracks.groupDay(id) == FoldKernel.NEVER ? 0 : 1;
        }
        to.unsigned(count);
        for (int id = 0; id < tracks.groups(); id++) {
            if (tracks.groupDay(id) != FoldKernel.NEVER) {
                to.octet(id);
                to.signed(tracks.groupDay(id));
                to.real(tracks.nuclei(id));
                to.real(tracks.volatileSize(id));
                real(groupGapDays[id], to);
                real(groupMilliSets[id], to);
            }
        }
    }

    /** Into a body that is clear. */
    void read(PackedReader from) {
        int count = from.count(tracks.movements());
        for (int i = 0; i < count; i++) {
            int id = Objects.checkIndex(from.octet(), tracks.movements());
            tracks.putMovement(id, Math.toIntExact(from.signed()), from.real(), from.real());
            movementGapDays[id] = real(from);
            movementMilliSets[id] = real(from);
        }
        count = from.count(tracks.groups());
        for (int i = 0; i < count; i++) {
            int id = Objects.checkIndex(from.octet(), tracks.groups());
            tracks.putGroup(id, Math.toIntExact(from.signed()), from.real(), from.real());
            groupGapDays[id] = real(from);
            groupMilliSets[id] = real(from);
        }
    }

    private static void real(float value, PackedWriter to) {
        to.fixed32(Float.floatToRawIntBits(value));
    }

    private static float real(PackedReader from) {
        return Float.intBitsToFloat(from.fixed32());
    }
}
