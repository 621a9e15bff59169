package dev.holdfast.query.projection;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.TenantId;
import java.nio.charset.StandardCharsets;

/** An athlete of a tenant: what every row begins with. */
public record AthleteKey(String tenant, String athlete) {
    private static final char SEPARATOR = '/';

    /**
     * The athlete of a record in Kafka.
     *
     * @param recordKey as text
     * @throws IllegalArgumentException when it names none
     */
    static AthleteKey ofRecord(String recordKey) {
        int end = Math.max(recordKey.indexOf(SEPARATOR), 0);
        return new AthleteKey(
                new TenantId(recordKey.substring(0, end)).value(), new AthleteId(recordKey.substring(end + 1)).value());
    }

    /** The key of the athlete's records in Kafka. */
    byte[] recordKey() {
        return (tenant + SEPARATOR + athlete).getBytes(StandardCharsets.UTF_8);
    }
}
