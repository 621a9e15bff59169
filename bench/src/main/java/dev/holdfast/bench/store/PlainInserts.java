package dev.holdfast.bench.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.bench.harness.BenchDatabase;
import dev.holdfast.bench.workload.GeneratedSessions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * The plain way to keep an event: one INSERT that commits by itself, into a table with the event table's columns and
 * indexes, positions from a sequence. No decision, no order of commits, no check for repeats but the unique index.
 */
final class PlainInserts implements AutoCloseable {
    private static final int CONNECTIONS = 8;
    private static final String INSERT = """
            insert into plain_event (position, event_id, tenant_id, athlete_id, type, schema_version, occurred_at,
                recorded_at, source, source_event_id, payload)
            values (nextval('plain_position'), ?, ?, ?, 'SessionLogged', 2, ?, ?, 'api', ?, ?)""";

    private final HikariDataSource pool;

    PlainInserts(BenchDatabase database) throws SQLException {
        pool = database.pool(CONNECTIONS);
        BenchDatabase.execute(
                pool,
                "create table if not exists plain_event (like event including all)",
                "create sequence if not exists plain_position");
    }

    /** Returns once the row is durable. The payload is ready made: no encoding is counted. */
    void insert(String athlete, OffsetDateTime occurredAt, byte[] payload) throws SQLException {
        UUID id = UUID.randomUUID();
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setObject(1, id);
            statement.setString(2, GeneratedSessions.TENANT.value());
            statement.setString(3, athlete);
            statement.setObject(4, occurredAt);
            statement.setObject(5, OffsetDateTime.now(ZoneOffset.UTC));
            statement.setString(6, id.toString());
            statement.setBytes(7, payload);
            statement.executeUpdate();
        }
    }

    void empty() throws SQLException {
        BenchDatabase.execute(pool, "truncate plain_event");
    }

    @Override
    public void close() {
        pool.close();
    }
}
