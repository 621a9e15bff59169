package dev.holdfast.kit.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Whether Kafka answers, for health checks: a consumer's poll does not tell an empty topic from a broker that is away. */
public final class KafkaReachable implements AutoCloseable {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

    /** However many ask, Kafka is asked once in this time. */
    private static final Duration KEPT = Duration.ofSeconds(1);

    private final String bootstrapServers;
    private @Nullable Admin admin;
    private @Nullable String problem;
    private long askedNanos = System.nanoTime() - KEPT.toNanos();

    public KafkaReachable(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** What is wrong, null while Kafka answers. Takes two seconds at most. */
    public synchronized @Nullable String problem() {
        if (System.nanoTime() - askedNanos >= KEPT.toNanos()) {
            problem = ask();
            askedNanos = System.nanoTime();
        }
        return problem;
    }

    private @Nullable String ask() {
        try {
            Admin asked = admin;
            if (asked == null) {
                asked = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
                admin = asked;
            }
            asked.describeCluster(new DescribeClusterOptions().timeoutMs((int) ANSWER_MAX.toMillis()))
                    .clusterId()
                    .get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted while Kafka was asked";
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return "no answer from %s within %d s".formatted(bootstrapServers, ANSWER_MAX.toSeconds());
        }
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
