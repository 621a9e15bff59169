package dev.holdfast.query.publisher;

import dev.holdfast.kit.postgres.LeaderLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Every statement of the publisher's, all on the connection that holds the lead. */
final class PublisherSql {
    /** Of whichever process holds it, states are published. */
    static final LeaderLock LEADER_LOCK = new LeaderLock(0x686f6c6473746174L);

    private static final String PROGRESS =
            "select published.id, head.id from stream.published, stream.head where topic = ?";

    private static final String ADVANCE = "update stream.published set id = ? where topic = ?";

    private PublisherSql() {}

    /** @param publishedId Kafka has acknowledged everything up to here */
    record Progress(long publishedId, long headId) {}

    static Progress progress(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(PROGRESS)) {
            select.setString(1, AthleteStatesTopic.NAME);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return new Progress(rows.getLong(1), rows.getLong(2));
            }
        }
    }

    static void advance(Connection connection, long publishedId) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(ADVANCE)) {
            update.setLong(1, publishedId);
            update.setString(2, AthleteStatesTopic.NAME);
            update.executeUpdate();
        }
    }
}
