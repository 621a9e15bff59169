package dev.holdfast.formats.workout;

import static java.util.Objects.requireNonNull;

import dev.holdfast.digest.Sha256;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import dev.holdfast.formats.ImportItem;
import dev.holdfast.formats.ImportedEvent;
import dev.holdfast.formats.RowRef;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one workout while they are read; as long as a session may be at most. */
public final class Workout {
    private static final int ROWS_MAX = SessionLogged.EXERCISES_MAX * PerformedExercise.SETS_MAX;
    private static final int TITLE_DIGEST_BYTES = 6;
    private static final Duration DURATION_MAX = Duration.ofDays(1);

    private final SetRow first;
    private final List<RowRef> rows = new ArrayList<>();
    private final List<PerformedExercise> exercises = new ArrayList<>();
    private final List<LoggedSet> sets = new ArrayList<>();
    private @Nullable String exerciseName;

    public Workout(SetRow first) {
        this.first = first;
    }

    /** A workout that was never ended in the app runs for days: such a duration says nothing and is left out. */
    public static @Nullable Double minutes(@Nullable Duration duration) {
        if (duration == null || duration.isZero() || duration.isNegative() || duration.compareTo(DURATION_MAX) > 0) {
            return null;
        }
        return duration.toSeconds() / 60.0;
    }

    public SetRow first() {
        return first;
    }

    public List<RowRef> rows() {
        return rows;
    }

    public boolean hasSets() {
        return !sets.isEmpty();
    }

    /** Takes the row, or says why the workout is full. */
    public ImportItem.@Nullable Rejected add(SetRow row) {
        PerformedExercise performed = row.exercise();
        if (rows.size() == ROWS_MAX || (performed != null && !add(performed))) {
            return new ImportItem.Rejected(
                    row.row().line(),
                    "row",
                    first.start() + " " + first.title(),
                    "split the workout: it has more than %d exercises or %d rows"
                            .formatted(SessionLogged.EXERCISES_MAX, ROWS_MAX));
        }
        rows.add(row.row());
        return null;
    }

    /**
     * Start and a digest of the title: the same whenever the workout is exported again, and nothing that a person wrote is
     * kept in it.
     */
    public String identity() {
        return first.start() + "/" + Sha256.hex(first.title(), TITLE_DIGEST_BYTES);
    }

    public ImportedEvent event(AthleteId athlete, OffsetDateTime occurredAt, EventKey key) {
        List<PerformedExercise> all = new ArrayList<>(exercises);
        all.add(new PerformedExercise(requireNonNull(exerciseName), sets));
        return new ImportedEvent(athlete, occurredAt, key, new SessionLogged(all, first.durationMinutes(), null, null));
    }

    private boolean add(PerformedExercise performed) {
        if (exerciseName != null
                && (!performed.name().equals(exerciseName) || sets.size() == PerformedExercise.SETS_MAX)) {
            if (exercises.size() + 1 == SessionLogged.EXERCISES_MAX) {
                return false;
            }
            exercises.add(new PerformedExercise(exerciseName, sets));
            sets.clear();
        }
        exerciseName = performed.name();
        sets.addAll(performed.sets());
        return true;
    }
}
