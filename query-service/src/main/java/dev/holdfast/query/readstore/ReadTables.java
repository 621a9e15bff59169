package dev.holdfast.query.readstore;

import static dev.holdfast.query.readstore.Column.Role.CHANGING;
import static dev.holdfast.query.readstore.Column.Role.FIXED;
import static dev.holdfast.query.readstore.Column.Role.KEY;
import static dev.holdfast.query.readstore.Column.Type.BOOL;
import static dev.holdfast.query.readstore.Column.Type.BYTEA;
import static dev.holdfast.query.readstore.Column.Type.INT4;
import static dev.holdfast.query.readstore.Column.Type.INT8;
import static dev.holdfast.query.readstore.Column.Type.TEXT;

import dev.holdfast.query.readstore.ReadTable.Verified;
import java.util.List;

/** The tables that are made of revisions. A rebuild makes all of them anew; each version has its own. */
public final class ReadTables {
    /** The schema that is answered from; a rebuild writes the same tables in another. */
    public static final String SERVING = "serving";

    private static final ReadTable<AthleteRow> ATHLETE = new ReadTable<>(
            "athlete",
            revision -> revision.current() == null ? List.of() : List.of(revision.current()),
            null,
            new Verified("newest", "last_micros", List.of("state", "digest")),
            List.of(
                    new Column<>("position", INT8, CHANGING, AthleteRow::position),
                    new Column<>("last_micros", INT8, CHANGING, AthleteRow::lastMicros),
                    new Column<>("last_session_micros", INT8, CHANGING, AthleteRow::lastSessionMicros),
                    new Column<>("sessions", INT8, CHANGING, AthleteRow::sessions),
                    new Column<>("state", BYTEA, CHANGING, AthleteRow::state),
                    new Column<>("digest", BYTEA, CHANGING, AthleteRow::digest)));

    private static final ReadTable<ChunkRow> TIMELINE_CHUNK = new ReadTable<>(
            "timeline_chunk",
            Revision::chunks,
            "from_micros",
            new Verified("chunk", "from_micros", List.of("state_before", "digest_before")),
            List.of(
                    new Column<>("from_micros", INT8, KEY, ChunkRow::fromMicros),
                    new Column<>("from_day", INT4, FIXED, ChunkRow::fromDay),
                    new Column<>("entry_count", INT4, CHANGING, ChunkRow::entryCount),
                    new Column<>("before_position", INT8, FIXED, ChunkRow::beforePosition),
                    new Column<>("before_micros", INT8, FIXED, ChunkRow::beforeMicros),
                    new Column<>("state_before", BYTEA, FIXED, ChunkRow::stateBefore),
                    new Column<>("digest_before", BYTEA, FIXED, ChunkRow::digestBefore),
                    new Column<>("entries", BYTEA, CHANGING, ChunkRow::entries)));

    private static final ReadTable<CheckpointRow> CHECKPOINT = new ReadTable<>(
            "checkpoint",
            Revision::checkpoints,
            "chunk_micros",
            new Verified("kind", "effective_micros", List.of("state", "digest")),
            List.of(
                    new Column<>("effective_micros", INT8, KEY, CheckpointRow::effectiveMicros),
                    new Column<>("kind", TEXT, KEY, CheckpointRow::kind),
                    new Column<>("cause", INT8, KEY, CheckpointRow::cause),
                    new Column<>("chunk_micros", INT8, FIXED, CheckpointRow::chunkMicros),
                    new Column<>("inferred", BOOL, FIXED, CheckpointRow::inferred),
                    new Column<>("position", INT8, FIXED, CheckpointRow::position),
                    new Column<>("state", BYTEA, FIXED, CheckpointRow::state),
                    new Column<>("digest", BYTEA, FIXED, CheckpointRow::digest)));

    public static final List<ReadTable<?>> ALL = List.of(ATHLETE, TIMELINE_CHUNK, CHECKPOINT);

    private ReadTables() {}
}
