package dev.holdfast.query.readstore;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.TenantId;
import dev.holdfast.kit.postgres.SqlArrays;
import dev.holdfast.kit.tenancy.AthletePath;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** An athlete of a tenant: what every row begins with. */
public record AthleteKey(String tenant, String athlete) {
    /**
     * The athlete that {@code text} names, as in the key of a record in Kafka.
     *
     * @throws IllegalArgumentException when it names none
     */
    public static AthleteKey parse(String text) {
        AthletePath path = AthletePath.of(text);
        if (path == null) {
            throw new IllegalArgumentException("no athlete of a tenant: text=" + text);
        }
        return new AthleteKey(new TenantId(path.tenant()).value(), new AthleteId(path.athlete()).value());
    }

    /** What {@link #parse} reads. */
    public String text() {
        return AthletePath.text(tenant, athlete);
    }

    /** The key of the athlete's records in Kafka. */
    byte[] recordKey() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    /** Sets two array parameters, tenants and athletes, from {@code index} on. */
    public static void set(PreparedStatement statement, int index, List<AthleteKey> keys) throws SQLException {
        Connection connection = statement.getConnection();
        statement.setArray(index, SqlArrays.text(connection, keys, AthleteKey::tenant));
        statement.setArray(index + 1, SqlArrays.text(connection, keys, AthleteKey::athlete));
    }
}
