package dev.holdfast.query.rebuild;

import dev.holdfast.kit.postgres.CopyRows;
import dev.holdfast.query.projection.AthleteKey;
import dev.holdfast.query.projection.CheckpointRow;
import dev.holdfast.query.projection.ChunkRow;
import dev.holdfast.query.projection.Revision;
import java.sql.Connection;
import java.sql.SQLException;

/** What athletes are made of, on its way into the three tables that are being built. */
final class RevisionRows {
    /** Sent before it grows beyond this: a bound for memory, and no copy gets faster with more. */
    private static final int SEND_BYTES = 4 << 20;

    private final Connection connection;
    private final CopyRows athletes = new CopyRows(
            "tenant_id", "athlete_id", "position", "last_micros", "last_session_micros", "sessions", "state", "digest");
    private final CopyRows chunks = new CopyRows(
            "tenant_id",
            "athlete_id",
            "from_micros",
            "from_day",
            "entry_count",
            "before_position",
            "before_micros",
            "state_before",
            "digest_before",
            "entries");
    private final CopyRows checkpoints = new CopyRows(
            "tenant_id",
            "athlete_id",
            "effective_micros",
            "kind",
            "cause",
            "chunk_micros",
            "inferred",
            "position",
            "state",
            "digest");

    /** @param connection within a transaction, which the caller ends */
    RevisionRows(Connection connection) {
        this.connection = connection;
    }

    void add(Revision revision) throws SQLException {
        AthleteKey key = revision.key();
        Revision.Current current = revision.current();
        if (current == null) {
            return;
        }
        begin(athletes, key);
        athletes.int8(current.position());
        athletes.int8(current.lastMicros());
        athletes.int8(current.lastSessionMicros());
        athletes.int8(current.sessions());
        athletes.bytes(current.state());
        athletes.bytes(current.digest());
        for (ChunkRow chunk : revision.chunks()) {
            begin(chunks, key);
            chunks.int8(chunk.fromMicros());
            chunks.int4(chunk.fromDay());
            chunks.int4(chunk.entryCount());
            chunks.int8(chunk.beforePosition());
            chunks.int8(chunk.beforeMicros());
            chunks.bytes(chunk.stateBefore());
            chunks.bytes(chunk.digestBefore());
            chunks.bytes(chunk.entries());
        }
        for (CheckpointRow checkpoint : revision.checkpoints()) {
            begin(checkpoints, key);
            checkpoints.int8(checkpoint.effectiveMicros());
            checkpoints.text(checkpoint.kind());
            checkpoints.int8(checkpoint.cause());
            checkpoints.int8(checkpoint.chunkMicros());
            checkpoints.bool(checkpoint.inferred());
            checkpoints.int8(checkpoint.position());
            checkpoints.bytes(checkpoint.state());
            checkpoints.bytes(checkpoint.digest());
        }
        if (athletes.length() + chunks.length() + checkpoints.length() > SEND_BYTES) {
            send();
        }
    }

    void send() throws SQLException {
        send(athletes, "athlete");
        send(chunks, "timeline_chunk");
        send(checkpoints, "checkpoint");
    }

    private void send(CopyRows rows, String table) throws SQLException {
        rows.copyInto(connection, BuiltTables.SCHEMA + "." + table);
        rows.clear();
    }

    private static void begin(CopyRows rows, AthleteKey key) {
        rows.row();
        rows.text(key.tenant());
        rows.text(key.athlete());
    }
}
