package dev.holdfast.query.subscription;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Where a projection's transaction leaves what it changed, for those who follow. */
public final class Outbox {
    private static final String TAKE_IDS = "update stream.head set id = id + ? returning id";

    private static final String INSERT = "insert into stream.change (id, tenant_id, athlete_id, state) values (?, ?, ?, ?)";

    private Outbox() {}

    /** @param json as in {@code GET /v1/athletes}, on one line */
    public record Changed(String tenantId, String athleteId, String json) {}

    /**
     * Adds to the transaction of {@code connection}. Call it last: from here to the commit, other projections wait, and
     * that is what makes ids rise in commit order.
     */
    public static void append(Connection connection, List<Changed> changes) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        long id;
        try (PreparedStatement take = connection.prepareStatement(TAKE_IDS)) {
            take.setInt(1, changes.size());
            try (ResultSet row = take.executeQuery()) {
                row.next();
                id = row.getLong(1) - changes.size();
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Changed change : changes) {
                insert.setLong(1, ++id);
                insert.setString(2, change.tenantId());
                insert.setString(3, change.athleteId());
                insert.setString(4, change.json());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
