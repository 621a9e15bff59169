package dev.holdfast.query.publisher;

import dev.holdfast.kit.tenancy.AthletePath;
import dev.holdfast.query.subscription.StateChange;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A change as a record of {@code athlete-states}: CloudEvents 1.0 in Kafka's binary mode, the key of
 * {@code training-events}, the JSON of the stream as value, and no value once the athlete is erased.
 */
final class StateRecord {
    static final String CONTENT_TYPE = "application/json";
    /** The durable id of the stream: a reader drops what is not greater than the last one of the athlete. */
    static final String CHANGE_ID = "ce_changeid";

    private static final String CHANGED = "dev.holdfast.athlete.state-changed";
    private static final String ERASED = "dev.holdfast.athlete.erased";

    private StateRecord() {}

    static ProducerRecord<byte[], byte[]> of(StateChange change) {
        byte[] key = AthletePath.text(change.tenantId(), change.athleteId()).getBytes(StandardCharsets.UTF_8);
        byte[] value = change.erased() ? null : change.json().getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(AthleteStatesTopic.NAME, key, value);
        headers(change).forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    /** In the order they are written. */
    static Map<String, String> headers(StateChange change) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", CONTENT_TYPE);
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", "chg_" + change.id());
        headers.put("ce_source", "/tenants/" + change.tenantId());
        headers.put("ce_type", change.erased() ? ERASED : CHANGED);
        headers.put("ce_subject", change.athleteId());
        headers.put("ce_tenant", change.tenantId());
        headers.put(CHANGE_ID, Long.toString(change.id()));
        return headers;
    }
}
