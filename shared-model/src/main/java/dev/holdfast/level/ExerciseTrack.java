package dev.holdfast.level;

import dev.holdfast.catalogue.Exercise;
import dev.holdfast.catalogue.Exercise.Loading;
import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.kernel.FoldKernel;
import dev.holdfast.load.OneRepMax;
import dev.holdfast.packed.PackedReader;
import dev.holdfast.packed.PackedWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is kept of one exercise of one athlete: its level, what was seen of it, and what looks like a mistake. */
final class ExerciseTrack implements Comparable<ExerciseTrack> {
    /** The latest jumps are kept; older ones have been answered or nobody asks. */
    static final int JUMPS_MAX = 8;

    private static final double JUMP_RATIO = 1.4;
    private static final double JUMP_LOG = StrictMath.log(JUMP_RATIO);

    /** More sets without a load than this, and its kilograms mean nothing. */
    private static final double SHARE_WITHOUT_LOAD_MAX = .2;

    private static final int SEEN = 1;
    private static final int DOUBTFUL = 2;
    private static final int OPEN = 4;

    /** {@link ExerciseCatalogue#spelling} of its names. */
    final String key;

    /** Its place in {@link LevelState#exercises}, which is that of its key. */
    int place;

    /** Of the names with that spelling the first in order of their characters. */
    String name;

    final Level level = new Level();
    /** Local day it was last done on, with or without a load. */
    int lastDay = FoldKernel.NEVER;

    long workingSets;
    long setsWithoutLoad;
    /** The best of {@link Level#day}, in parts of {@link OneRepMax}. */
    int lastParts;

    int bestParts;
    int bestDay;
    /** A best that is in question until another day comes near it; {@link OneRepMax#NO_ESTIMATE} when there is none. */
    int doubtfulParts;

    int doubtfulDay;
    private List<Jump> jumps = List.of();

    /** The best of the day that is still open. */
    int openParts;

    boolean isOpen;

    // What the catalogue says of it, looked up once.
    private @Nullable ExerciseCatalogue catalogue;
    private int movement;
    private Loading loading = Loading.EXTERNAL;

    ExerciseTrack(String key, String name) {
        this.key = key;
        this.name = name;
    }

    /** Id of the movement, 0 where the catalogue does not know the exercise. */
    int movement(ExerciseCatalogue by) {
        ask(by);
        return movement;
    }

    Loading loading(ExerciseCatalogue by) {
        ask(by);
        return loading;
    }

    private void ask(ExerciseCatalogue by) {
        if (catalogue != by) {
            Exercise exercise = by.find(name).orElse(null);
            movement = exercise == null || exercise.movement() == null
                    ? 0
                    : exercise.movement().id();
            loading = by.loading(name);
            catalogue = by;
        }
    }

    boolean isMostlyWithoutLoad() {
        return setsWithoutLoad > SHARE_WITHOUT_LOAD_MAX * workingSets;
    }

    List<Jump> jumps() {
        return jumps;
    }

    /**
     * Keeps the day's best beside the level, before the level takes it.
     *
     * @param miss how far it lies from what was expected, ln kg; 0 on the first day
     */
    void see(int day, int parts, double miss) {
        boolean jump = level.isSeen() && Math.abs(miss) > JUMP_LOG && isFar(parts, lastParts);
        if (jump) {
            keep(new Jump(day, OneRepMax.kg(lastParts), OneRepMax.kg(parts)));
        }
        if (doubtfulParts != OneRepMax.NO_ESTIMATE && !isFar(parts, doubtfulParts)) {
            takeAsBest(doubtfulDay, doubtfulParts);
        }
        doubtfulParts = OneRepMax.NO_ESTIMATE;
        if (jump && parts > lastParts) {
            doubtfulDay = day;
            doubtfulParts = parts;
        } else {
            if (jump && level.days() == 1) {
                bestParts = OneRepMax.NO_ESTIMATE;
            }
            takeAsBest(day, parts);
        }
        lastParts = parts;
    }

    private void takeAsBest(int day, int parts) {
        if (parts > bestParts) {
            bestParts = parts;
            bestDay = day;
        }
    }

