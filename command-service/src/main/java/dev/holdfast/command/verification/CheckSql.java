package dev.holdfast.command.verification;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Every statement of a check beside the rows themselves. */
final class CheckSql {
    private static final String CLAIMS = """
            select head,
                coalesce((select max(position) from publisher_progress), 0),
                coalesce((select max(position) from publisher_partition), 0),
                coalesce((select max(position_last) from import where not dry_run), 0),
                coalesce((select max(position) from event), 0),
                (select count(*) from event_tag)
            from event_head""";

    private static final String TAGS_WITHOUT_ROW = """
            select t.position, t.tag from event_tag t
            where not exists (select 1 from event e where e.position = t.position and e.type <> 'Erased')
            order by t.position""";

    private static final String RECEIPTS_WITHOUT_EVENT = """
            select r.position from erasure r
            where r.position is not null and not exists (select 1 from event e where e.position = r.position
                and e.type in ('AthleteErased', 'Erased'))
            order by r.position""";

    private static final String SEAL_OF = "select digest from event_seal where block = ?";

    private static final String SEAL = """
            insert into event_seal (block, digest, sealed_at) select ?, ?, ?
            where (select count(*) from event where position between ? and ? and type = 'Erased') = ?
            on conflict do nothing""";

    private CheckSql() {}

    /** What the store says of itself. */
    record Claims(long head, long published, long partitionsPublished, long importsLast, long lastRow, long tags) {}

    static Claims claims(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CLAIMS);
                ResultSet found = statement.executeQuery()) {
            found.next();
            return new Claims(
                    found.getLong(1),
                    found.getLong(2),
                    found.getLong(3),
                    found.getLong(4),
                    found.getLong(5),
                    found.getLong(6));
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

    /** The digest with which the block was sealed, or null when it has no seal. */
    static byte @Nullable [] sealOf(Connection connection, long block) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SEAL_OF)) {
            statement.setLong(1, block);
            try (ResultSet found = statement.executeQuery()) {
                return found.next() ? found.getBytes(1) : null;
            }
        }
    }

    /** Returns 1, or 0 when there is a seal already or something was erased since the block was read. */
    static int seal(Connection connection, long block, Seals.Fresh seal, Instant at) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SEAL)) {
            statement.setLong(1, block);
            statement.setBytes(2, seal.digest());
            statement.setObject(3, at.atOffset(ZoneOffset.UTC));
            statement.setLong(4, block * SealBlocks.EVENTS + 1);
            statement.setLong(5, (block + 1) * SealBlocks.EVENTS);
            statement.setInt(6, seal.erased());
            return statement.executeUpdate();
        }
    }
}
