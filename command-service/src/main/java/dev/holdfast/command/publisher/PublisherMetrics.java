package dev.holdfast.command.publisher;

import dev.holdfast.command.eventstore.StoreUnavailableException;
import dev.holdfast.command.eventstore.groupcommit.GroupCommit;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/** How far publishing is, and how many appends wait. */
@ApplicationScoped
public class PublisherMetrics {
    /** All gauges of one scrape share one look into the store. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Publisher publisher;
    private Publisher.Lag seen = new Publisher.Lag(0, 0, 0);
    private long seenNanos = System.nanoTime() - FRESH.toNanos();

    public PublisherMetrics(Publisher publisher) {
        this.publisher = publisher;
    }

    void register(@Observes StartupEvent event, MeterRegistry registry, GroupCommit appends) {
        lag("holdfast.publisher.position", Publisher.Lag::publishedPosition)
                .description("Last position that Kafka has acknowledged")
                .register(registry);
        lag("holdfast.publisher.lag", Publisher.Lag::events)
                .description("Stored events that Kafka has not acknowledged yet")
                .register(registry);
        lag("holdfast.publisher.lag.age", Publisher.Lag::seconds)
                .description("How long the oldest of them waits; 0 when there is none")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("holdfast.publisher.leading", publisher, leader -> leader.isLeading() ? 1 : 0)
                .description("1 in the process that publishes")
                .register(registry);
        Gauge.builder("holdfast.appends.queued", appends, GroupCommit::queued)
                .description("Appends that wait for the next group")
                .register(registry);
    }

    private Gauge.Builder<PublisherMetrics> lag(String name, ToDoubleFunction<Publisher.Lag> figure) {
        return Gauge.builder(name, this, metrics -> metrics.figure(figure));
    }

    /** Not a number while the store does not answer, as nobody knows then. */
    private synchronized double figure(ToDoubleFunction<Publisher.Lag> figure) {
        try {
            if (System.nanoTime() - seenNanos >= FRESH.toNanos()) {
                seen = publisher.state().lag();
                seenNanos = System.nanoTime();
            }
            return figure.applyAsDouble(seen);
        } catch (StoreUnavailableException e) {
            return Double.NaN;
        }
    }
}
