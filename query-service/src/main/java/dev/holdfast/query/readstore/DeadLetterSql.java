package dev.holdfast.query.readstore;

import dev.holdfast.kit.postgres.SqlArrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records that could not be folded, in the database. */
public final class DeadLetterSql {
    private static final String SAVE_DEAD_LETTER = """
            insert into serving.dead_letter (partition, kafka_offset, tenant_id, position, reason, record_key, headers, value)
            values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""";

    private static final String DELETE_DEAD_LETTERS = """
            delete from serving.dead_letter d using unnest(?::text[], ?::bytea[]) k (tenant, record_key)
            where d.tenant_id = k.tenant and d.record_key = k.record_key""";

    private static final String FIELDS =
            "select partition, kafka_offset, tenant_id, position, reason, record_key from serving.dead_letter";

    private final Connection connection;

    public DeadLetterSql(Connection connection) {
        this.connection = connection;
    }

    public void save(int partition, List<DeadLetter> letters) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(SAVE_DEAD_LETTER)) {
            for (DeadLetter letter : letters) {
                insert.setInt(1, partition);
                insert.setLong(2, letter.offset());
                insert.setString(3, StoredText.ofNullable(letter.tenant()));
                insert.setObject(4, letter.position());
                insert.setString(5, StoredText.of(letter.reason()));
                insert.setBytes(6, letter.key());
                insert.setString(7, StoredText.of(letter.headers()));
                insert.setBytes(8, letter.value());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Nothing stays of an erased athlete. */
    public void deleteOf(List<AthleteKey> athletes) throws SQLException {
        if (athletes.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement(DELETE_DEAD_LETTERS)) {
            delete.setArray(1, SqlArrays.text(connection, athletes, AthleteKey::tenant));
            delete.setArray(2, SqlArrays.bytes(connection, athletes, AthleteKey::recordKey));
            delete.executeUpdate();
        }
    }

    /** What is listed of a record; its bytes stay in the database. */
    public record Listed(
            int partition,
            long offset,
            @Nullable String tenant,
            @Nullable Long position,
            String reason) {}

    /** A record with what names its athlete. */
    @SuppressWarnings("ArrayRecordComponent") // Rows are carried, never compared.
    public record Found(Listed letter, byte @Nullable [] recordKey) {}

    /** Locked until the transaction ends; null where there is none. */
    public @Nullable Found find(int partition, long offset) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(FIELDS + " where partition = ? and kafka_offset = ? for update")) {
            select.setInt(1, partition);
            select.setLong(2, offset);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? new Found(listed(row), row.getBytes(6)) : null;
            }
        }
    }

    /** The first ones by partition and offset. */
    public List<Listed> list(int limit) throws SQLException {
        List<Listed> found = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(FIELDS + " order by partition, kafka_offset limit ?")) {
            select.setInt(1, limit);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(listed(rows));
                }
            }
        }
        return found;
    }

    public long count() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select count(*) from serving.dead_letter");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    public void delete(int partition, long offset) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from serving.dead_letter where partition = ? and kafka_offset = ?")) {
            delete.setInt(1, partition);
            delete.setLong(2, offset);
            delete.executeUpdate();
        }
    }

    private static Listed listed(ResultSet row) throws SQLException {
        return new Listed(
                row.getInt(1), row.getLong(2), row.getString(3), row.getObject(4, Long.class), row.getString(5));
    }
}
