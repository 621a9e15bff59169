package dev.holdfast.kit.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Settings of producers that lose nothing and keep the order, and that give up after a bound. */
public final class ProducerSettings {
    /** How long Kafka may be away before what was sent is begun again. */
    private static final Duration DELIVERY_MAX = Duration.ofSeconds(30);

    private static final Duration REQUEST_MAX = Duration.ofSeconds(10);

    /** Some hundred sessions in one request. */
    private static final int BATCH_BYTES = 128 << 10;

    private ProducerSettings() {}

    /** @return the caller's own, for what it sets besides */
    public static Map<String, Object> durable(String bootstrapServers, String clientId) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, REQUEST_MAX.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_MAX.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY_MAX.toMillis());
        return settings;
    }
}
