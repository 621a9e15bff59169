package dev.holdfast.formats.fit;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.EventTime;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.SetKind;
import dev.holdfast.formats.FileStart;
import dev.holdfast.formats.ImportFormat;
import dev.holdfast.formats.ImportItem;
import dev.holdfast.formats.ImportOptions;
import dev.holdfast.formats.ImportReader;
import dev.holdfast.formats.RowKind;
import dev.holdfast.formats.RowRef;
import dev.holdfast.formats.workout.SetRow;
import dev.holdfast.formats.workout.Workout;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * An activity of a watch. Its strength sets are one session, and each set counts as a row; an activity without sets is one
 * row, kept as a set of its sport. The watch knows its own offset; what the sender says of the zone wins.
 */
final class FitReader implements ImportReader {
    /** A day of recording every second stays well below. */
    static final int FILE_BYTES_MAX = 32 << 20;

    /** The first full year that FIT's clock knows: an earlier one is a watch that was never set. */
    private static final int YEAR_MIN = 1990;

    private final ImportFormat format;
    private final InputStream source;
    private final long bytesRead;
    private final AthleteId athlete;
    private final ImportOptions options;
    private final Queue<ImportItem> items = new ArrayDeque<>();

    FitReader(ImportFormat format, InputStream source, ImportOptions options) throws IOException {
        this.format = format;
        this.source = source;
        this.options = options;
        this.athlete = options.athleteOrRefuse(format);
        byte[] bytes = source.readNBytes(FILE_BYTES_MAX + 1);
        this.bytesRead = bytes.length;
        if (bytes.length > FILE_BYTES_MAX) {
            throw new InvalidValueException(
                    "body", "more than " + FILE_BYTES_MAX + " bytes", "send one activity as one FIT file");
        }
        if (!format.recognises(new FileStart(bytes))) {
            throw new InvalidValueException("body", "no FIT file", "send the file as the watch wrote it");
        }
        FitActivity activity = FitActivity.decode(bytes);
        if (!activity.sets().isEmpty()) {
            readSets(activity);
        } else if (!activity.sports().isEmpty()) {
            readSports(activity);
        } else {
            throw new InvalidValueException(
                    "body", "a FIT file without sets and sessions", "send an activity, not a workout plan or settings");
        }
    }

    @Override
    public ImportFormat format() {
        return format;
    }

    @Override
    public @Nullable ImportItem next() {
        return items.poll();
    }

    @Override
    public long bytesRead() {
        return bytesRead;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    private void readSets(FitActivity activity) {
        Instant began = activity.start();
        OffsetDateTime at = at(began, activity);
        Double minutes = Workout.minutes(activity.duration());
        LocalDateTime start = at.toLocalDateTime();
        Workout workout = null;
        int line = 0;
        for (FitActivity.StrengthSet set : activity.sets()) {
            line++;
            SetRow row;
            try {
                row = new SetRow(
                        new RowRef(line, set.rest() ? RowKind.REST : RowKind.WORKING),
                        start,
                        "",
                        minutes,
                        set.rest() ? null : performed(set));
            } catch (InvalidValueException e) {
                items.add(ImportItem.Rejected.of(line, e));
                continue;
            }
            workout = workout == null ? new Workout(row) : workout;
            ImportItem.Rejected refused = workout.add(row);
            if (refused != null) {
                items.add(refused);
            }
        }
        if (workout != null) {
            items.add(
                    workout.hasSets()
                            ? new ImportItem.Fact(workout.event(athlete, at, key(began)), workout.rows())
                            : new ImportItem.NothingToKeep(workout.rows()));
        }
    }

    private void readSports(FitActivity activity) {
        int line = 0;
        for (FitActivity.SportSession sport : activity.sports()) {
            RowRef ref = new RowRef(++line, RowKind.WORKING);
            try {
                var set = new LoggedSet(
                        SetKind.WORKING, null, null, null, null, sport.durationSeconds(), sport.distanceMeters());
                OffsetDateTime at = at(sport.start(), activity);
                Double seconds = sport.durationSeconds();
                Workout workout = new Workout(new SetRow(
                        ref,
                        at.toLocalDateTime(),
                        "",
                        seconds == null ? null : Workout.minutes(Duration.ofSeconds(seconds.longValue())),
                        new PerformedExercise(sport.name(), List.of(set))));
                workout.add(workout.first());
                items.add(new ImportItem.Fact(workout.event(athlete, at, key(sport.start())), workout.rows()));
            } catch (InvalidValueException e) {
                items.add(ImportItem.Rejected.of(line, e));
            }
        }
    }

    private static PerformedExercise performed(FitActivity.StrengthSet set) {
        if (set.reps() == null && set.durationSeconds() == null) {
            throw new InvalidValueException("repetitions", null, "give repetitions or a duration: the set has neither");
        }
        return new PerformedExercise(
                set.exercise(),
                List.of(new LoggedSet(
                        SetKind.WORKING, set.loadKg(), set.reps(), null, null, set.durationSeconds(), null)));
    }

    private EventKey key(Instant start) {
        return new EventKey(format.key(), athlete.value() + "/" + start);
    }

    private OffsetDateTime at(Instant instant, FitActivity activity) {
        ZoneOffset own = activity.offset();
        OffsetDateTime at = options.zone() == null && own != null
                ? instant.atOffset(own)
                : instant.atZone(options.zoneOrRefuse(format)).toOffsetDateTime();
        if (at.getYear() < YEAR_MIN) {
            throw new InvalidValueException("start_time", at, "give a year from " + YEAR_MIN + " on");
        }
        return EventTime.bounded("start_time", at);
    }
}
