package dev.holdfast.bench.workload;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.bench.harness.BenchDatabase;
import dev.holdfast.wire.EventPayload;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** Events of {@link RecordedLives} into tables, by COPY BINARY: filling is no part of any score. */
public final class StoreFill {
    private static final long EPOCH_SECONDS = 946_684_800L;
    private static final int BUFFER_BYTES = 1 << 18;

    private StoreFill() {}

    /** Adds the events up to {@code last} to an event store whose head is {@code after}. */
    public static void events(HikariDataSource store, RecordedLives lives, long after, long last)
            throws SQLException, IOException {
        copy(
                store,
                "copy event (position, event_id, tenant_id, athlete_id, type, schema_version, occurred_at, recorded_at,"
                        + " source, source_event_id, payload) from stdin (format binary)",
                after,
                last,
                (out, position) -> {
                    out.writeShort(11);
                    number(out, position);
                    out.writeInt(16);
                    out.writeLong(lives.eventId(position).getMostSignificantBits());
                    out.writeLong(lives.eventId(position).getLeastSignificantBits());
                    text(out, GeneratedSessions.TENANT.value());
                    text(out, lives.athlete(position));
                    text(out, lives.fact(position).type());
                    out.writeInt(4);
                    out.writeInt(EventPayload.SCHEMA_VERSION);
                    instant(out, lives.occurredAt(position));
                    instant(out, lives.recordedAt(position));
                    text(out, lives.key(position).source());
                    text(out, lives.key(position).sourceEventId());
                    bytes(out, lives.payload(position));
                });
        BenchDatabase.execute(
                store,
                "update event_head set head = %d, recorded_at = '%s'".formatted(last, lives.recordedAt(last)),
                "vacuum analyze event");
    }

    /** The same events with JSON payloads, as applications without a schema keep them. */
    public static void jsonEvents(HikariDataSource store, RecordedLives lives, long last)
            throws SQLException, IOException {
        BenchDatabase.execute(
                store,
                "create table json_event (position bigint primary key, event_id uuid not null, athlete_id text not null,"
                        + " type text not null, occurred_at timestamptz not null, recorded_at timestamptz not null,"
                        + " source_event_id text not null, payload text not null)");
        copy(store, "copy json_event from stdin (format binary)", 0, last, (out, position) -> {
            out.writeShort(8);
            number(out, position);
            out.writeInt(16);
            out.writeLong(lives.eventId(position).getMostSignificantBits());
            out.writeLong(lives.eventId(position).getLeastSignificantBits());
            text(out, lives.athlete(position));
            text(out, lives.fact(position).type());
            instant(out, lives.occurredAt(position));
            instant(out, lives.recordedAt(position));
            text(out, lives.key(position).sourceEventId());
            text(out, lives.json(position));
        });
        BenchDatabase.execute(store, "vacuum analyze json_event");
    }

    private interface Row {
        void write(DataOutputStream out, long position) throws IOException;
    }

    private static void copy(HikariDataSource store, String sql, long after, long last, Row row)
            throws SQLException, IOException {
        try (Connection connection = store.getConnection()) {
            try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(
                    new PGCopyOutputStream(connection.unwrap(PGConnection.class), sql), BUFFER_BYTES))) {
                out.writeBytes("PGCOPY\n");
                out.write(0xFF);
                out.writeBytes("\r\n");
                out.write(0);
                out.writeInt(0);
                out.writeInt(0);
                for (long position = after + 1; position <= last; position++) {
                    row.write(out, position);
                }
                out.writeShort(-1);
            }
        }
    }

    private static void number(DataOutputStream out, long value) throws IOException {
        out.writeInt(8);
        out.writeLong(value);
    }

    private static void text(DataOutputStream out, String value) throws IOException {
        bytes(out, value.getBytes(StandardCharsets.UTF_8));
    }

    private static void bytes(DataOutputStream out, byte[] value) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }

    private static void instant(DataOutputStream out, OffsetDateTime value) throws IOException {
        number(out, (value.toEpochSecond() - EPOCH_SECONDS) * 1_000_000);
    }
}
