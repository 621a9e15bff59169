package dev.holdfast.query.subscription;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a projection's transaction leaves what it changed, for those who follow. */
public final class Outbox {
    /** One statement: others wait from its first row on, and each way to the database would make them wait longer. */
    private static final String INSERT = """
            with taken as (update stream.head set id = id + ? returning id)
            insert into stream.change (id, tenant_id, athlete_id, state)
            select (select id from taken) - ? + place, tenant_id, athlete_id, state
            from unnest(?, ?, ?) with ordinality as change (tenant_id, athlete_id, state, place)
            """;

    private static final String FORGET_CHANGES = "delete from stream.change where tenant_id = ? and athlete_id = ?";

    private static final String FORGET_WINDOW = "delete from gym.return_window where tenant_id = ? and athlete_id = ?";

    private Outbox() {}

    /** @param json as in {@code GET /v1/athletes}, on one line; null when the athlete was erased */
    public record Changed(
            String tenantId, String athleteId, @Nullable String json) {
        String text() {
            return json != null ? json : "{\"athleteId\":\"" + athleteId + "\",\"erased\":true}";
        }
    }

    /**
     * Adds to the transaction of {@code connection}. Call it last: from here to the commit, other projections wait, and
     * that is what makes ids rise in commit order.
     */
    public static void append(Connection connection, List<Changed> changes) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        for (Changed change : changes) {
            if (change.json() == null) {
                forget(connection, FORGET_CHANGES, change);
                forget(connection, FORGET_WINDOW, change);
            }
        }
        List<String> tenants = new ArrayList<>(changes.size());
        List<String> athletes = new ArrayList<>(changes.size());
        List<String> states = new ArrayList<>(changes.size());
        for (Changed change : changes) {
            tenants.add(change.tenantId());
            athletes.add(change.athleteId());
            states.add(change.text());
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setInt(1, changes.size());
            insert.setInt(2, changes.size());
            insert.setArray(3, texts(connection, tenants));
            insert.setArray(4, texts(connection, athletes));
            insert.setArray(5, texts(connection, states));
            insert.executeUpdate();
        }
    }

    private static Array texts(Connection connection, List<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    private static void forget(Connection connection, String sql, Changed change) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setString(1, change.tenantId());
            delete.setString(2, change.athleteId());
            delete.executeUpdate();
        }
    }
}
