package dev.holdfast.command.verification;

import dev.holdfast.command.eventstore.StoredEvent;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.wire.EventPayload;
import java.time.Instant;
import java.util.Arrays;

/** Row after row in the order of positions: what each says, and what it says beside its neighbour. */
final class RowCheck {
    private final CheckSql.Claims claims;
    private final Findings findings;
    private long last;
    private Instant lastRecordedAt = Instant.MIN;
    private long events;
    private long trainingEvents;
    private long erased;
    private long foreign;

    RowCheck(CheckSql.Claims claims, Findings findings) {
        this.claims = claims;
        this.findings = findings;
    }

    void check(StoredEvent row) {
        events++;
        if (row.position() != last + 1) {
            long missing = row.position() - last - 1;
            findings.add(
                    "position-missing",
                    last + 1,
                    "positions %d to %d have no row".formatted(last + 1, row.position() - 1),
                    Math.max(1, missing));
        }
        last = row.position();
        if (row.type().equals("Erased")) {
            recordedAfterLast(row);
            erased(row);
        } else if (row.isTrainingEvent()) {
            recordedAfterLast(row);
            training(row);
        } else {
            // Other applications' events bring their own times.
            foreign++;
        }
    }

    /** After the last row. */
    void end() {
        if (claims.lastRow() != claims.head()) {
            findings.add(
                    "head-differs",
                    claims.head(),
                    "the head says %d, the last row is %d".formatted(claims.head(), claims.lastRow()));
        }
        if (claims.published() > claims.head()) {
            findings.add(
                    "publisher-ahead",
                    claims.published(),
                    "Kafka has acknowledged %d, the head is %d".formatted(claims.published(), claims.head()));
        }
        if (claims.partitionsPublished() > claims.published()) {
            findings.add(
                    "publisher-ahead",
                    claims.partitionsPublished(),
                    "a partition has %d, the publisher is at %d"
                            .formatted(claims.partitionsPublished(), claims.published()));
        }
        if (claims.importsLast() > claims.head()) {
            findings.add(
                    "import-ahead",
                    claims.importsLast(),
                    "an import has stored up to %d, the head is %d".formatted(claims.importsLast(), claims.head()));
        }
    }

    long events() {
        return events;
    }

    long trainingEvents() {
        return trainingEvents;
    }

    long erased() {
        return erased;
    }

    long foreign() {
        return foreign;
    }

    private void recordedAfterLast(StoredEvent row) {
        if (row.recordedAt().isBefore(lastRecordedAt)) {
            findings.add(
                    "recorded-at-decreases",
                    row.position(),
                    "recorded at %s, one before at %s".formatted(row.recordedAt(), lastRecordedAt));
        }
        lastRecordedAt = row.recordedAt();
    }

    private void erased(StoredEvent row) {
        erased++;
        if (row.tenantId() != null || row.athleteId() != null || row.payload().length > 0 || row.metadata() != null) {
            findings.add("erased-row-speaks", row.position(), "an erased row still holds something");
        }
    }

    private void training(StoredEvent row) {
        trainingEvents++;
        RecordedEvent event;
        try {
            event = row.recorded();
        } catch (RuntimeException e) {
            findings.add("payload-unreadable", row.position(), String.valueOf(e.getMessage()));
            return;
        }
        if (!event.fact().type().equals(row.type())) {
            findings.add(
                    "type-differs",
                    row.position(),
                    "the row says %s, the payload %s"
                            .formatted(row.type(), event.fact().type()));
        }
        // Equal facts have equal bytes, so bytes that would be written otherwise were not written by this service.
        if (row.schemaVersion() == EventPayload.SCHEMA_VERSION
                && !Arrays.equals(
                        row.payload(), new EventPayload(event.occurredAt().getOffset(), event.fact()).toBytes())) {
            findings.add("payload-differs", row.position(), "the payload is not what its fact is written as");
        }
    }
}
