package dev.holdfast.command.imports;

import dev.holdfast.command.athlete.ContentDigest;
import dev.holdfast.command.athlete.RevisableSessions;
import dev.holdfast.command.eventstore.StoredEvent;
import dev.holdfast.event.AthleteId;
import dev.holdfast.formats.ImportedEvent;
import dev.holdfast.wire.EventPayload;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/** What stands under a key: as bytes, since most repeats are equal byte for byte and need no digest. */
final class KeptContent {
    /** Of a fact that is stored already. */
    private static final long STORED = 0;

    private final String athlete;
    private final String type;
    private final long line;
    private final Instant occurredAt;
    private final int schemaVersion;
    private final byte[] payload;

    private KeptContent(String athlete, String type, long line, Instant occurredAt, int schemaVersion, byte[] payload) {
        this.athlete = athlete;
        this.type = type;
        this.line = line;
        this.occurredAt = occurredAt;
        this.schemaVersion = schemaVersion;
        this.payload = payload;
    }

    static KeptContent of(StoredEvent row) {
        return new KeptContent(
                String.valueOf(row.athleteId()),
                row.type(),
                STORED,
                row.occurredAt(),
                row.schemaVersion(),
                row.payload());
    }

    /** @param line of the file on which it begins */
    static KeptContent of(ImportedEvent event, byte[] payload, long line) {
        // The store keeps microseconds.
        Instant occurredAt = event.occurredAt().toInstant().truncatedTo(ChronoUnit.MICROS);
        return new KeptContent(
                event.athlete().value(), event.fact().type(), line, occurredAt, EventPayload.SCHEMA_VERSION, payload);
    }

    /** Whether it is a session of {@code asked} that stands before {@code asking}, a line of the file. */
    boolean isSessionOf(String asked, long asking) {
        return line < asking && RevisableSessions.isSessionOf(asked, athlete, type);
    }

    /** Whether both say the same about the same athlete at the same time. */
    boolean says(KeptContent other) {
        boolean sameBytes = athlete.equals(other.athlete)
                && occurredAt.equals(other.occurredAt)
                && schemaVersion == other.schemaVersion
                && Arrays.equals(payload, other.payload);
        return sameBytes || digest().equals(other.digest());
    }

    ContentDigest digest() {
        EventPayload read = EventPayload.fromBytes(schemaVersion, payload);
        return ContentDigest.of(new AthleteId(athlete), occurredAt.atOffset(read.offset()), read.fact());
    }
}
