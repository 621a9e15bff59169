package dev.holdfast.bench.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.bench.axon.AxonJpaPeer;
import dev.holdfast.bench.codec.JacksonCodec;
import dev.holdfast.bench.harness.BenchDatabase;
import dev.holdfast.bench.harness.Benchmark;
import dev.holdfast.bench.harness.Comparison;
import dev.holdfast.bench.harness.Contender;
import dev.holdfast.bench.harness.Rival;
import dev.holdfast.bench.harness.Rounds;
import dev.holdfast.bench.harness.Score;
import dev.holdfast.bench.workload.GeneratedSessions;
import dev.holdfast.bench.workload.SessionStock;
import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.SessionSets;
import dev.holdfast.event.AthleteId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Decides whether the payload's codec is worth its schema: table and all indexes, divided by the events in it. */
public final class StoreSizeBenchmark implements Benchmark {
    private static final int SESSIONS = 20_000;
    /** The JPA engine is filled one command at a time. */
    private static final int SESSIONS_JPA = 3_000;

    private static final double GOAL = 3;

    private final SessionStock stock = new SessionStock();

    @Override
    public String name() {
        return "store-size";
    }

    @Override
    public String purpose() {
        return "bytes an event with all indexes, against rows with JSON payload";
    }

    @Override
    public List<Comparison> run(Rounds rounds) throws Exception {
        JacksonCodec json = JacksonCodec.json();
        try (BenchDatabase database = BenchDatabase.start();
                HikariDataSource pool = database.pool(2);
                AxonJpaPeer jpa = new AxonJpaPeer(database)) {
            BenchDatabase.execute(pool, "create table json_event (like event including all)");
            Contender ours = () -> filled(pool, "event", stock::payload);
            Contender jsonRows = () -> filled(pool, "json_event", number -> json.encode(stock.session(number)));
            Contender axon = () -> {
                jpa.empty();
                for (int i = 0; i < SESSIONS_JPA; i++) {
                    jpa.log("axon-" + i % SessionStock.ATHLETES, stock.session(i));
                }
                return size(pool, AxonJpaPeer.TABLE);
            };
            Contender compared = () -> {
                Score events = ours.run();
                return new Score(events.value() + sets(pool).value(), events.unit());
            };
            List<Comparison> comparisons = new ArrayList<>(rounds.compare(
                    name(),
                    ours,
                    List.of(
                            new Rival("JSON payload, same columns", GOAL, jsonRows),
                            new Rival("JSON payload, Axon JPA rows", GOAL, axon))));
            comparisons.addAll(rounds.compare(
                    name(),
                    compared,
                    List.of(new Rival("JSON payload; ours with look-up of near-duplicates", GOAL, jsonRows))));
            return comparisons;
        }
    }

    /** What each session is compared by, to name the one that was told twice. */
    private Score sets(HikariDataSource pool) throws SQLException {
        BenchDatabase.execute(pool, "truncate session_sets");
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "insert into session_sets (digest, session_position, starts_at, ends_at) values (?, ?, ?, ?)")) {
            for (int i = 0; i < SESSIONS; i++) {
                SessionSets sets = Objects.requireNonNull(SessionSets.of(
                        AthleteKey.of(GeneratedSessions.TENANT, new AthleteId(SessionStock.athlete(i))),
                        stock.occurredAt(i).toInstant(),
                        stock.session(i)));
                statement.setLong(1, sets.digest());
                statement.setLong(2, i + 1);
                statement.setObject(3, sets.startsAt().atOffset(ZoneOffset.UTC));
                statement.setObject(4, sets.endsAt().atOffset(ZoneOffset.UTC));
                statement.addBatch();
            }
            statement.executeBatch();
        }
        return size(pool, "session_sets");
    }

    private Score filled(HikariDataSource pool, String table, Payload payload) throws SQLException {
        BenchDatabase.execute(pool, "truncate " + table);
        String insert = """
                insert into %s (position, event_id, tenant_id, athlete_id, type, schema_version, occurred_at,
                    recorded_at, source, source_event_id, payload)
                values (?, ?, ?, ?, 'SessionLogged', 2, ?, now(), 'api', ?, ?)""".formatted(table);
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(insert)) {
                for (int i = 0; i < SESSIONS; i++) {
                    UUID id = UUID.randomUUID();
                    OffsetDateTime occurredAt = stock.occurredAt(i);
                    statement.setLong(1, i + 1);
                    statement.setObject(2, id);
                    statement.setString(3, GeneratedSessions.TENANT.value());
                    statement.setString(4, SessionStock.athlete(i));
                    statement.setObject(5, occurredAt);
                    statement.setString(6, id.toString());
                    statement.setBytes(7, payload.of(i));
                    statement.addBatch();
                    if (i % 1_000 == 999) {
                        statement.executeBatch();
                    }
                }
                statement.executeBatch();
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
        return size(pool, table);
    }

    private static Score size(HikariDataSource pool, String table) throws SQLException {
        BenchDatabase.execute(pool, "vacuum analyze " + table);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "select pg_total_relation_size('%s')::float8 / count(*) from %s".formatted(table, table))) {
            found.next();
            return new Score(found.getDouble(1), Score.Unit.BYTES_PER_EVENT);
        }
    }

    private interface Payload {
        byte[] of(long number);
    }
}
