package dev.holdfast.query.projection;

import dev.holdfast.kit.kafka.KafkaReachable;
import dev.holdfast.kit.work.SupervisedThread;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether answers are of now: down while a partition stands still or is too far behind, a thread that folds makes no
 * progress, or Kafka does not answer. The data says which. Whether the database answers is a check of its own.
 */
@Readiness
@ApplicationScoped
public class ProjectionReady implements HealthCheck {
    private final ProjectionStatus status;
    private final boolean enabled;
    private final Duration behindMax;
    private final KafkaReachable kafka;

    public ProjectionReady(
            ProjectionStatus status,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            @ConfigProperty(name = "holdfast.projection.enabled") boolean enabled,
            @ConfigProperty(name = "holdfast.projection.lag-seconds-max") int lagSecondsMax) {
        this.status = status;
        this.enabled = enabled;
        this.behindMax = Duration.ofSeconds(lagSecondsMax);
        this.kafka = new KafkaReachable(bootstrapServers);
    }

    @PreDestroy
    void close() {
        kafka.close();
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("projection");
        if (!enabled) {
            return answer.withData("projection", "switched off").up().build();
        }
        Map<String, String> wrong = wrong(Instant.now());
        wrong.forEach(answer::withData);
        return answer.status(wrong.isEmpty()).build();
    }

    private Map<String, String> wrong(Instant now) {
        Map<String, String> wrong = new TreeMap<>();
        String unreachable = kafka.problem();
        if (unreachable != null) {
            wrong.put("kafka", unreachable);
        }
        status.stalled().forEach((partition, stalled) -> {
            if (stalled) {
                wrong.put("partition " + partition, "stands still: GET /v1/projection says why and what to do");
            }
        });
        status.lagSeconds(now).forEach((partition, seconds) -> {
            if (seconds > behindMax.toSeconds()) {
                wrong.putIfAbsent(
                        "partition " + partition,
                        "%.0f s behind, of at most %d".formatted(seconds, behindMax.toSeconds()));
            }
        });
        for (SupervisedThread.Status thread : SupervisedThread.all()) {
            if (thread.name().startsWith(Projection.THREAD_PREFIX)
                    && thread.progressedAt().isBefore(now.minus(behindMax))) {
                wrong.put(
                        thread.name(),
                        "no progress since " + thread.progressedAt()
                                + (thread.failure() == null ? "" : ": " + thread.failure()));
            }
        }
        return wrong;
    }
}
