package dev.holdfast.command.verification;

import dev.holdfast.command.eventstore.StoredEvent;
import dev.holdfast.digest.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Digests over blocks of neighbouring rows. A row has no digest of its own, since that would cost every append; a block's
 * is taken by the first check that sees it whole, and every later check compares.
 */
final class Seals {
    /** As in the migration and in erasures. */
    static final int BLOCK_EVENTS = 10_000;

    private final Connection connection;
    private final Findings findings;
    private final Map<Long, byte[]> known;
    private final Map<Long, byte[]> fresh = new TreeMap<>();
    private final MessageDigest sha;
    private long block = -1;
    private int rows;
    private long problemsBefore;
    private long compared;
    private long written;

    Seals(Connection connection, Findings findings) throws SQLException {
        this.connection = connection;
        this.findings = findings;
        this.known = CheckSql.seals(connection);
        this.sha = Sha256.begin();
    }

    void add(StoredEvent row) {
        long of = (row.position() - 1) / BLOCK_EVENTS;
        if (of != block) {
            block = of;
            rows = 0;
            problemsBefore = findings.count();
            sha.reset();
        }
        rows++;
        sha.update(ByteBuffer.allocate(8).putLong(row.position()).array());
        text(row.eventId().toString());
        text(row.tenantId());
        text(row.athleteId());
        text(row.type());
        text(row.occurredAt().toString());
        text(row.recordedAt().toString());
        text(row.source());
        text(row.sourceEventId());
        sha.update(ByteBuffer.allocate(8)
                .putInt(row.schemaVersion())
                .putInt(row.payload().length)
                .array());
        sha.update(row.payload());
        if (row.metadata() != null) {
            sha.update(row.metadata());
        }
        if (row.position() % BLOCK_EVENTS == 0) {
            close();
        }
    }

    /** Seals the sound blocks that had no seal. */
    void write(Instant at) throws SQLException {
        CheckSql.seal(connection, fresh, at);
        written = fresh.size();
    }

    long compared() {
        return compared;
    }

    long written() {
        return written;
    }

    private void close() {
        byte[] digest = sha.digest();
        byte[] before = known.get(block);
        if (before == null) {
            if (rows == BLOCK_EVENTS && findings.count() == problemsBefore) {
                fresh.put(block, digest);
            }
        } else if (Arrays.equals(before, digest)) {
            compared++;
        } else {
            findings.add(
                    "seal-broken",
                    block * BLOCK_EVENTS + 1,
                    "rows %d to %d are not what they were when they were sealed"
                            .formatted(block * BLOCK_EVENTS + 1, (block + 1) * BLOCK_EVENTS));
        }
    }

    private void text(@Nullable String text) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        sha.update(
                ByteBuffer.allocate(4).putInt(text == null ? -1 : bytes.length).array());
        sha.update(bytes);
    }
}
