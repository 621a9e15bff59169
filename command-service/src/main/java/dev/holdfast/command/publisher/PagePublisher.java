package dev.holdfast.command.publisher;

import dev.holdfast.command.eventstore.EventSql;
import dev.holdfast.command.eventstore.StoredEvent;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.kit.kafka.ProducerSettings;
import dev.holdfast.kit.kafka.TrainingEventsTopic;
import dev.holdfast.kit.tenancy.AthletePath;
import dev.holdfast.wire.TrainingEventHeaders;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Publishes page by page and remembers how far it is. After any failure it is closed, and another begins where it was. */
final class PagePublisher implements AutoCloseable {
    private static final int PAGE_SIZE = 2_000;
    private static final long PAGE_BYTES_MAX = 4 << 20;
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private final KafkaProducer<byte[], byte[]> producer;
    private final Clock clock;
    private final int partitions;
    private Map<Integer, Long> byPartition;
    private long position;
    private volatile @Nullable Exception failure;

    PagePublisher(String bootstrapServers, Clock clock, int partitions, long position, Map<Integer, Long> byPartition) {
        this.clock = clock;
        this.producer = new KafkaProducer<>(
                ProducerSettings.durable(bootstrapServers, "holdfast-publisher"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.partitions = partitions;
        this.position = position;
        this.byPartition = byPartition;
    }

    long position() {
        return position;
    }

    /**
     * Publishes the next page and records it on {@code connection}.
     *
     * @return false when there was nothing to publish
     */
    boolean publishNext(Connection connection) throws SQLException, InterruptedException {
        List<StoredEvent> page = EventSql.after(connection, position, PAGE_SIZE, PAGE_BYTES_MAX);
        if (page.isEmpty()) {
            return false;
        }
        Map<Integer, Long> after = new TreeMap<>(byPartition);
        try {
            for (StoredEvent row : page) {
                // Other rows are positions that readers of the topic never see; the header of the next one steps over
                // them.
                if (row.isTrainingEvent()) {
                    producer.send(record(row, after), this::acknowledged);
                }
            }
            producer.flush();
        } catch (IllegalStateException e) {
            if (failure == null) {
                throw e;
            }
            // The producer was closed below; why is said next.
        }
        Exception failed = failure;
        if (failed != null) {
            throw new KafkaException("not acknowledged: " + failed, failed);
        }
        PublisherSql.advance(
                connection, TrainingEventsTopic.NAME, page.getLast().position(), after);
        position = page.getLast().position();
        byPartition = after;
        return true;
    }

    /**
     * Ends the producer with the first record that Kafka does not take. What follows it would be published before it, and
     * readers would stop at the gap.
     */
    private void acknowledged(@Nullable RecordMetadata metadata, @Nullable Exception notTaken) {
        if (notTaken != null && failure == null) {
            failure = notTaken;
            producer.close(Duration.ZERO);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE_MAX);
    }

    private ProducerRecord<byte[], byte[]> record(StoredEvent row, Map<Integer, Long> after) {
        RecordedEvent event = row.recorded();
        byte[] key = AthletePath.of(event.tenant(), event.athlete()).toString().getBytes(StandardCharsets.UTF_8);
        int partition = TrainingEventsTopic.partition(key, partitions);
        Long previous = after.put(partition, event.position());
        // When it is published, not when it was recorded: so long Kafka keeps it, and it refuses times that are ahead.
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(TrainingEventsTopic.NAME, partition, clock.millis(), key, row.payload());
        TrainingEventHeaders.of(event, row.schemaVersion(), previous == null ? 0 : previous)
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}
