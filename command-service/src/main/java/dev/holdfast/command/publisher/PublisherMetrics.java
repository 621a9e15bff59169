package dev.holdfast.command.publisher;

import dev.holdfast.command.eventstore.GroupCommit;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** How far publishing is, and how many appends wait. */
@ApplicationScoped
public class PublisherMetrics {
    void register(@Observes StartupEvent event, MeterRegistry registry, Publisher publisher, GroupCommit appends) {
        Gauge.builder("holdfast.publisher.position", publisher, Publisher::publishedPosition)
                .description("Last position that Kafka has acknowledged")
                .register(registry);
        Gauge.builder("holdfast.publisher.lag", publisher, Publisher::lag)
                .description("Stored events that Kafka has not acknowledged yet")
                .register(registry);
        Gauge.builder("holdfast.publisher.leading", publisher, leader -> leader.isLeading() ? 1 : 0)
                .description("1 in the process that publishes")
                .register(registry);
        Gauge.builder("holdfast.appends.queued", appends, GroupCommit::queued)
                .description("Appends that wait for the next group")
                .register(registry);
    }
}
