package dev.holdfast.deploy.system;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the query service serves, straight from its tables. */
final class ServedStates {
    private ServedStates() {}

    /**
     * The bytes of every athlete's newest state and of every checkpoint, by athlete. Positions lie beside these bytes and
     * digests cover them: another tenant's same events have other positions, so the bytes are what must be equal.
     */
    static Map<String, List<String>> ofTenant(Connection read, String tenant) throws SQLException {
        try (PreparedStatement statement = read.prepareStatement("""
                select athlete_id, 'newest ' || last_micros || ' ' || encode(state, 'hex') as bytes
                from serving.athlete where tenant_id = ?
                union all
                select athlete_id, kind || ' ' || effective_micros || ' ' || inferred || ' ' || encode(state, 'hex')
                from serving.checkpoint where tenant_id = ?
                order by 1, 2""")) {
            statement.setString(1, tenant);
            statement.setString(2, tenant);
            return read(statement);
        }
    }

    /** Every digest with its position, over all tenants. */
    static Map<String, List<String>> digests(Connection read) throws SQLException {
        try (PreparedStatement statement = read.prepareStatement("""
                select tenant_id || '/' || athlete_id, 'newest ' || position || ' ' || encode(digest, 'hex') as digest
                from serving.athlete
                union all
                select tenant_id || '/' || athlete_id, kind || ' ' || effective_micros || ' ' || cause || ' ' || inferred
                    || ' ' || position || ' ' || encode(digest, 'hex')
                from serving.checkpoint
                order by 1, 2""")) {
            return read(statement);
        }
    }

    private static Map<String, List<String>> read(PreparedStatement statement) throws SQLException {
        Map<String, List<String>> states = new TreeMap<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                states.computeIfAbsent(row.getString(1), id -> new ArrayList<>())
                        .add(row.getString(2));
            }
        }
        return states;
    }
}
