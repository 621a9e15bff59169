package dev.holdfast.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.checkpoint.Checkpoint;
import dev.holdfast.checkpoint.ModelIdentity;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.kit.tenancy.AthletePath;
import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.AthleteState;
import dev.holdfast.timeline.CheckpointListener;
import dev.holdfast.timeline.Timeline;
import dev.holdfast.timeline.TimelineChange;
import dev.holdfast.timeline.TimelineEntry;
import dev.holdfast.wire.EventPayload;
import dev.holdfast.wire.TrainingEventHeaders;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Histories as records of a partition and as rows of the store, and what the read side must hold of them. */
public record Histories(DataSource database, AthleteFold fold, ModelIdentity model) {
    /** Partitions that no consumer has: the projector is called directly. */
    private static final AtomicInteger NEXT_PARTITION = new AtomicInteger(100);

    public static int nextPartition() {
        return NEXT_PARTITION.getAndIncrement();
    }

    public static List<ConsumerRecord<byte[], byte[]>> records(int partition, List<RecordedEvent> life) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long previous = 0;
        for (RecordedEvent event : life) {
            records.add(new ConsumerRecord<>(
                    "training-events",
                    partition,
                    records.size(),
                    0,
                    TimestampType.CREATE_TIME,
                    1,
                    1,
                    key(event),
                    value(event),
                    headers(event, previous),
                    Optional.empty()));
            previous = event.position();
        }
        return records;
    }

    public static byte[] key(RecordedEvent event) {
        return AthletePath.of(event.tenant(), event.athlete()).toString().getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] value(RecordedEvent event) {
        return new EventPayload(event.occurredAt().getOffset(), event.fact()).toBytes();
    }

    public static RecordHeaders headers(RecordedEvent event, long previous) {
        RecordHeaders headers = new RecordHeaders();
        TrainingEventHeaders.of(event, previous)
                .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }

    /** An event store as command-service has it, with nothing else in it. */
    public static void store(DataSource store, List<RecordedEvent> life) throws SQLException {
        try (Connection connection = store.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists event, event_head");
            statement.execute(
                    "create table event (position bigint primary key, event_id uuid, occurred_at timestamptz, recorded_at timestamptz,"
                            + " schema_version int, tenant_id text, athlete_id text, type text, source text, source_event_id text,"
                            + " payload bytea, metadata bytea)");
            statement.execute("create table event_head (head bigint)");
            statement.execute("insert into event_head values (0)");
        }
        append(store, life);
    }

    /** More events of the store. */
    public static void append(DataSource store, List<RecordedEvent> life) throws SQLException {
        try (Connection connection = store.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into event values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null)");
                PreparedStatement head = connection.prepareStatement("update event_head set head = ?")) {
            connection.setAutoCommit(false);
            for (RecordedEvent event : life) {
                insert.setLong(1, event.position());
                insert.setObject(2, event.eventId());
                insert.setObject(3, event.occurredAt());
                insert.setObject(4, event.recordedAt().atOffset(ZoneOffset.UTC));
                insert.setInt(5, EventPayload.SCHEMA_VERSION);
                insert.setString(6, event.tenant().value());
                insert.setString(7, event.athlete().value());
                insert.setString(8, event.fact().type());
                insert.setString(9, event.key().source());
                insert.setString(10, event.key().sourceEventId());
                insert.setBytes(11, value(event));
                insert.addBatch();
            }
            insert.executeBatch();
            head.setLong(1, life.getLast().position());
            head.executeUpdate();
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    public List<TimelineEntry> entriesOf(List<RecordedEvent> life, String athlete) {
        Timeline timeline = new Timeline(List.of());
        life.stream()
                .filter(event -> event.athlete().value().equals(athlete))
                .forEach(event -> timeline.change(TimelineChange.of(event, fold.catalogue())));
        return timeline.entries();
    }

    public void requireSame(String tenant, String athlete, List<RecordedEvent> life) throws SQLException {
        AthleteState state = AthleteState.untrained();
        List<TimelineEntry> entries = entriesOf(life, athlete);
        fold.applyStanding(entries, state, CheckpointListener.NONE);
        long last = entries.stream().mapToLong(TimelineEntry::atMicros).max().orElseThrow();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select state, digest, position from serving.athlete where tenant_id = ? and athlete_id = ?")) {
            select.setString(1, tenant);
            select.setString(2, athlete);
            try (ResultSet row = select.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getBytes(1)).isEqualTo(state.toBytes());
                assertThat(row.getBytes(2))
                        .isEqualTo(new Checkpoint(row.getLong(3), last, model, state.toBytes()).digest());
            }
        }
    }

    /** Everything that is stored of a tenant. */
    public Map<String, String> rows(String tenant) throws SQLException {
        Map<String, String> rows = new TreeMap<>();
        for (String table : List.of("athlete", "timeline_chunk", "checkpoint")) {
            try (Connection connection = database.getConnection();
                    PreparedStatement select =
                            connection.prepareStatement("select (to_jsonb(t) - 'tenant_id')::text from serving." + table
                                    + " t where tenant_id = ? order by 1")) {
                select.setString(1, tenant);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        rows.put(table + rows.size(), row.getString(1));
                    }
                }
            }
        }
        return rows;
    }
}
