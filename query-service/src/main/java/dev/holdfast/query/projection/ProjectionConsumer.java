package dev.holdfast.query.projection;

import dev.holdfast.kit.kafka.TrainingEventsTopic;
import dev.holdfast.kit.postgres.SqlFailures;
import dev.holdfast.kit.work.SupervisedThread;
import dev.holdfast.query.readstore.PartitionProgress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One member of the consumer group, on a thread of its own. Where to read on comes from the database, never from Kafka, so
 * progress and states cannot part.
 */
final class ProjectionConsumer implements SupervisedThread.Work {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectionConsumer.class);

    static final String GROUP = "holdfast-query";

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY_FIRST = Duration.ofMillis(200);
    private static final Duration RETRY_LAST = Duration.ofSeconds(5);

    /** About 8 MB of sessions; larger batches make no faster transactions. */
    private static final int BATCH_RECORDS_MAX = 4_000;

    /** So few that what the client makes of a record is still in the processor's cache when it is read. */
    private static final int POLL_RECORDS_MAX = 400;

    /** As much as a batch: with the client's default of 1 MB, chunks in work are read and written twice as often. */
    private static final int PARTITION_BYTES_MAX = 8 << 20;

    /** A killed instance's partitions wait this long for another one; the client's default is 45 s. */
    private static final int SESSION_MILLIS_MAX = 10_000;

    /** A topic that is made after this service started is found within this time. */
    private static final int METADATA_AGE_MILLIS_MAX = 2_000;

    private static final Duration METADATA_WAIT_MAX = Duration.ofSeconds(5);

    /** How often a partition that stands still is looked at. */
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    private final String bootstrapServers;
    private final PartitionProjector projector;
    private final ProjectionStatus status;
    private final RecordReader reader;
    private final Set<TopicPartition> stalled = new HashSet<>();
    private long lookedNanos = System.nanoTime();
    private volatile @Nullable Consumer<byte[], byte[]> consumer;

    ProjectionConsumer(String bootstrapServers, PartitionProjector projector, ProjectionStatus status) {
        this.bootstrapServers = bootstrapServers;
        this.projector = projector;
        this.status = status;
        this.reader = projector.reader();
    }

    @Override
    public void serve(SupervisedThread thread) throws InterruptedException {
        try (Consumer<byte[], byte[]> opened = new KafkaConsumer<>(settings())) {
            consumer = opened;
            opened.subscribe(List.of(TrainingEventsTopic.NAME), new SeekToStored(opened));
            Duration retry = RETRY_FIRST;
            while (!thread.stopped()) {
                try {
                    poll(opened, thread);
                    thread.progressed();
                    retry = RETRY_FIRST;
                } catch (SQLException e) {
                    // Still in the group: to leave it at each try would have everybody's partitions assigned anew.
                    thread.failed(e);
                    thread.stoppedWithin(retry);
                    retry = retry.multipliedBy(2).compareTo(RETRY_LAST) > 0 ? RETRY_LAST : retry.multipliedBy(2);
                }
            }
        } catch (WakeupException e) {
            LOG.debug("projection consumer stops");
        } finally {
            consumer = null;
        }
    }

    /** Ends a wait for records, once the thread is stopped. */
    void wakeUp() {
        Consumer<byte[], byte[]> opened = consumer;
        if (opened != null) {
            opened.wakeup();
        }
    }

    private void poll(Consumer<byte[], byte[]> from, SupervisedThread thread) throws SQLException {
        resume(from);
        Map<TopicPartition, List<ReceivedRecord>> batches = batches(from);
        Set<TopicPartition> open = new HashSet<>(batches.keySet());
        try {
            for (Map.Entry<TopicPartition, List<ReceivedRecord>> batch : batches.entrySet()) {
                TopicPartition partition = batch.getKey();
                if (!thread.stopped()
                        && !stalled.contains(partition)
                        && from.assignment().contains(partition)) {
                    project(from, partition, batch.getValue());
                }
                open.remove(partition);
            }
        } catch (SQLException e) {
            open.retainAll(from.assignment());
            batches.forEach((partition, records) -> {
                if (open.contains(partition)) {
                    from.seek(partition, records.getFirst().offset());
                }
            });
            throw e;
        }
        for (TopicPartition partition : from.assignment()) {
            from.currentLag(partition)
                    .ifPresent(lag -> status.lag(partition.partition(), lag, System.currentTimeMillis()));
        }
    }

    /** Waits for records, then takes all that have arrived, up to a batch. */
    private Map<TopicPartition, List<ReceivedRecord>> batches(Consumer<byte[], byte[]> from) {
        Map<TopicPartition, List<ReceivedRecord>> batches = new LinkedHashMap<>();
        ConsumerRecords<byte[], byte[]> polled = from.poll(POLL);
        int count = polled.count();
        while (!polled.isEmpty()) {
            for (TopicPartition partition : polled.partitions()) {
                batches.computeIfAbsent(partition, any -> new ArrayList<>())
                        .addAll(reader.read(polled.records(partition)));
            }
            boolean more = polled.count() == POLL_RECORDS_MAX && count + POLL_RECORDS_MAX <= BATCH_RECORDS_MAX;
            polled = more ? from.poll(Duration.ZERO) : ConsumerRecords.empty();
            count += polled.count();
        }
        return batches;
    }

    private void project(Consumer<byte[], byte[]> from, TopicPartition partition, List<ReceivedRecord> records)
            throws SQLException {
        try {
            PartitionProjector.Outcome outcome = projector.projectRead(partition.partition(), records);
            status.folded(partition.partition(), outcome, records.getLast().writtenMillis());
            if (outcome.progress().stalledReason() != null) {
                stall(from, partition, outcome.progress().stalledReason());
            }
        } catch (RuntimeException e) {
            standStill(from, partition, records, e);
        } catch (SQLException e) {
            if (!SqlFailures.isOfData(e)) {
                throw e;
            }
            standStill(from, partition, records, e);
        }
    }

    /** What fails in the same way at every try is not tried again by itself. */
    private void standStill(
            Consumer<byte[], byte[]> from, TopicPartition partition, List<ReceivedRecord> records, Exception failure)
            throws SQLException {
        LOG.error("projection of partition {} failed", partition.partition(), failure);
        String reason =
                "cannot fold offsets from %d: %s".formatted(records.getFirst().offset(), failure);
        projector.stall(partition.partition(), reason);
        stall(from, partition, reason);
    }

    /** A partition goes on once nothing is noted against it any more: after a rebuild, or because somebody says so. */
    private void resume(Consumer<byte[], byte[]> from) throws SQLException {
        long now = System.nanoTime();
        if (stalled.isEmpty() || now - lookedNanos < LOOK_NANOS) {
            return;
        }
        lookedNanos = now;
        Map<Integer, PartitionProgress> progress = projector.progress(
                stalled.stream().map(TopicPartition::partition).toList());
        for (TopicPartition partition : List.copyOf(stalled)) {
            PartitionProgress stored = progress.get(partition.partition());
            if (stored == null || stored.stalledReason() != null) {
                continue;
            }
            String mismatch = mismatch(from);
            if (mismatch != null) {
                projector.stall(partition.partition(), mismatch);
            } else {
                LOG.info("partition goes on: partition={}", partition.partition());
                stalled.remove(partition);
                from.seek(partition, stored.nextOffset());
                from.resume(Set.of(partition));
                status.assigned(partition.partition(), stored);
            }
        }
    }

    private @Nullable String mismatch(Consumer<byte[], byte[]> from) throws SQLException {
        return projector.mismatch(
                from.partitionsFor(TrainingEventsTopic.NAME, METADATA_WAIT_MAX).size());
    }

    private void stall(Consumer<byte[], byte[]> from, TopicPartition partition, String reason) {
        LOG.error("partition stands still: partition={}: {}", partition.partition(), reason);
        stalled.add(partition);
        from.pause(Set.of(partition));
        status.stalled(partition.partition());
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // command-service makes the topic, with the number of partitions that it keeps for ever.
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS_MAX);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_BYTES_MAX);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_AGE_MILLIS_MAX);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS_MAX);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_MILLIS_MAX / 3);
        return settings;
    }

    /** A partition that arrives is read on from where the database says it is. */
    private final class SeekToStored implements ConsumerRebalanceListener {
        private final Consumer<byte[], byte[]> from;

        SeekToStored(Consumer<byte[], byte[]> from) {
            this.from = from;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            try {
                Map<Integer, TopicPartition> byNumber = new HashMap<>();
                partitions.forEach(partition -> byNumber.put(partition.partition(), partition));
                String mismatch = mismatch(from);
                for (Map.Entry<Integer, PartitionProgress> each :
                        projector.progress(byNumber.keySet()).entrySet()) {
                    TopicPartition partition = byNumber.get(each.getKey());
                    if (partition != null) {
                        from.seek(partition, each.getValue().nextOffset());
                        status.assigned(each.getKey(), each.getValue());
                        stalled.remove(partition);
                        if (mismatch != null) {
                            projector.stall(each.getKey(), mismatch);
                            stall(from, partition, mismatch);
                        }
                    }
                }
            } catch (SQLException e) {
                throw new KafkaException("cannot read where to go on: " + e.getMessage(), e);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> {
                stalled.remove(partition);
                status.revoked(partition.partition());
            });
        }
    }
}
