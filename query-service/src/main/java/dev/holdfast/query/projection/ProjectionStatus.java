package dev.holdfast.query.projection;

import dev.holdfast.query.readstore.PartitionProgress;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What this instance knows of the partitions it folds, as metrics. */
@ApplicationScoped
public class ProjectionStatus {
    private final MeterRegistry metrics;
    private final Counter folded;
    private final Counter duplicates;
    private final Counter deadLetters;
    private final Counter missing;
    private final Map<Integer, Partition> partitions = new ConcurrentHashMap<>();

    public ProjectionStatus(MeterRegistry metrics) {
        this.metrics = metrics;
        folded = Counter.builder("holdfast.projection.events")
                .description("events folded into states")
                .register(metrics);
        duplicates = Counter.builder("holdfast.projection.duplicates")
                .description("records dropped, since they were folded before")
                .register(metrics);
        deadLetters = Counter.builder("holdfast.projection.dead.letters")
                .description("records that could not be read")
                .register(metrics);
        missing = Counter.builder("holdfast.projection.missing.positions")
                .description("times that a partition stopped before an event that was not there")
                .register(metrics);
    }

    private static final class Partition {
        volatile long position;
        volatile long lag;
        volatile long lastRecordMillis;
        /** When the lag was first seen that has not gone since, 0 while there is none. */
        volatile long behindSinceMillis;

        volatile int assigned;
        volatile int stalled;

        /**
         * Age of the last record folded, while there are later ones. Where none was folded yet, nobody knows how old the next
         * one is: then for how long it is known to wait.
         */
        double lagSeconds(long nowMillis) {
            if (lag == 0) {
                return 0;
            }
            long since = lastRecordMillis == 0 ? behindSinceMillis : lastRecordMillis;
            return Math.max(0, nowMillis - since) / 1_000.0;
        }
    }

    /** Partitions that stand still here, with nothing about why: that is in the database. */
    public Map<Integer, Boolean> stalled() {
        Map<Integer, Boolean> all = new TreeMap<>();
        partitions.forEach((number, partition) -> {
            if (partition.assigned == 1) {
                all.put(number, partition.stalled == 1);
            }
        });
        return all;
    }

    /** How far the partitions that are folded here are behind. */
    Map<Integer, Double> lagSeconds(Instant now) {
        Map<Integer, Double> all = new TreeMap<>();
        partitions.forEach((number, partition) -> {
            if (partition.assigned == 1) {
                all.put(number, partition.lagSeconds(now.toEpochMilli()));
            }
        });
        return all;
    }

    void assigned(int number, PartitionProgress progress) {
        Partition partition = partition(number);
        partition.assigned = 1;
        partition.stalled = 0;
        partition.position = progress.position();
    }

    void revoked(int number) {
        Partition partition = partition(number);
        partition.assigned = 0;
        partition.stalled = 0;
        partition.lag = 0;
    }

    void folded(int number, PartitionProjector.Outcome outcome, long lastRecordMillis) {
        Partition partition = partition(number);
        partition.position = outcome.progress().position();
        String reason = outcome.progress().stalledReason();
        if (reason == null) {
            partition.lastRecordMillis = lastRecordMillis;
        } else if (reason.startsWith(PartitionProjector.EVENT_MISSING)) {
            missing.increment();
        }
        folded.increment(outcome.folded());
        duplicates.increment(outcome.duplicates());
        deadLetters.increment(outcome.deadLetters());
    }

    void stalled(int number) {
        partition(number).stalled = 1;
    }

    void lag(int number, long records, long nowMillis) {
        Partition partition = partition(number);
        if (records == 0) {
            partition.behindSinceMillis = 0;
        } else if (partition.behindSinceMillis == 0) {
            partition.behindSinceMillis = nowMillis;
        }
        partition.lag = records;
    }

    private Partition partition(int number) {
        return partitions.computeIfAbsent(number, any -> {
            Partition made = new Partition();
            String label = Integer.toString(number);
            Gauge.builder("holdfast.projection.position", made, p -> p.position)
                    .tag("partition", label)
                    .description("position of the last event folded")
                    .register(metrics);
            Gauge.builder("holdfast.projection.lag.records", made, p -> p.lag)
                    .tag("partition", label)
                    .description("records in Kafka that are not folded yet")
                    .register(metrics);
            Gauge.builder("holdfast.projection.lag.seconds", made, p -> p.lagSeconds(System.currentTimeMillis()))
                    .tag("partition", label)
                    .description("age of the last record folded, while there are later ones")
                    .register(metrics);
            Gauge.builder("holdfast.projection.stalled", made, p -> p.stalled)
                    .tag("partition", label)
                    .description("1 while the partition stands still")
                    .register(metrics);
            return made;
        });
    }
}
