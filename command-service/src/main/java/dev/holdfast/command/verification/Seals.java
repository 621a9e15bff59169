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
import org.jspecify.annotations.Nullable;

/**
 * Digests over blocks of neighbouring rows. A row has no digest of its own, since that would cost every append; a block's
 * is taken by the first check that sees it whole, and every later check compares.
 */
final class Seals {
    private static final String ERASED = "Erased";

    private final Findings findings;
    private @Nullable Fresh fresh;
    private final MessageDigest sha;
    private byte @Nullable [] known;
    private long block;
    private int rows;
    private int erased;
    private long problemsBefore;
    private long compared;
    private long written;

    /** @param erased how many of the block's rows were erased when it was read */
    record Fresh(byte[] digest, int erased) {}

    Seals(Findings findings) {
        this.findings = findings;
        this.sha = Sha256.begin();
    }

    /** @param seal of the block, as it was when its rows were; null when it has none */
    void begin(long of, byte @Nullable [] seal) {
        block = of;
        known = seal;
        rows = 0;
        erased = 0;
        problemsBefore = findings.count();
        sha.reset();
    }

    void add(StoredEvent row) {
        rows++;
        if (row.type().equals(ERASED)) {
            erased++;
        }
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
        if (row.position() % SealBlocks.EVENTS == 0) {
            close();
        }
    }

    /**
     * Seals the block that was read last, if it is sound, had no seal, and is as it was when it was read: nothing but an
     * erasure changes one. Whoever erases waits for the end of the transaction.
     */
    void write(Connection connection, Instant at) throws SQLException {
        Fresh seal = fresh;
        fresh = null;
        if (seal != null) {
            SealBlocks.holdStill(connection);
            written += CheckSql.seal(connection, block, seal, at);
        }
    }

    long compared() {
        return compared;
    }

    long written() {
        return written;
    }

    private void close() {
        byte[] digest = sha.digest();
        byte[] before = known;
        if (before == null) {
            if (rows == SealBlocks.EVENTS && findings.count() == problemsBefore) {
                fresh = new Fresh(digest, erased);
            }
        } else if (Arrays.equals(before, digest)) {
            compared++;
        } else {
            findings.add(
                    "seal-broken",
                    block * SealBlocks.EVENTS + 1,
                    "rows %d to %d are not what they were when they were sealed"
                            .formatted(block * SealBlocks.EVENTS + 1, (block + 1) * SealBlocks.EVENTS));
        }
    }

    private void text(@Nullable String text) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        sha.update(
                ByteBuffer.allocate(4).putInt(text == null ? -1 : bytes.length).array());
        sha.update(bytes);
    }
}
