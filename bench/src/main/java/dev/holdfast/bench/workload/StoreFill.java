package dev.holdfast.bench.workload;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.bench.harness.BenchDatabase;
import dev.holdfast.kit.postgres.CopyRows;
import dev.holdfast.wire.EventPayload;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.LongConsumer;

/** Events of {@link RecordedLives} into tables, by COPY BINARY: filling is no part of any score. */
public final class StoreFill {
    /** Some megabytes at a time. */
    private static final int BATCH_ROWS = 20_000;

    private StoreFill() {}

    /** Adds the events up to {@code last} to an event store whose head is {@code after}. */
    public static void events(HikariDataSource store, RecordedLives lives, long after, long last) throws SQLException {
        CopyRows rows = new CopyRows(
                "position",
                "event_id",
                "tenant_id",
                "athlete_id",
                "type",
                "schema_version",
                "occurred_at",
                "recorded_at",
                "source",
                "source_event_id",
                "payload");
        copy(store, "event", rows, after, last, position -> {
            rows.int8(position);
            rows.uuid(lives.eventId(position));
            rows.text(GeneratedSessions.TENANT.value());
            rows.text(lives.athlete(position));
            rows.text(lives.fact(position).type());
            rows.int4(EventPayload.SCHEMA_VERSION);
            rows.time(lives.occurredAt(position).toInstant());
            rows.time(lives.recordedAt(position).toInstant());
            rows.text(lives.key(position).source());
            rows.text(lives.key(position).sourceEventId());
            rows.bytes(lives.payload(position));
        });
        BenchDatabase.execute(
                store,
                "update event_head set head = %d, recorded_at = '%s'".formatted(last, lives.recordedAt(last)),
                "vacuum analyze event");
    }

    /** The same events with JSON payloads, as applications without a schema keep them. */
    public static void jsonEvents(HikariDataSource store, RecordedLives lives, long last) throws SQLException {
        BenchDatabase.execute(
                store,
                "create table json_event (position bigint primary key, event_id uuid not null, athlete_id text not null,"
                        + " type text not null, occurred_at timestamptz not null, recorded_at timestamptz not null,"
                        + " source_event_id text not null, payload text not null)");
        CopyRows rows = new CopyRows(
                "position",
                "event_id",
                "athlete_id",
                "type",
                "occurred_at",
                "recorded_at",
                "source_event_id",
                "payload");
        copy(store, "json_event", rows, 0, last, position -> {
            rows.int8(position);
            rows.uuid(lives.eventId(position));
            rows.text(lives.athlete(position));
            rows.text(lives.fact(position).type());
            rows.time(lives.occurredAt(position).toInstant());
            rows.time(lives.recordedAt(position).toInstant());
            rows.text(lives.key(position).sourceEventId());
            rows.text(lives.json(position));
        });
        BenchDatabase.execute(store, "vacuum analyze json_event");
    }

    private static void copy(
            HikariDataSource store, String table, CopyRows rows, long after, long last, LongConsumer columns)
            throws SQLException {
        try (Connection connection = store.getConnection()) {
            for (long position = after + 1; position <= last; position++) {
                rows.row();
                columns.accept(position);
                if (rows.count() == BATCH_ROWS || position == last) {
                    rows.copyInto(connection, table);
                    rows.clear();
                }
            }
        }
    }
}
