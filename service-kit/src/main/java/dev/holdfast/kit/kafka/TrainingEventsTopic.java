package dev.holdfast.kit.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.utils.Utils;

/**
 * The topic {@code training-events}, by which the services meet: it is made with these settings and never by accident.
 * What a record holds is said in {@code dev.holdfast.wire.TrainingEventHeaders}; its key is an
 * {@link dev.holdfast.kit.tenancy.AthletePath}.
 */
public final class TrainingEventsTopic {
    public static final String NAME = "training-events";

    /** Readers further behind than this read the store. */
    public static final Duration RETENTION = Duration.ofDays(7);

    /** Kafka deletes segments, by their newest record: one that is open longer keeps its oldest record as much longer. */
    private static final Duration SEGMENT = Duration.ofHours(6);

    /** Pages in flight, the broker's checks, and the time until it deletes the file. */
    private static final Duration DELETION = Duration.ofHours(1);

    /** After so long no copy of a record is left. */
    public static final Duration GONE_AFTER = RETENTION.plus(SEGMENT).plus(DELETION);

    private static final Map<String, String> SETTINGS = Map.of(
            TopicConfig.RETENTION_MS_CONFIG,
            Long.toString(RETENTION.toMillis()),
            TopicConfig.SEGMENT_MS_CONFIG,
            Long.toString(SEGMENT.toMillis()),
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE);

    /** How many query services can share the work; the number cannot change while athletes must keep their partition. */
    private static final int PARTITIONS = 8;

    private TrainingEventsTopic() {}

    /**
     * Makes the topic if there is none, gives it its settings if it has others, and says how many partitions it has, once
     * each of them can be written to.
     */
    public static int ensure(String bootstrapServers) throws InterruptedException {
        try (KafkaTopics topics = new KafkaTopics(bootstrapServers)) {
            topics.make(new NewTopic(NAME, Optional.of(PARTITIONS), Optional.empty()).configs(SETTINGS));
            topics.set(NAME, SETTINGS);
            return topics.awaitPartitions(NAME);
        }
    }

    /** The partition that Kafka's own partitioner gives to {@code key}. */
    public static int partition(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
