package dev.holdfast.bench.projection;

import dev.holdfast.bench.harness.ProjectFolder;
import dev.holdfast.bench.workload.RecordedLives;
import dev.holdfast.deploy.embedded.EmbeddedKafkaBroker;
import dev.holdfast.deploy.embedded.FreePort;
import dev.holdfast.kit.tenancy.AthletePath;
import dev.holdfast.wire.TrainingEventHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/** A real broker with the topic that command-service makes, thrown away afterwards. */
final class Broker implements AutoCloseable {
    static final String TOPIC = "training-events";
    static final int PARTITIONS = 8;

    /** Both consumers of either side have joined by then. With one of them alone a run says nothing of two. */
    private static final Duration GROUP_WAIT = Duration.ofSeconds(1);

    private final Path folder;
    private final EmbeddedKafkaBroker broker;

    private Broker(Path folder, EmbeddedKafkaBroker broker) {
        this.folder = folder;
        this.broker = broker;
    }

    static Broker start() throws Exception {
        Path folder = Files.createTempDirectory(ProjectFolder.benchTarget(), "kafka-");
        Broker started =
                new Broker(folder, EmbeddedKafkaBroker.start(folder, FreePort.find(), FreePort.find(), GROUP_WAIT));
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, started.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(PARTITIONS), Optional.empty())))
                    .all()
                    .get();
        }
        return started;
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    static int partition(String key) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % PARTITIONS;
    }

    /** Publishes the first events of {@code lives} as command-service does. */
    void publish(RecordedLives lives, long events) {
        long[] previous = new long[PARTITIONS];
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers(),
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        128 << 10),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (long position = 1; position <= events; position++) {
                var event = lives.event(position);
                String key = AthletePath.of(event.tenant(), event.athlete()).toString();
                int partition = partition(key);
                ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                        TOPIC, partition, key.getBytes(StandardCharsets.UTF_8), lives.payload(position));
                TrainingEventHeaders.of(event, previous[partition])
                        .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
                previous[partition] = position;
                producer.send(record);
            }
            producer.flush();
        }
    }

    @Override
    public void close() throws IOException {
        broker.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
