package dev.holdfast.query.projection;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.event.TenantId;
import dev.holdfast.wire.EventPayload;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;

/** Events of the store as COPY BINARY gives them: the fastest way out of PostgreSQL. */
final class StoreRows implements AutoCloseable {
    private static final String COLUMNS =
            "position, event_id, tenant_id, athlete_id, schema_version, occurred_at, recorded_at, source,"
                    + " source_event_id, payload";

    /** Signature, flags and length of the extension, which is empty. */
    private static final int HEADER_BYTES = 19;

    private static final int BUFFER_BYTES = 1 << 18;

    /** PostgreSQL counts its microseconds from 2000-01-01. */
    private static final long EPOCH_MICROS = 946_684_800_000_000L;

    private static final long MICROS = 1_000_000;

    private final PGCopyInputStream copy;
    private final DataInputStream in;
    private @Nullable TenantId tenant;
    private @Nullable AthleteId athlete;

    /** Rows with {@code after < position ≤ upTo}, by athlete and position or by position alone. */
    StoreRows(Connection store, long after, long upTo, boolean byAthlete) throws SQLException, IOException {
        copy = new PGCopyInputStream(
                store.unwrap(PGConnection.class),
                "copy (select %s from event where position > %d and position <= %d and tenant_id is not null order by %s) to stdout (format binary)"
                        .formatted(COLUMNS, after, upTo, byAthlete ? "tenant_id, athlete_id, position" : "position"));
        in = new DataInputStream(new BufferedInputStream(copy, BUFFER_BYTES));
        in.skipNBytes(HEADER_BYTES);
    }

    /** @param event null when the payload cannot be read */
    record Row(long position, AthleteKey key, @Nullable RecordedEvent event) {}

    /** The next row, null after the last. */
    @Nullable
    Row next() throws IOException {
        if (in.readShort() < 0) {
            return null;
        }
        in.readInt();
        long position = in.readLong();
        in.readInt();
        UUID id = new UUID(in.readLong(), in.readLong());
        String tenantId = text();
        String athleteId = text();
        TenantId rowTenant = tenant;
        AthleteId rowAthlete = athlete;
        if (rowTenant == null || !rowTenant.value().equals(tenantId)) {
            rowTenant = new TenantId(tenantId);
            tenant = rowTenant;
        }
        if (rowAthlete == null || !rowAthlete.value().equals(athleteId)) {
            rowAthlete = new AthleteId(athleteId);
            athlete = rowAthlete;
        }
        in.readInt();
        int schemaVersion = in.readInt();
        Instant occurredAt = instant();
        Instant recordedAt = instant();
        String source = text();
        String sourceEventId = text();
        byte[] payload = in.readNBytes(in.readInt());
        RecordedEvent event = null;
        try {
            EventPayload read = EventPayload.fromBytes(schemaVersion, payload);
            event = new RecordedEvent(
                    position,
                    id,
                    rowTenant,
                    rowAthlete,
                    occurredAt.atOffset(read.offset()),
                    recordedAt,
                    new EventKey(source, sourceEventId),
                    read.fact());
        } catch (IllegalArgumentException e) {
            // As in the live projection: what cannot be read is counted and left out.
        }
        return new Row(position, new AthleteKey(tenantId, athleteId), event);
    }

    private String text() throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private Instant instant() throws IOException {
        in.readInt();
        long micros = in.readLong() + EPOCH_MICROS;
        return Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
