package dev.holdfast.kit.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes topics and tells how they are set. Every answer is waited for, with a bound; a failure names the topic. */
public final class KafkaTopics implements AutoCloseable {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

    private static final Duration LEADER_POLL = Duration.ofMillis(50);
    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopics.class);

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

    /** How many partitions there are, when each has a leader: a new topic is told of before all of them have. */
    public int awaitPartitions(String topic) throws InterruptedException {
        long until = System.nanoTime() + ANSWER_MAX.toNanos();
        while (true) {
            List<TopicPartitionInfo> partitions = partitionsOf(topic);
            if (partitions.stream()
                    .noneMatch(partition ->
                            partition.leader() == null || partition.leader().isEmpty())) {
                return partitions.size();
            }
            if (System.nanoTime() > until) {
                throw new KafkaException("a partition has no leader: topic=" + topic);
            }
            Thread.sleep(LEADER_POLL);
        }
    }

    private List<TopicPartitionInfo> partitionsOf(String topic) throws InterruptedException {
        try {
            return answer(
                            "describe",
                            topic,
                            admin.describeTopics(List.of(topic)).allTopicNames())
                    .values()
                    .iterator()
                    .next()
                    .partitions();
        } catch (KafkaException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                // Made a moment ago, and not every broker knows it yet.
                return List.of(new TopicPartitionInfo(0, null, List.of(), List.of()));
            }
            throw e;
        }
    }

    /** Gives the topic those of {@code settings} that it has not. */
    public void set(String topic, Map<String, String> settings) throws InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        List<AlterConfigOp> changes = new ArrayList<>();
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            String now = setting(topic, setting.getKey());
            if (!setting.getValue().equals(now)) {
                LOG.warn("topic {} had {}={}, and gets {}", topic, setting.getKey(), now, setting.getValue());
                changes.add(new AlterConfigOp(
                        new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET));
            }
        }
        if (!changes.isEmpty()) {
            answer(
                    "change the settings of",
                    topic,
                    admin.incrementalAlterConfigs(Map.of(resource, changes)).all());
        }
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
