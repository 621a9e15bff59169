package dev.holdfast.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * All of the topic {@code training-events} as a reader takes it: a record whose position its partition has passed was
 * published again after a crash and is dropped; every other one must name the one before it.
 */
record PublishedEvents(Map<String, List<Long>> positionsByAthlete, int repeated) {
    private static final String TOPIC = "training-events";
    private static final Duration POLL_MAX = Duration.ofSeconds(10);

    static PublishedEvents readAll(String bootstrapServers) {
        Map<String, List<Long>> positions = new HashMap<>();
        Map<String, Integer> partitions = new HashMap<>();
        Map<Integer, Long> last = new HashMap<>();
        int repeated = 0;
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor(TOPIC).stream()
                    .map(partition -> new TopicPartition(TOPIC, partition.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> published : consumer.poll(POLL_MAX)) {
                    long position = header(published, "ce_position");
                    long before = last.getOrDefault(published.partition(), 0L);
                    if (position <= before) {
                        repeated++;
                        continue;
                    }
                    assertThat(header(published, "ce_previousposition"))
                            .as("before position %d of partition %d", position, published.partition())
                            .isEqualTo(before);
                    last.put(published.partition(), position);
                    Integer other = partitions.putIfAbsent(published.key(), published.partition());
                    assertThat(other == null || other == published.partition())
                            .as("one partition for %s", published.key())
                            .isTrue();
                    positions
                            .computeIfAbsent(published.key(), any -> new ArrayList<>())
                            .add(position);
                }
            }
        }
        return new PublishedEvents(positions, repeated);
    }

    private static long header(ConsumerRecord<String, byte[]> published, String name) {
        Header header = published.headers().lastHeader(name);
        assertThat(header).as(name).isNotNull();
        return Long.parseLong(new String(header.value(), StandardCharsets.UTF_8));
    }
}
