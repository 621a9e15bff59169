package dev.holdfast.query.projection;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.TenantId;
import dev.holdfast.kit.tenancy.AthletePath;
import java.nio.charset.StandardCharsets;

/** An athlete of a tenant: what every row begins with. */
public record AthleteKey(String tenant, String athlete) {
    /**
     * The athlete of a record in Kafka.
     *
     * @param recordKey as text
     * @throws IllegalArgumentException when it names none
     */
    static AthleteKey ofRecord(String recordKey) {
        AthletePath path = AthletePath.of(recordKey);
        if (path == null) {
            throw new IllegalArgumentException("the record's key is no tenant/athlete: key=" + recordKey);
        }
        return new AthleteKey(new TenantId(path.tenant()).value(), new AthleteId(path.athlete()).value());
    }

    /** The key of the athlete's records in Kafka. */
    byte[] recordKey() {
        return AthletePath.text(tenant, athlete).getBytes(StandardCharsets.UTF_8);
    }
}
