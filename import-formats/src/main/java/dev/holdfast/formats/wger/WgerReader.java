package dev.holdfast.formats.wger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.formats.ImportFormat;
import dev.holdfast.formats.ImportItem;
import dev.holdfast.formats.ImportOptions;
import dev.holdfast.formats.ImportReader;
import dev.holdfast.formats.RowKind;
import dev.holdfast.formats.RowRef;
import dev.holdfast.formats.text.RecordSplitter;
import dev.holdfast.formats.workout.SetRow;
import dev.holdfast.formats.workout.Workout;
import java.io.IOException;
import java.io.InputStream;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The workout log of wger as its API gives it: a list of entries, or a page with the list in {@code results}. Every entry is
 * a row, counted from 1, since such a file often has but one line. Neighbouring entries of one day and session are a workout.
 */
final class WgerReader implements ImportReader {
    /** A workout a day for 500 years. */
    private static final int WORKOUTS_MAX = 200_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(RecordSplitter.RECORD_BYTES_MAX)
                    .build())
            .build();

    private final ImportFormat format;
    private final JsonParser json;
    private final AthleteId athlete;
    private final ZoneId zone;
    private final Map<String, Integer> timesSeen = new HashMap<>();
    private long row;
    private boolean ended;
    private @Nullable Workout open;
    private @Nullable OffsetDateTime openAt;
    private @Nullable WgerEntry pending;

    /** @throws InvalidValueException when athlete or zone is missing, or there is no list of entries */
    WgerReader(ImportFormat format, InputStream source, ImportOptions options) throws IOException {
        this.format = format;
        this.athlete = options.athleteOrRefuse(format);
        this.zone = options.zoneOrRefuse(format);
        this.json = JSON.createParser(source);
        try {
            findList();
        } catch (JsonProcessingException e) {
            throw new InvalidValueException("body", "no JSON", "send wger's workoutlog: " + e.getOriginalMessage());
        }
    }

    @Override
    public ImportFormat format() {
        return format;
    }

    @Override
    public @Nullable ImportItem next() throws IOException {
        while (true) {
            WgerEntry entry = pending;
            pending = null;
            try {
                entry = entry == null ? nextEntry() : entry;
            } catch (InvalidValueException e) {
                return ImportItem.Rejected.of(row, e);
            } catch (JsonProcessingException e) {
                // Past a fault in the JSON there is no telling where the next entry begins.
                ended = true;
                return new ImportItem.Rejected(
                        row,
                        "row",
                        "",
                        "send sound JSON; nothing after this entry was read: " + e.getOriginalMessage());
            }
            Workout workout = open;
            if (entry == null) {
                open = null;
                return workout == null ? null : finish(workout);
            }
            SetRow set = setRow(entry, workout);
            if (workout != null && !workout.first().isOfSameWorkout(set)) {
                pending = entry;
                open = null;
                return finish(workout);
            }
            if (workout == null) {
                workout = new Workout(set);
                open = workout;
                openAt = entry.at();
            }
            ImportItem.Rejected refused = workout.add(set);
            if (refused != null) {
                return refused;
            }
        }
    }

    @Override
    public long bytesRead() {
        return json.currentLocation().getByteOffset();
    }

    @Override
    public void close() throws IOException {
        json.close();
    }

    private void findList() throws IOException {
        if (json.nextToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean list = json.currentName().equals("results");
                if (json.nextToken() == JsonToken.START_ARRAY && list) {
                    return;
                }
                json.skipChildren();
            }
        } else if (json.currentToken() == JsonToken.START_ARRAY) {
            return;
        }
        throw new InvalidValueException("body", "no list of entries", "send wger's workoutlog as its API gives it");
    }

    private @Nullable WgerEntry nextEntry() throws IOException {
        if (ended) {
            return null;
        }
        JsonToken token = json.nextToken();
        if (token == null || token == JsonToken.END_ARRAY) {
            ended = true;
            return null;
        }
        row++;
        return WgerEntry.read(json, row, zone);
    }

    /** Entries carry times of their own; those of one day and session belong to the time of the first. */
    private static SetRow setRow(WgerEntry entry, @Nullable Workout workout) {
        var start = entry.at().toLocalDateTime();
        if (workout != null && workout.first().start().toLocalDate().equals(start.toLocalDate())) {
            start = workout.first().start();
        }
        RowRef ref = new RowRef(entry.row(), RowKind.WORKING);
        return new SetRow(ref, start, entry.session(), null, entry.exercise());
    }

    private ImportItem finish(Workout workout) {
        String id = athlete.value() + "/" + workout.identity();
        if (timesSeen.size() == WORKOUTS_MAX) {
            timesSeen.clear();
        }
        int ordinal = timesSeen.merge(id, 1, Integer::sum);
        EventKey key = new EventKey(format.key(), ordinal == 1 ? id : id + "/" + ordinal);
        OffsetDateTime at =
                openAt == null ? workout.first().start().atZone(zone).toOffsetDateTime() : openAt;
        return workout.hasSets()
                ? new ImportItem.Fact(workout.event(athlete, at, key), workout.rows())
                : new ImportItem.NothingToKeep(workout.rows());
    }
}
