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

    /** How many query services can share the work; the number cannot change while athletes must keep their partition. */
    private static final int PARTITIONS = 8;

    private TrainingEventsTopic() {}

    /** Makes the topic if there is none, and says how many partitions it has. */
    public static int ensure(String bootstrapServers) throws InterruptedException {
        try (KafkaTopics topics = new KafkaTopics(bootstrapServers)) {
            topics.make(new NewTopic(NAME, Optional.of(PARTITIONS), Optional.empty())
                    .configs(Map.of(
                            TopicConfig.RETENTION_MS_CONFIG,
                            Long.toString(RETENTION.toMillis()),
                            TopicConfig.CLEANUP_POLICY_CONFIG,
                            TopicConfig.CLEANUP_POLICY_DELETE)));
            return topics.partitions(NAME);
        }
    }

    /** The partition that Kafka's own partitioner gives to {@code key}. */
    public static int partition(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
