package dev.holdfast.command.publisher;

import dev.holdfast.command.eventstore.StoreConnections;
import dev.holdfast.command.eventstore.StoreFaults;
import dev.holdfast.command.eventstore.StoreWakeups;
import dev.holdfast.kit.kafka.TrainingEventsTopic;
import dev.holdfast.kit.postgres.LeaderLoop;
import dev.holdfast.kit.work.SupervisedThread;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.apache.kafka.common.KafkaException;

/**
 * Brings every stored event to Kafka, in order of position, from one process at a time.
 *
 * <p>The leader is who holds an advisory lock; progress is written on the connection that holds it, so one who has lost
 * the lock can at worst send again what was sent, and never move the progress. Readers drop what they have.
 */
public final class Publisher implements AutoCloseable {
    private static final Duration LEAD_RETRY = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(500);
    /** Time for a page to be acknowledged; a broker that is away is not waited for. */
    private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(3);

    private final StoreConnections connections;
    private final DataSource reads;
    private final Clock clock;
    private final String bootstrapServers;
    private final AtomicLong published = new AtomicLong();
    private final AtomicBoolean leading = new AtomicBoolean();
    // One permit says that there may be news; more would say nothing more.
    private final Semaphore news = new Semaphore(0);
    private final StoreWakeups.Registration wakeup;
    private final SupervisedThread thread;

    public Publisher(
            StoreConnections connections,
            DataSource reads,
            StoreWakeups wakeups,
            Clock clock,
            String bootstrapServers) {
        this.connections = connections;
        this.reads = reads;
        this.clock = clock;
        this.bootstrapServers = bootstrapServers;
        this.wakeup = wakeups.onEvents(this::wake);
        this.thread = SupervisedThread.start(
                "publisher",
                "publishing of events",
                KafkaException.class,
                new LeaderLoop(
                        "publishing of events",
                        PublisherSql.LEADER_LOCK,
                        () -> connections.open("holdfast-publisher"),
                        this::lead,
                        LEAD_RETRY));
    }

    /**
     * How far the store is, and how far Kafka has acknowledged.
     *
     * @param seconds how long the oldest event waits that is not acknowledged; 0 when there is none
     */
    public record Lag(long headPosition, long publishedPosition, double seconds) {
        public long events() {
            return Math.max(0, headPosition - publishedPosition);
        }
    }

    /** A {@link Lag}, and the last position in each of the topic's partitions. */
    public record State(Lag lag, Map<Integer, Long> partitions) {}

    /** Asks the store, so that every process gives the same answer, leader or not. */
    public State state() {
        try (Connection connection = reads.getConnection()) {
            return new State(
                    PublisherSql.lag(connection, TrainingEventsTopic.NAME),
                    PublisherSql.partitions(connection, TrainingEventsTopic.NAME));
        } catch (SQLException e) {
            throw StoreFaults.asProblem(e, false);
        }
    }

    /** Last position that Kafka has acknowledged, as this process knows it. */
    public long publishedPosition() {
        return published.get();
    }

    public boolean isLeading() {
        return leading.get();
    }

    @Override
    public void close() {
        thread.stop();
        wakeup.cancel();
        wake();
        try {
            if (!thread.stop(CLOSE_WAIT_MAX)) {
                thread.interrupt();
                thread.stop(CLOSE_WAIT_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void wake() {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    private void lead(Connection connection, SupervisedThread leader) throws SQLException, InterruptedException {
        leading.set(true);
        try {
            publish(connection, leader);
        } finally {
            leading.set(false);
        }
    }

    private void publish(Connection connection, SupervisedThread leader) throws SQLException, InterruptedException {
        long position = PublisherSql.position(connection, TrainingEventsTopic.NAME);
        published.set(position);
        int partitions = TrainingEventsTopic.ensure(bootstrapServers);
        PublisherSql.keepPartitions(connection, TrainingEventsTopic.NAME, partitions);
        Map<Integer, Long> byPartition = PublisherSql.partitions(connection, TrainingEventsTopic.NAME);
        try (PagePublisher pages = new PagePublisher(bootstrapServers, clock, partitions, position, byPartition)) {
            while (!leader.stopped()) {
                if (pages.publishNext(connection)) {
                    published.set(pages.position());
                } else {
                    idle(POLL);
                }
                leader.progressed();
            }
        }
    }

    private void idle(Duration max) {
        try {
            if (news.tryAcquire(max.toMillis(), TimeUnit.MILLISECONDS)) {
                news.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
