package dev.holdfast.query;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.event.TenantId;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.kit.tenancy.AthletePath;
import dev.holdfast.query.projection.PartitionProjector;
import dev.holdfast.wire.EventPayload;
import dev.holdfast.wire.TrainingEventHeaders;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A tenant with members who train, pause and were told to pause, folded as a partition of its own. */
public final class SeededGym {
    /** Partitions that no consumer has: the projector is called directly. */
    private static final AtomicInteger NEXT_PARTITION = new AtomicInteger(5_000);

    private static final Duration BETWEEN_SESSIONS = Duration.ofHours(56);

    private final String tenant;
    private final List<RecordedEvent> events = new ArrayList<>();

    public SeededGym(String tenant) {
        this.tenant = tenant;
    }

    /** Sessions every 56 hours, the last one at {@code until} or up to two days before. */
    public SeededGym trained(String athlete, Instant from, Instant until) {
        for (Instant at = from; !at.isAfter(until); at = at.plus(BETWEEN_SESSIONS)) {
            add(athlete, at, session(events.size()));
        }
        return this;
    }

    /** One session or reported pause, at an offset of its own. */
    public SeededGym session(String athlete, OffsetDateTime at) {
        add(athlete, at, session(events.size()));
        return this;
    }

    public SeededGym paused(String athlete, OffsetDateTime at) {
        add(athlete, at, new TrainingEvent.TrainingPaused(false, null));
        return this;
    }

    public SeededGym paused(String athlete, Instant at) {
        add(athlete, at, new TrainingEvent.TrainingPaused(false, null));
        return this;
    }

    /** Takes the athlete's newest session back. */
    public SeededGym retracted(String athlete, Instant at) {
        EventKey key = events.stream()
                .filter(event -> event.athlete().value().equals(athlete))
                .filter(event -> event.fact() instanceof TrainingEvent.SessionLogged)
                .reduce((first, second) -> second)
                .orElseThrow()
                .key();
        add(athlete, at, new TrainingEvent.SessionRetracted(key));
        return this;
    }

    public void project(PartitionProjector projector) throws SQLException {
        int partition = NEXT_PARTITION.getAndIncrement();
        projector.progress(Set.of(partition));
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long previous = 0;
        for (RecordedEvent event : events) {
            RecordHeaders headers = new RecordHeaders();
            TrainingEventHeaders.of(event, previous)
                    .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
            records.add(new ConsumerRecord<>(
                    "training-events",
                    partition,
                    records.size(),
                    0,
                    TimestampType.CREATE_TIME,
                    1,
                    1,
                    AthletePath.of(event.tenant(), event.athlete()).toString().getBytes(StandardCharsets.UTF_8),
                    new EventPayload(event.occurredAt().getOffset(), event.fact()).toBytes(),
                    headers,
                    Optional.empty()));
            previous = event.position();
        }
        projector.project(partition, records);
    }

    private void add(String athlete, Instant at, TrainingEvent fact) {
        add(athlete, at.atOffset(ZoneOffset.UTC), fact);
    }

    private void add(String athlete, OffsetDateTime at, TrainingEvent fact) {
        long position = events.size() + 1L;
        events.add(new RecordedEvent(
                position,
                new UUID(7, position),
                new TenantId(tenant),
                new AthleteId(athlete),
                at,
                at.toInstant().plusSeconds(60),
                new EventKey("test", "e" + position),
                fact));
    }

    private static TrainingEvent session(int count) {
        String exercise = count % 2 == 0 ? "Squat (Barbell)" : "Bench Press (Barbell)";
        return new TrainingEvent.SessionLogged(
                List.of(new PerformedExercise(exercise, Collections.nCopies(4, LoggedSet.working(80, 5)))),
                null,
                null,
                null);
    }
}
