package dev.holdfast.level;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.kernel.FoldKernel;
import dev.holdfast.packed.PackedReader;
import dev.holdfast.packed.PackedWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link LevelFold} knows of an athlete after some training days, in effective order. Mutable, for one thread.
 *
 * <p>The last training day stays open: its lifts so far lie beside the levels and are taken when the day is closed. The
 * first {@value Opening#DAYS} days of a log stay as they were until a later one comes. So any prefix of the days plus the
 * rest gives the same bytes as all of them at once.
 */
public final class LevelState {
    /** Distinct exercises of one athlete that are followed, first come first served; more is no training log. */
    public static final int EXERCISES_MAX = 1_000;

    private static final int VERSION = 1;

    /** Bound for reading: returns are three weeks apart, and nobody trains for 200 years. */
    private static final int RETURNS_READ_MAX = 4_000;

    /** In order of their keys. */
    final List<ExerciseTrack> exercises = new ArrayList<>();
    /** By every name that was asked for, so that a name known is one look-up. */
    private final Map<String, ExerciseTrack> byName = new HashMap<>();

    /** Those done on the open day, in no order. */
    final List<ExerciseTrack> open = new ArrayList<>();

    final Returns returns = new Returns();
    final LevelBody body = new LevelBody();
    int firstDay = FoldKernel.NEVER;
    /** Null before the first day and once the log has opened. */
    @Nullable
    Opening opening;

    /** For the fold alone, so that it allocates nothing. */
    final Prediction prediction = new Prediction();

    LevelState() {}

    /** Before the first day. */
    public static LevelState empty() {
        return new LevelState();
    }

    /** The track of that name, made when it is the first; null when there are too many. */
    @Nullable
    ExerciseTrack track(String name) {
        ExerciseTrack known = byName.get(name);
        if (known != null) {
            return known;
        }
        int place = place(ExerciseCatalogue.spelling(name));
        if (place < 0 && exercises.size() == EXERCISES_MAX) {
            return null;
        }
        if (place < 0) {
            place = -place - 1;
            exercises.add(place, new ExerciseTrack(ExerciseCatalogue.spelling(name), name));
            number(place);
        }
        ExerciseTrack track = exercises.get(place);
        track.name = track.name.compareTo(name) <= 0 ? track.name : name;
        byName.put(name, track);
        return track;
    }

    /** The track of that name in any spelling, null when it was never done. */
    @Nullable
    ExerciseTrack find(String name) {
        int place = place(ExerciseCatalogue.spelling(name));
        return place < 0 ? null : exercises.get(place);
    }

    /** As {@link Collections#binarySearch}. */
    private int place(String key) {
        int low = 0;
        int high = exercises.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = exercises.get(middle).key.compareTo(key);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    private void number(int from) {
        for (int place = from; place < exercises.size(); place++) {
            exercises.get(place).place = place;
        }
    }

    public LevelState copy() {
        LevelState copy = new LevelState();
        for (ExerciseTrack track : exercises) {
            ExerciseTrack copied = track.copy();
            copy.exercises.add(copied);
            if (copied.isOpen) {
                copy.open.add(copied);
            }
        }
        copy.returns.copyFrom(returns);
        copy.body.copyFrom(body);
        copy.firstDay = firstDay;
        copy.opening = opening == null ? null : opening.copy(copy.exercises);
        return copy;
    }

    // Bytes ----------------------------------------------------------------------------------------------------------

    /** Equal states give equal bytes. Stored: a change of the layout is a new version. */
    public byte[] toBytes() {
        PackedWriter to = new PackedWriter();
        to.octet(VERSION);
        boolean begun = firstDay != FoldKernel.NEVER;
        to.octet((begun ? 1 : 0) | (opening == null ? 0 : 2));
        to.unsigned(exercises.size());
        for (ExerciseTrack track : exercises) {
            track.write(to);
        }
        if (begun) {
            to.signed(firstDay);
        }
        if (opening != null) {
            opening.write(to);
        } else if (begun) {
            to.unsigned(returns.lastDay() - firstDay);
            to.unsigned(returns.count());
            for (int i = 0; i < returns.count(); i++) {
                to.unsigned(returns.day(i) - firstDay);
                to.unsigned(returns.restDays(i));
                to.real(returns.weight(i));
                to.real(returns.evidence(i));
            }
            body.write(to);
        }
        return to.toBytes();
    }

    /** @throws IllegalArgumentException when {@code bytes} are no levels of a known version */
    public static LevelState fromBytes(byte[] bytes) {
        PackedReader from = new PackedReader(bytes);
        int version = from.octet();
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "cannot read levels: version=" + version + ", known=" + VERSION + "; update this service");
        }
        LevelState state = new LevelState();
        int parts = from.octet();
        int count = from.count(EXERCISES_MAX);
        for (int i = 0; i < count; i++) {
            ExerciseTrack track = ExerciseTrack.read(from);
            state.exercises.add(track);
            if (track.isOpen) {
                state.open.add(track);
            }
        }
        state.number(0);
        boolean begun = (parts & 1) != 0;
        if (begun) {
            state.firstDay = Math.toIntExact(from.signed());
        }
        if ((parts & 2) != 0) {
            state.opening = Opening.read(from, state.exercises);
        } else if (begun) {
            state.returns.lastDay(Math.toIntExact(state.firstDay + from.unsigned()));
            int returns = from.count(RETURNS_READ_MAX);
            for (int i = 0; i < returns; i++) {
                state.returns.add(
                        Math.toIntExact(state.firstDay + from.unsigned()),
                        from.count(Integer.MAX_VALUE),
                        from.real(),
                        from.real());
            }
            state.body.read(from);
        }
        from.end();
        return state;
    }
}
