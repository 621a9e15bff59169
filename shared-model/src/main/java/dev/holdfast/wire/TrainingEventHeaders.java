package dev.holdfast.wire;

import dev.holdfast.event.RecordedEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A record of the Kafka topic {@code training-events}: CloudEvents 1.0 in Kafka's binary mode. The value is the
 * {@link EventPayload}, the key {@code tenant/athlete}, which keeps the events of one athlete in one partition and
 * in order, the headers carry what the event store holds in columns.
 */
public final class TrainingEventHeaders {
    public static final String CONTENT_TYPE = "application/protobuf";
    public static final String TENANT = "ce_tenant";
    public static final String POSITION = "ce_position";
    /** The position published before this one to the same partition, 0 for the first: it makes a lost event visible. */
    public static final String PREVIOUS_POSITION = "ce_previousposition";

    static final String ID = "ce_id";
    static final String ATHLETE = "ce_subject";
    static final String OCCURRED = "ce_time";
    static final String RECORDED = "ce_recordedtime";
    static final String SOURCE = "ce_origin";
    static final String SOURCE_EVENT_ID = "ce_originid";
    static final String SCHEMA_VERSION = "ce_schemaversion";

    private static final String SPEC_VERSION = "ce_specversion";
    private static final String CONTENT = "content-type";
    private static final String TENANT_PATH = "ce_source";
    private static final String TYPE = "ce_type";
    private static final String TYPE_PREFIX = "dev.holdfast.";

    /** The names in the order they are written. */
    static final List<String> NAMES = List.of(
            CONTENT,
            SPEC_VERSION,
            ID,
            TENANT_PATH,
            TYPE,
            ATHLETE,
            OCCURRED,
            TENANT,
            RECORDED,
            SOURCE,
            SOURCE_EVENT_ID,
            SCHEMA_VERSION,
            POSITION,
            PREVIOUS_POSITION);

    private TrainingEventHeaders() {}

    /** The headers in the order they are written, of a value of the newest schema version. */
    public static Map<String, String> of(RecordedEvent event, long previousPosition) {
        return of(event, EventPayload.SCHEMA_VERSION, previousPosition);
    }

    /** The headers in the order they are written, of a value of {@code schemaVersion}. */
    public static Map<String, String> of(RecordedEvent event, int schemaVersion, long previousPosition) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(CONTENT, CONTENT_TYPE);
        headers.put(SPEC_VERSION, "1.0");
        headers.put(ID, event.eventId().toString());
        headers.put(TENANT_PATH, "/tenants/" + event.tenant());
        headers.put(TYPE, TYPE_PREFIX + event.fact().type());
        headers.put(ATHLETE, event.athlete().value());
        headers.put(OCCURRED, event.occurredAt().toInstant().toString());
        headers.put(TENANT, event.tenant().value());
        headers.put(RECORDED, event.recordedAt().toString());
        headers.put(SOURCE, event.key().source());
        headers.put(SOURCE_EVENT_ID, event.key().sourceEventId());
        headers.put(SCHEMA_VERSION, Integer.toString(schemaVersion));
        headers.put(POSITION, Long.toString(event.position()));
        headers.put(PREVIOUS_POSITION, Long.toString(previousPosition));
        return headers;
    }
}
