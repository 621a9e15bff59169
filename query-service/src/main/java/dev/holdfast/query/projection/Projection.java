package dev.holdfast.query.projection;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The threads that fold. */
@ApplicationScoped
public class Projection {
    private static final long STOP_MILLIS_MAX = 8_000;

    private final PartitionProjector projector;
    private final ProjectionStatus status;
    private final String bootstrapServers;
    private final int workers;
    private final boolean enabled;
    private final List<ProjectionConsumer> consumers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

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
            threads.add(Thread.ofPlatform().name("projection-" + i).start(consumer));
        }
    }

    /** Leaves the consumer group once the batches that are being folded are finished. */
    public synchronized void stop() throws InterruptedException {
        consumers.forEach(ProjectionConsumer::stop);
        for (Thread thread : threads) {
            thread.join(STOP_MILLIS_MAX);
        }
        consumers.clear();
        threads.clear();
    }
}
