package dev.holdfast.bench.projection;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.bench.harness.BenchDatabase;
import dev.holdfast.kit.kafka.TrainingEventsTopic;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer that writes the rows our projection writes, by batched upserts, and computes nothing: every row lies ready in
 * memory. It opens no record but its key, and leaves its offsets to Kafka.
 */
final class BareConsumer {
    private static final int BATCH_RECORDS_MAX = 4_000;
    private static final int PARTITION_BYTES_MAX = 8 << 20;
    private static final Duration POLL = Duration.ofMillis(500);

    /** Places of these columns in a row of {@code timeline_chunk}. */
    private static final int ENTRY_COUNT = 4;

    private static final int ENTRIES = 9;

    private final HikariDataSource pool;
    private final Map<String, Ready> ready = new HashMap<>();

    /** Rows of an athlete, copied from what our projection left. */
    private static final class Ready {
        private Object[] athlete = {};
        private String change = "";
        private final List<Object[]> chunks = new ArrayList<>();
        private final List<Object[]> checkpoints = new ArrayList<>();
    }

    /** @param readUrl of the database that our projection has filled: the rows are taken from there */
    BareConsumer(String readUrl) throws SQLException {
        pool = BenchDatabase.pool(readUrl + "?reWriteBatchedInserts=true", 4);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            each(statement, "select * from serving.athlete", row -> ready(row).athlete = values(row, 8));
            each(
                    statement,
                    "select * from serving.timeline_chunk order by tenant_id, athlete_id, from_micros",
                    row -> ready(row).chunks.add(values(row, 10)));
            each(
                    statement,
                    "select * from serving.checkpoint order by tenant_id, athlete_id, position",
                    row -> ready(row).checkpoints.add(values(row, 10)));
            each(
                    statement,
                    "select distinct on (tenant_id, athlete_id) tenant_id, athlete_id, state from stream.change"
                            + " order by tenant_id, athlete_id, id desc",
                    row -> ready(row).change = row.getString(3));
            statement.execute("create schema bare");
            for (String table : List.of("serving.athlete", "serving.timeline_chunk", "serving.checkpoint")) {
                statement.execute("create table bare.%s (like %s including all)"
                        .formatted(table.substring(table.indexOf('.') + 1), table));
            }
            // What "like" leaves out: without it PostgreSQL keeps every chunk's entries in a table of their own.
            statement.execute("alter table bare.timeline_chunk set (toast_tuple_target = 8160)");
            statement.execute("create table bare.change (like stream.change including all)");
            statement.execute("create sequence bare.change_id");
        }
    }

    private interface Row {
        void take(ResultSet row) throws SQLException;
    }

    private static void each(Statement statement, String sql, Row row) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                row.take(rows);
            }
        }
    }

    private Ready ready(ResultSet row) throws SQLException {
        return ready.computeIfAbsent(row.getString(1) + "/" + row.getString(2), any -> new Ready());
    }

    private static Object[] values(ResultSet row, int columns) throws SQLException {
        Object[] values = new Object[columns];
        for (int i = 0; i < columns; i++) {
            values[i] = row.getObject(i + 1);
        }
        return values;
    }

    void empty() throws SQLException {
        BenchDatabase.execute(pool, "truncate bare.athlete, bare.timeline_chunk, bare.checkpoint, bare.change");
    }

    void close() {
        pool.close();
    }

    /** One member of the group: runs until {@code all} events are committed by all members together. */
    final class Member implements Runnable {
        private final String bootstrapServers;
        private final String group;
        private final AtomicLong committed;
        private final long all;
        /** Events of an athlete so far: they tell which rows come next. */
        private final Map<String, Integer> seen = new HashMap<>();

        Member(String bootstrapServers, String group, AtomicLong committed, long all) {
            this.bootstrapServers = bootstrapServers;
            this.group = group;
            this.committed = committed;
            this.all = all;
        }

        @Override
        public void run() {
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings());
                    Connection connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                consumer.subscribe(List.of(TrainingEventsTopic.NAME));
                while (committed.get() < all) {
                    ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                    for (TopicPartition partition : records.partitions()) {
                        List<ConsumerRecord<byte[], byte[]>> batch = records.records(partition);
                        save(connection, batch);
                        connection.commit();
                        committed.addAndGet(batch.size());
                    }
                    consumer.commitAsync();
                }
                connection.setAutoCommit(true);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private void save(Connection connection, List<ConsumerRecord<byte[], byte[]>> batch) throws SQLException {
            Map<String, Integer> added = new LinkedHashMap<>();
            for (ConsumerRecord<byte[], byte[]> record : batch) {
                added.merge(new String(record.key(), StandardCharsets.UTF_8), 1, Integer::sum);
            }
            try (PreparedStatement athletes = connection.prepareStatement(ATHLETE);
                    PreparedStatement chunks = connection.prepareStatement(CHUNK);
                    PreparedStatement checkpoints = connection.prepareStatement(CHECKPOINT);
                    PreparedStatement changes = connection.prepareStatement(CHANGE)) {
                for (Map.Entry<String, Integer> each : added.entrySet()) {
                    Ready rows = ready.get(each.getKey());
                    if (rows == null) {
                        throw new IllegalStateException("no rows: " + each.getKey());
                    }
                    int before = seen.getOrDefault(each.getKey(), 0);
                    int after = before + each.getValue();
                    seen.put(each.getKey(), after);
                    add(athletes, rows.athlete);
                    int entriesMax = dev.holdfast.timeline.TimelineChunk.ENTRIES_MAX;
                    int lastChunk = Math.min((after - 1) / entriesMax, rows.chunks.size() - 1);
                    for (int i = Math.min(before / entriesMax, lastChunk); i <= lastChunk; i++) {
                        add(chunks, filled(rows.chunks.get(i), after - i * entriesMax));
                    }
                    int all = rows.checkpoints.size();
                    for (int i = Math.min(2 * ((before + 99) / 100), all);
                            i < Math.min(2 * ((after + 99) / 100), all);
                            i++) {
                        add(checkpoints, rows.checkpoints.get(i));
                    }
                    changes.setObject(1, rows.athlete[0]);
                    changes.setObject(2, rows.athlete[1]);
                    changes.setString(3, rows.change);
                    changes.addBatch();
                }
                athletes.executeBatch();
                chunks.executeBatch();
                checkpoints.executeBatch();
                changes.executeBatch();
            }
        }

        /** A chunk in work is as long as what is in it so far. */
        private static Object[] filled(Object[] chunk, int entries) {
            int count = (int) chunk[ENTRY_COUNT];
            if (entries >= count) {
                return chunk;
            }
            Object[] filled = chunk.clone();
            byte[] all = (byte[]) chunk[ENTRIES];
            filled[ENTRY_COUNT] = entries;
            filled[ENTRIES] = Arrays.copyOf(all, all.length * entries / count);
            return filled;
        }

        private static void add(PreparedStatement statement, Object[] values) throws SQLException {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.addBatch();
        }

        private Properties settings() {
            Properties settings = new Properties();
            settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
            settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
            settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
            settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
            settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
            settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
            settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH_RECORDS_MAX);
            settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_BYTES_MAX);
            settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
            settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
            return settings;
        }
    }

    private static final String ATHLETE = """
            insert into bare.athlete as a (tenant_id, athlete_id, position, last_micros, last_session_micros, sessions,
                state, digest)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (tenant_id, athlete_id) do update set
                position = excluded.position, last_micros = excluded.last_micros,
                last_session_micros = excluded.last_session_micros, sessions = excluded.sessions,
                state = excluded.state, digest = excluded.digest""";

    private static final String CHUNK = """
            insert into bare.timeline_chunk as c (tenant_id, athlete_id, from_micros, from_day, entry_count,
                before_position, before_micros, state_before, digest_before, entries)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (tenant_id, athlete_id, from_micros)
            do update set entry_count = excluded.entry_count, entries = excluded.entries""";

    private static final String CHECKPOINT = """
            insert into bare.checkpoint (tenant_id, athlete_id, effective_micros, kind, cause, chunk_micros, inferred,
                position, state, digest)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""";

    private static final String CHANGE = """
            insert into bare.change (id, tenant_id, athlete_id, state)
            values (nextval('bare.change_id'), ?, ?, ?)""";
}
