package dev.holdfast.wire;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.event.TenantId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A record of the Kafka topic {@code training-events}: CloudEvents 1.0 in Kafka's binary mode. The value is the
 * {@link EventPayload}, the key {@code tenant/athlete}, the headers carry what the event store holds in columns.
 */
public final class TrainingEventHeaders {
    public static final String CONTENT_TYPE = "application/protobuf";
    public static final String POSITION = "ce_position";
    /** The position published before this one to the same partition, 0 for the first: it makes a lost event visible. */
    public static final String PREVIOUS_POSITION = "ce_previousposition";

    private static final String TYPE_PREFIX = "dev.holdfast.";

    private TrainingEventHeaders() {}

    /** The record's key: it keeps the events of one athlete in one partition, in order. */
    public static String key(TenantId tenant, AthleteId athlete) {
        return tenant.value() + "/" + athlete.value();
    }

    /** The headers in the order they are written, of a value of the newest schema version. */
    public static Map<String, String> of(RecordedEvent event, long previousPosition) {
        return of(event, EventPayload.SCHEMA_VERSION, previousPosition);
    }

    /** The headers in the order they are written, of a value of {@code schemaVersion}. */
    public static Map<String, String> of(RecordedEvent event, int schemaVersion, long previousPosition) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", CONTENT_TYPE);
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", event.eventId().toString());
        headers.put("ce_source", "/tenants/" + event.tenant());
        headers.put("ce_type", TYPE_PREFIX + event.fact().type());
        headers.put("ce_subject", event.athlete().value());
        headers.put("ce_time", event.occurredAt().toInstant().toString());
        headers.put("ce_tenant", event.tenant().value());
        headers.put("ce_recordedtime", event.recordedAt().toString());
        headers.put("ce_origin", event.key().source());
        headers.put("ce_originid", event.key().sourceEventId());
        headers.put("ce_schemaversion", Integer.toString(schemaVersion));
        headers.put(POSITION, Long.toString(event.position()));
        headers.put(PREVIOUS_POSITION, Long.toString(previousPosition));
        return headers;
    }

    /**
     * The event of a record.
     *
     * @throws IllegalArgumentException when a header is missing or malformed, or the value is no payload
     */
    public static RecordedEvent read(Map<String, String> headers, byte[] value) {
        EventPayload payload = EventPayload.fromBytes(Integer.parseInt(required(headers, "ce_schemaversion")), value);
        return new RecordedEvent(
                position(headers, POSITION),
                UUID.fromString(required(headers, "ce_id")),
                new TenantId(required(headers, "ce_tenant")),
                new AthleteId(required(headers, "ce_subject")),
                Instant.parse(required(headers, "ce_time")).atOffset(payload.offset()),
                Instant.parse(required(headers, "ce_recordedtime")),
                new EventKey(required(headers, "ce_origin"), required(headers, "ce_originid")),
                payload.fact());
    }

    /** A position from its header. */
    public static long position(Map<String, String> headers, String name) {
        return Long.parseLong(required(headers, name));
    }

    private static String required(Map<String, String> headers, String name) {
        String value = headers.get(name);
        if (value == null) {
            throw new IllegalArgumentException("cannot read record: header missing: name=" + name);
        }
        return value;
    }
}
