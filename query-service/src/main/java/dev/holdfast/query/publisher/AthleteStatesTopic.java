package dev.holdfast.query.publisher;

import dev.holdfast.kit.kafka.KafkaTopics;
import dev.holdfast.query.subscription.PostgresChangeLog;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The topic {@code athlete-states}: it is made with these settings and never by accident.
 *
 * @param replication empty for the broker's own default
 */
record AthleteStatesTopic(String bootstrapServers, int partitions, Optional<Short> replication) {
    static final String NAME = "athlete-states";

    /** A reader that was away for longer begins anew, as one of the stream does; until then it finds the tombstones. */
    private static final Duration TOMBSTONES_KEPT = PostgresChangeLog.KEPT;

    /** What an erased athlete was is gone from the topic after this, however little is written. */
    private static final Duration COMPACTED_WITHIN = Duration.ofDays(1);

    /**
     * Makes the topic if there is none, and refuses one that would not keep each athlete's newest state.
     *
     * @return whether it was made, so that it is empty
     */
    boolean ensure() throws InterruptedException {
        try (KafkaTopics topics = new KafkaTopics(bootstrapServers)) {
            boolean made = topics.make(new NewTopic(NAME, Optional.of(partitions), replication)
                    .configs(Map.of(
                            TopicConfig.CLEANUP_POLICY_CONFIG,
                            TopicConfig.CLEANUP_POLICY_COMPACT,
                            TopicConfig.DELETE_RETENTION_MS_CONFIG,
                            Long.toString(TOMBSTONES_KEPT.toMillis()),
                            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
                            Long.toString(COMPACTED_WITHIN.toMillis()))));
            String policy =
                    made ? TopicConfig.CLEANUP_POLICY_COMPACT : topics.setting(NAME, TopicConfig.CLEANUP_POLICY_CONFIG);
            if (!TopicConfig.CLEANUP_POLICY_COMPACT.equals(policy)) {
                throw new KafkaException("cannot publish states: topic=%s, cleanup.policy=%s: set it to compact"
                        .formatted(NAME, policy));
            }
            return made;
        }
    }
}
