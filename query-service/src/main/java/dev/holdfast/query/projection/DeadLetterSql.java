package dev.holdfast.query.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Records that could not be folded, in the database. */
final class DeadLetterSql {
    private static final String SAVE_DEAD_LETTER = """
            insert into serving.dead_letter (partition, kafka_offset, tenant_id, position, reason, record_key, headers, value)
            values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""";

    private static final String DELETE_DEAD_LETTERS = """
            delete from serving.dead_letter d using unnest(?::text[], ?::bytea[]) k (tenant, record_key)
            where d.tenant_id = k.tenant and d.record_key = k.record_key""";

    private final Connection connection;

    DeadLetterSql(Connection connection) {
        this.connection = connection;
    }

    void save(int partition, List<DeadLetter> letters) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(SAVE_DEAD_LETTER)) {
            for (DeadLetter letter : letters) {
                insert.setInt(1, partition);
                insert.setLong(2, letter.offset());
                insert.setString(3, letter.tenant());
                insert.setObject(4, letter.position());
                insert.setString(5, letter.reason());
                insert.setBytes(6, letter.key());
                insert.setString(7, letter.headers());
                insert.setBytes(8, letter.value());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Nothing stays of an erased athlete. */
    void deleteOf(List<AthleteKey> keys) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE_DEAD_LETTERS)) {
            delete.setArray(
                    1,
                    connection.createArrayOf(
                            "text", keys.stream().map(AthleteKey::tenant).toArray()));
            delete.setArray(
                    2,
                    connection.createArrayOf(
                            "bytea", keys.stream().map(AthleteKey::recordKey).toArray(byte[][]::new)));
            delete.executeUpdate();
        }
    }
}
