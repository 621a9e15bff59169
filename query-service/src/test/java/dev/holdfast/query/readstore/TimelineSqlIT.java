package dev.holdfast.query.readstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.query.Servers;
import dev.holdfast.query.projection.Histories;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class TimelineSqlIT {
    /** Of the driver's, until it has a statement prepared, and of PostgreSQL's, until it keeps the plan. */
    private static final int EXECUTIONS_UNTIL_PLAN_IS_KEPT = 5 + 5 + 1;

    private static final int ATHLETES = 100;
    private static final int CHUNKS = 20;

    @Inject
    AgroalDataSource database;

    @BeforeEach
    void makeTables() throws SQLException {
        execute(
                "create schema grown",
                "create table grown.athlete (like serving.athlete including all)",
                "create table grown.timeline_chunk (like serving.timeline_chunk including all)");
    }

    @AfterEach
    void dropTables() throws SQLException {
        execute("drop schema grown cascade");
    }

    @Test
    void read_tablesGrewSinceThePlanWasMade_findsChunksByTheirKey() throws SQLException {
        int partition = Histories.nextPartition();
        try (Connection connection = database.getConnection()) {
            new ProgressSql(connection).progress(Set.of(partition));
            connection.setAutoCommit(false);
            grow(connection, 1, 1);
            execute("analyze grown.athlete, grown.timeline_chunk");
            for (int i = 0; i < EXECUTIONS_UNTIL_PLAN_IS_KEPT; i++) {
                read(connection, partition, keys(1));
            }
            grow(connection, ATHLETES, CHUNKS);

            read(connection, partition, keys(ATHLETES));
            assertThat(chunksRead(connection)).isLessThan(2L * ATHLETES * CHUNKS);
            connection.rollback();
        }
    }

    private static void read(Connection connection, int partition, List<AthleteKey> keys) throws SQLException {
        connection.commit();
        new ProgressSql(connection).lockProgress(partition);
        TimelineSql sql = new TimelineSql(connection, "grown");
        assertThat(sql.lastChunks(keys)).hasSameSizeAs(keys);
        assertThat(sql.chunksFrom(keys, Collections.nCopies(keys.size(), 0L), Collections.nCopies(keys.size(), 0)))
                .hasSameSizeAs(keys);
    }

    private static List<AthleteKey> keys(int athletes) {
        List<AthleteKey> keys = new ArrayList<>();
        for (int i = 1; i <= athletes; i++) {
            keys.add(new AthleteKey("t", "a" + i));
        }
        return keys;
    }

    private static void grow(Connection connection, int athletes, int chunks) throws SQLException {
        try (Statement insert = connection.createStatement()) {
            insert.execute("""
                    insert into grown.athlete
                    select 't', 'a' || a, 1, 1, null, 1, 'state', 'digest' from generate_series(1, %d) a
                    on conflict do nothing""".formatted(athletes));
            insert.execute("""
                    insert into grown.timeline_chunk
                    select 't', 'a' || a, c, c, 1, 0, null, decode(repeat('00', 1000), 'hex'), 'digest', 'entries'
                    from generate_series(1, %d) a, generate_series(1, %d) c
                    on conflict do nothing""".formatted(athletes, chunks));
        }
        connection.commit();
    }

    private static long chunksRead(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables"
                        + " where schemaname = 'grown' and relname = 'timeline_chunk'")) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
