package dev.holdfast.bench.projection;

import dev.holdfast.bench.harness.ProjectFolder;
import dev.holdfast.bench.workload.RecordedLives;
import dev.holdfast.deploy.embedded.EmbeddedKafkaBroker;
import dev.holdfast.deploy.embedded.FreePort;
import dev.holdfast.kit.kafka.ProducerSettings;
import dev.holdfast.kit.kafka.TrainingEventsTopic;
import dev.holdfast.kit.tenancy.AthletePath;
import dev.holdfast.wire.TrainingEventHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real broker with the topic that command-service makes, thrown away afterwards. */
final class Broker implements AutoCloseable {
    /** Both consumers of either side have joined by then. With one of them alone a run says nothing of two. */
    private static final Duration GROUP_WAIT = Duration.ofSeconds(1);

    private final Path folder;
    private final EmbeddedKafkaBroker broker;
    private final int partitions;

    private Broker(Path folder, EmbeddedKafkaBroker broker) throws InterruptedException {
        this.folder = folder;
        this.broker = broker;
        this.partitions = TrainingEventsTopic.ensure(broker.bootstrapServers());
    }

    static Broker start() throws Exception {
        Path folder = Files.createTempDirectory(ProjectFolder.benchTarget(), "kafka-");
        return new Broker(folder, EmbeddedKafkaBroker.start(folder, FreePort.find(), FreePort.find(), GROUP_WAIT));
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Publishes the first events of {@code lives} as command-service does. */
    void publish(RecordedLives lives, long events) {
        long[] previous = new long[partitions];
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                ProducerSettings.durable(bootstrapServers(), "bench"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (long position = 1; position <= events; position++) {
                var event = lives.event(position);
                byte[] key = AthletePath.of(event.tenant(), event.athlete())
                        .toString()
                        .getBytes(StandardCharsets.UTF_8);
                int partition = TrainingEventsTopic.partition(key, partitions);
                ProducerRecord<byte[], byte[]> record =
                        new ProducerRecord<>(TrainingEventsTopic.NAME, partition, key, lives.payload(position));
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
        ProjectFolder.delete(folder);
    }
}
