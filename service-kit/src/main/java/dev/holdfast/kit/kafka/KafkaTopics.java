package dev.holdfast.kit.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes topics and tells how they are set. Every answer is waited for, with a bound; a failure names the topic. */
public final class KafkaTopics implements AutoCloseable {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

    private final Admin admin;

    public KafkaTopics(String bootstrapServers) {
        admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) ANSWER_MAX.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) ANSWER_MAX.dividedBy(2).toMillis()));
    }

    /** Makes {@code topic}; false when there is one of that name, which stays as it is. */
    public boolean make(NewTopic topic) throws InterruptedException {
        try {
            answer("make", topic.name(), admin.createTopics(List.of(topic)).all());
            return true;
        } catch (KafkaException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }

    public int partitions(String topic) throws InterruptedException {
        return answer("describe", topic, admin.describeTopics(List.of(topic)).allTopicNames())
                .values()
                .iterator()
                .next()
                .partitions()
                .size();
    }

    /** The value of a setting such as {@code cleanup.policy}. */
    public String setting(String topic, String name) throws InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return answer(
                        "read the settings of",
                        topic,
                        admin.describeConfigs(List.of(resource)).all())
                .values()
                .iterator()
                .next()
                .get(name)
                .value();
    }

    @Override
    public void close() {
        admin.close();
    }

    private static <T> T answer(String verb, String topic, KafkaFuture<T> asked) throws InterruptedException {
        try {
            return asked.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new KafkaException("cannot %s topic %s".formatted(verb, topic), e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("no answer about topic " + topic, e);
        }
    }
}
