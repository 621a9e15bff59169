package dev.holdfast.query.projection;

import java.nio.charset.StandardCharsets;

/** An athlete of a tenant: what every row begins with. */
public record AthleteKey(String tenant, String athlete) {
    /** The key of the athlete's records in Kafka. */
    byte[] recordKey() {
        return (tenant + "/" + athlete).getBytes(StandardCharsets.UTF_8);
    }
}
