package dev.holdfast.query.projection;

import dev.holdfast.kit.work.SupervisedThread;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The threads that fold. */
@ApplicationScoped
public class Projection {
    /** How the names of the threads begin. */
    static final String THREAD_PREFIX = "projection-";

    private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(8);

    private final PartitionProjector projector;
    private final ProjectionStatus status;
    private final String bootstrapServers;
    private final int workers;
    private final boolean enabled;
    private final List<ProjectionConsumer> consumers = new ArrayList<>();
    private final List<SupervisedThread> threads = new ArrayList<>();

    public Projection(
            PartitionProjector projector,
            ProjectionStatus status,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            @ConfigProperty(name = "holdfast.projection.workers") int workers,
            @ConfigProperty(name = "holdfast.projection.enabled") boolean enabled) {
        this.projector = projector;
        this.status = status;
        this.bootstrapServers = bootstrapServers;
        this.workers = workers;
        this.enabled = enabled;
    }

    void start(@Observes StartupEvent event) {
        if (enabled) {
            start();
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stop();
    }

    /** Joins the consumer group. */
    public synchronized void start() {
        for (int i = 0; i < workers; i++) {
            ProjectionConsumer consumer = new ProjectionConsumer(bootstrapServers, projector, status);
            consumers.add(consumer);
            threads.add(SupervisedThread.start(THREAD_PREFIX + i, "folding events", KafkaException.class, consumer));
        }
    }

    /** Leaves the consumer group once the batches that are being folded are finished. */
    public synchronized void stop() throws InterruptedException {
        threads.forEach(SupervisedThread::stop);
        consumers.forEach(ProjectionConsumer::wakeUp);
        for (SupervisedThread thread : threads) {
            thread.stop(STOP_WAIT_MAX);
        }
        consumers.clear();
        threads.clear();
    }
}
