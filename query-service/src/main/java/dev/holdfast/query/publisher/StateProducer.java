package dev.holdfast.query.publisher;

import dev.holdfast.kit.kafka.ProducerSettings;
import dev.holdfast.query.subscription.StateChange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes pages of changes, each in one Kafka transaction.
 *
 * <p>The transaction is there for its fence, not for its unity: a leader that has lost its lock without noticing could
 * otherwise write an older state behind a newer one, and compaction would keep the older. Opening this ends whatever
 * another one was writing.
 */
final class StateProducer implements AutoCloseable {
    /** One for the installation: whoever opens it last is the only one that can write. */
    private static final String TRANSACTIONAL_ID = "holdfast-athlete-states";

    private static final Duration CLOSE_MAX = Duration.ofSeconds(3);

    private final KafkaProducer<byte[], byte[]> producer;

    StateProducer(String bootstrapServers) {
        Map<String, Object> settings = ProducerSettings.durable(bootstrapServers, "holdfast-athlete-states");
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            close();
            throw e;
        }
    }

    /** Returns when Kafka has acknowledged all of them. After a failure this is closed, and another one opened. */
    void publish(List<StateChange> page) {
        producer.beginTransaction();
        for (StateChange change : page) {
            producer.send(StateRecord.of(change));
        }
        // Fails when any of the records was not acknowledged.
        producer.commitTransaction();
    }

    @Override
    public void close() {
        producer.close(CLOSE_MAX);
    }
}
