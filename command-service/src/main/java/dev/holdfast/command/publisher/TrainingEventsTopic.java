package dev.holdfast.command.publisher;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Utils;

/** The topic {@code training-events}: it is made with these settings and never by accident. */
final class TrainingEventsTopic {
    static final String NAME = "training-events";

    /** How many query services can share the work; the number cannot change while athletes must keep their partition. */
    private static final int PARTITIONS = 8;
    /** Readers further behind than this read the store. */
    private static final Duration RETENTION = Duration.ofDays(7);

    private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

    private TrainingEventsTopic() {}

    /** Makes the topic if there is none, and says how many partitions it has. */
    static int ensure(String bootstrapServers) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) ANSWER_MAX.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) ANSWER_MAX.dividedBy(2).toMillis()))) {
            NewTopic topic = new NewTopic(NAME, Optional.of(PARTITIONS), Optional.empty())
                    .configs(Map.of(
                            TopicConfig.RETENTION_MS_CONFIG,
                            Long.toString(RETENTION.toMillis()),
                            TopicConfig.CLEANUP_POLICY_CONFIG,
                            TopicConfig.CLEANUP_POLICY_DELETE));
            try {
                admin.createTopics(List.of(topic)).all().get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new KafkaException("cannot make topic " + NAME, e.getCause());
                }
            }
            return admin.describeTopics(List.of(NAME))
                    .allTopicNames()
                    .get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS)
                    .values()
                    .iterator()
                    .next()
                    .partitions()
                    .size();
        } catch (ExecutionException e) {
            throw new KafkaException("cannot describe topic " + NAME, e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("no answer about topic " + NAME, e);
        }
    }

    /** The partition that Kafka's own partitioner gives to {@code key}. */
    static int partition(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
