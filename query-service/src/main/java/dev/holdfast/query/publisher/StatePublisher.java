package dev.holdfast.query.publisher;

import dev.holdfast.kit.postgres.LeaderLoop;
import dev.holdfast.kit.work.SupervisedThread;
import dev.holdfast.query.subscription.ChangeLog;
import dev.holdfast.query.subscription.StateChange;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Brings every change of the stream to the topic {@code athlete-states}, in order, from the one process that holds the
 * lead. Progress is stored after Kafka has acknowledged a page, on the connection that holds the lead: a crash
 * publishes at most a page again, and one who has lost the lead never moves the progress.
 */
@ApplicationScoped
public class StatePublisher {
    /** Half a megabyte of states in one Kafka transaction. */
    private static final int PAGE = 1_000;

    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration LEAD_RETRY = Duration.ofSeconds(2);
    /** Time to finish the current page. */
    private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(8);

    private final ChangeLog log;
    private final AthleteStatesTopic topic;
    private final boolean enabled;
    private final DataSource reads;
    private volatile @Nullable SupervisedThread thread;
    private volatile boolean leading;
    private volatile long publishedId;
    private volatile long headId;

    /** @param enabled where nothing is read from Kafka, nothing is written to it either */
    public StatePublisher(
            ChangeLog log,
            DataSource reads,
            MeterRegistry meters,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            @ConfigProperty(name = "holdfast.athlete-states.partitions") int partitions,
            @ConfigProperty(name = "holdfast.athlete-states.replication") Optional<Short> replication,
            @ConfigProperty(name = "holdfast.projection.enabled") boolean enabled) {
        this.log = log;
        this.topic = new AthleteStatesTopic(bootstrapServers, partitions, replication);
        this.enabled = enabled;
        this.reads = reads;
        Gauge.builder("holdfast.athlete.states.published", this, StatePublisher::publishedId)
                .description("Last stream id that Kafka has acknowledged, as this process knows it")
                .register(meters);
        Gauge.builder("holdfast.athlete.states.lag", this, StatePublisher::lag)
                .description("Stream ids that Kafka has not acknowledged yet; 0 in processes that do not lead")
                .register(meters);
        Gauge.builder("holdfast.athlete.states.leading", this, publisher -> publisher.leading() ? 1 : 0)
                .description("1 in the process that publishes states")
                .register(meters);
    }

    void start(@Observes StartupEvent event) {
        if (enabled) {
            start();
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (enabled) {
            stop();
        }
    }

    void start() {
        thread = SupervisedThread.start(
                "state-publisher",
                "publishing of states",
                KafkaException.class,
                new LeaderLoop(
                        "publishing of states",
                        PublisherSql.LEADER_LOCK,
                        reads::getConnection,
                        this::lead,
                        LEAD_RETRY));
    }

    void stop() throws InterruptedException {
        SupervisedThread running = thread;
        if (running != null) {
            running.stop(STOP_WAIT_MAX);
        }
    }

    boolean leading() {
        return leading;
    }

    long publishedId() {
        return publishedId;
    }

    long lag() {
        return leading ? Math.max(0, headId - publishedId) : 0;
    }

    private void lead(Connection lead, SupervisedThread running) throws SQLException, InterruptedException {
        leading = true;
        try {
            publish(lead, running);
        } finally {
            leading = false;
        }
    }

    private void publish(Connection lead, SupervisedThread running) throws SQLException, InterruptedException {
        // Known before Kafka answers, so that the lag grows visibly while it is away.
        look(lead);
        if (topic.ensure()) {
            // An empty topic, perhaps of a Kafka that was lost: everything that is still kept goes there.
            PublisherSql.advance(lead, log.forgottenId());
        }
        try (StateProducer producer = new StateProducer(topic.bootstrapServers())) {
            long from = look(lead);
            boolean more = true;
            while (!running.stoppedWithin(more ? Duration.ZERO : IDLE)) {
                List<StateChange> page = log.after(from, PAGE);
                if (!page.isEmpty()) {
                    producer.publish(page);
                    from = page.getLast().id();
                    PublisherSql.advance(lead, from);
                }
                more = page.size() == PAGE;
                look(lead);
                running.progressed();
            }
        }
    }

    /** Also finds out that the connection, and with it the lead, is gone. */
    private long look(Connection lead) throws SQLException {
        PublisherSql.Progress progress = PublisherSql.progress(lead);
        headId = progress.headId();
        publishedId = progress.publishedId();
        return publishedId;
    }
}