    private static boolean isFar(int parts, int otherParts) {
        return parts > JUMP_RATIO * otherParts || otherParts > JUMP_RATIO * parts;
    }

    private void keep(Jump jump) {
        List<Jump> kept = new ArrayList<>(jumps);
        if (kept.size() == JUMPS_MAX) {
            kept.removeFirst();
        }
        kept.add(jump);
        jumps = List.copyOf(kept);
    }

    ExerciseTrack copy() {
        ExerciseTrack copy = new ExerciseTrack(key, name);
        copy.place = place;
        copy.level.copyFrom(level);
        copy.lastDay = lastDay;
        copy.workingSets = workingSets;
        copy.setsWithoutLoad = setsWithoutLoad;
        copy.lastParts = lastParts;
        copy.bestParts = bestParts;
        copy.bestDay = bestDay;
        copy.doubtfulParts = doubtfulParts;
        copy.doubtfulDay = doubtfulDay;
        copy.jumps = jumps;
        copy.openParts = openParts;
        copy.isOpen = isOpen;
        copy.catalogue = catalogue;
        copy.movement = movement;
        copy.loading = loading;
        return copy;
    }

    /** By key, so that no sum depends on the order of exercises in a session. */
    @Override
    public int compareTo(ExerciseTrack other) {
        return Integer.compare(place, other.place);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    void write(PackedWriter to) {
        boolean doubtful = doubtfulParts != OneRepMax.NO_ESTIMATE;
        to.text(name);
        to.octet((level.isSeen() ? SEEN : 0) | (doubtful ? DOUBTFUL : 0) | (isOpen ? OPEN : 0));
        to.signed(lastDay);
        to.unsigned(workingSets);
        to.unsigned(setsWithoutLoad);
        if (level.isSeen()) {
            to.real(level.log);
            to.real(level.variance);
            to.real(level.noise);
            to.real(level.noiseWeight);
            to.real(level.logStrength);
            to.signed(lastDay - level.day);
            to.unsigned(level.days);
            to.unsigned(lastParts);
            to.unsigned(bestParts);
            to.signed(lastDay - bestDay);
            to.unsigned(jumps.size());
            for (Jump jump : jumps) {
                to.signed(lastDay - jump.day());
                to.real(jump.fromKg());
                to.real(jump.toKg());
            }
        }
        if (doubtful) {
            to.signed(lastDay - doubtfulDay);
            to.unsigned(doubtfulParts);
        }
        if (isOpen) {
            to.unsigned(openParts);
        }
    }

    static ExerciseTrack read(PackedReader from) {
        String name = from.text();
        ExerciseTrack track = new ExerciseTrack(ExerciseCatalogue.spelling(name), name);
        int parts = from.octet();
        track.lastDay = Math.toIntExact(from.signed());
        track.workingSets = from.unsigned();
        track.setsWithoutLoad = from.unsigned();
        if ((parts & SEEN) != 0) {
            Level level = track.level;
            level.log = from.real();
            level.variance = from.real();
            level.noise = from.real();
            level.noiseWeight = from.real();
            level.logStrength = from.real();
            level.day = Math.toIntExact(track.lastDay - from.signed());
            level.days = from.count(Integer.MAX_VALUE);
            track.lastParts = from.count(Integer.MAX_VALUE);
            track.bestParts = from.count(Integer.MAX_VALUE);
            track.bestDay = Math.toIntExact(track.lastDay - from.signed());
            int count = from.count(JUMPS_MAX);
            for (int i = 0; i < count; i++) {
                track.keep(new Jump(Math.toIntExact(track.lastDay - from.signed()), from.real(), from.real()));
            }
        }
        if ((parts & DOUBTFUL) != 0) {
            track.doubtfulDay = Math.toIntExact(track.lastDay - from.signed());
            track.doubtfulParts = from.count(Integer.MAX_VALUE);
        }
        if ((parts & OPEN) != 0) {
            track.isOpen = true;
            track.openParts = from.count(Integer.MAX_VALUE);
        }
        return track;
    }
}
