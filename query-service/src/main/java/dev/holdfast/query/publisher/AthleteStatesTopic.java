package dev.holdfast.query.publisher;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The topic {@code athlete-states}: it is made with these settings and never by accident.
 *
 * @param replication empty for the broker's own default
 */
record AthleteStatesTopic(String bootstrapServers, int partitions, Optional<Short> replication) {
    static final String NAME = "athlete-states";

    /** A reader that was away for longer begins anew, as one of the stream does; until then it finds the tombstones. */
    private static final Duration TOMBSTONES_KEPT = Duration.ofDays(7);

    /** What an erased athlete was is gone from the topic after this, however little is written. */
    private static final Duration COMPACTED_WITHIN = Duration.ofDays(1);

    private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

    /**
     * Makes the topic if there is none, and refuses one that would not keep each athlete's newest state.
     *
     * @return whether it was made, so that it is empty
     */
    boolean ensure() throws InterruptedException {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) ANSWER_MAX.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) ANSWER_MAX.dividedBy(2).toMillis()))) {
            NewTopic topic = new NewTopic(NAME, Optional.of(partitions), replication)
                    .configs(Map.of(
                            TopicConfig.CLEANUP_POLICY_CONFIG,
                            TopicConfig.CLEANUP_POLICY_COMPACT,
                            TopicConfig.DELETE_RETENTION_MS_CONFIG,
                            Long.toString(TOMBSTONES_KEPT.toMillis()),
                            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
                            Long.toString(COMPACTED_WITHIN.toMillis())));
            try {
                admin.createTopics(List.of(topic)).all().get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
                return true;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new KafkaException("cannot make topic " + NAME, e.getCause());
                }
                requireCompacted(admin);
                return false;
            }
        } catch (ExecutionException e) {
            throw new KafkaException("cannot read the settings of topic " + NAME, e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("no answer about topic " + NAME, e);
        }
    }

    private static void requireCompacted(Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, NAME);
        Config settings = admin.describeConfigs(List.of(resource))
                .all()
                .get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS)
                .values()
                .iterator()
                .next();
        String policy = settings.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
        if (!TopicConfig.CLEANUP_POLICY_COMPACT.equals(policy)) {
            throw new KafkaException(
                    "cannot publish states: topic=%s, cleanup.policy=%s: set it to compact".formatted(NAME, policy));
        }
    }
}
