package dev.holdfast.command.verification;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Every statement of a check beside the rows themselves. */
final class CheckSql {
    private static final String CLAIMS = """
            select head,
                coalesce((select max(position) from publisher_progress), 0),
                coalesce((select max(position) from publisher_partition), 0),
                coalesce((select max(position_last) from import where not dry_run), 0),
                (select count(*) from event_tag)
            from event_head""";

    private static final String TAGS_WITHOUT_ROW = """
            select t.position, t.tag from event_tag t
            where not exists (select 1 from event e where e.position = t.position and e.type <> 'Erased')
            order by t.position""";

    private static final String RECEIPTS_WITHOUT_EVENT = """
            select r.position from erasure r
            where not exists (select 1 from event e where e.position = r.position
                and e.type in ('AthleteErased', 'Erased'))
            order by r.position""";

    private static final String SEALS = "select block, digest from event_seal";

    private static final String SEAL =
            "insert into event_seal (block, digest, sealed_at) values (?, ?, ?) on conflict do nothing";

    private CheckSql() {}

    /** What the store says of itself. */
    record Claims(long head, long published, long partitionsPublished, long importsLast, long tags) {}

    static Claims claims(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CLAIMS);
                ResultSet found = statement.executeQuery()) {
            found.next();
            return new Claims(found.getLong(1), found.getLong(2), found.getLong(3), found.getLong(4), found.getLong(5));
        }
    }

    static void tagsWithoutRow(Connection connection, Findings findings) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TAGS_WITHOUT_ROW);
                ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                findings.add("tag-without-row", found.getLong(1), "no row for the tag " + found.getString(2));
            }
        }
    }

    static void receiptsWithoutEvent(Connection connection, Findings findings) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RECEIPTS_WITHOUT_EVENT);
                ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                findings.add("receipt-without-event", found.getLong(1), "a receipt names a row that is no erasure");
            }
        }
    }

    /** The seals by block: 32 bytes for 10,000 events. */
    static Map<Long, byte[]> seals(Connection connection) throws SQLException {
        Map<Long, byte[]> seals = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(SEALS);
                ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                seals.put(found.getLong(1), found.getBytes(2));
            }
        }
        return seals;
    }

    static void seal(Connection connection, Map<Long, byte[]> seals, java.time.Instant at) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SEAL)) {
            for (Map.Entry<Long, byte[]> seal : seals.entrySet()) {
                statement.setLong(1, seal.getKey());
                statement.setBytes(2, seal.getValue());
                statement.setObject(3, at.atOffset(java.time.ZoneOffset.UTC));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
