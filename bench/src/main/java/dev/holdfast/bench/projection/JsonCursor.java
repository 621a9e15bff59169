package dev.holdfast.bench.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.bench.harness.BenchDatabase;
import dev.holdfast.bench.harness.Score;
import dev.holdfast.bench.workload.GeneratedSessions;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.event.TrainingEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/** What one writes by hand: a cursor over JSON rows, Jackson, states in memory, batched upserts, all on one thread. */
final class JsonCursor {
    private static final String TABLE = "json_state";
    private static final int BATCH = 1_000;
    private static final String SELECT = """
            select position, event_id, athlete_id, type, occurred_at, recorded_at, source_event_id, payload
            from json_event order by position""";

    private final HikariDataSource pool;
    private final ObjectReader sessions = new JsonMapper().readerFor(TrainingEvent.SessionLogged.class);
    private final ObjectReader starts = new JsonMapper().readerFor(TrainingEvent.TrainingStarted.class);
    private final ObjectReader pauses = new JsonMapper().readerFor(TrainingEvent.TrainingPaused.class);

    JsonCursor(HikariDataSource pool) throws SQLException {
        this.pool = pool;
        BenchDatabase.execute(pool, KeptStates.createTable(TABLE));
    }

    Score replay() throws SQLException, JsonProcessingException {
        BenchDatabase.execute(pool, "truncate " + TABLE);
        KeptStates states = new KeptStates(TABLE);
        Set<String> touched = new LinkedHashSet<>();
        long events = 0;
        long start = System.nanoTime();
        try (Connection from = pool.getConnection();
                Connection to = pool.getConnection()) {
            from.setAutoCommit(false);
            to.setAutoCommit(false);
            try (PreparedStatement select = from.prepareStatement(SELECT)) {
                select.setFetchSize(BATCH);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        RecordedEvent event = event(rows);
                        states.fold(event);
                        touched.add(event.athlete().value());
                        events++;
                        if (events % BATCH == 0) {
                            save(to, states, touched);
                        }
                    }
                }
            }
            save(to, states, touched);
            from.commit();
            from.setAutoCommit(true);
            to.setAutoCommit(true);
        }
        return Score.rate(events, System.nanoTime() - start, Score.Unit.EVENTS_PER_SECOND);
    }

    private static void save(Connection to, KeptStates states, Set<String> touched) throws SQLException {
        states.save(to, touched);
        to.commit();
        touched.clear();
    }

    private RecordedEvent event(ResultSet row) throws SQLException, JsonProcessingException {
        ObjectReader reader = switch (row.getString(4)) {
            case "SessionLogged" -> sessions;
            case "TrainingStarted" -> starts;
            default -> pauses;
        };
        TrainingEvent fact = reader.readValue(row.getString(8));
        return new RecordedEvent(
                row.getLong(1),
                row.getObject(2, UUID.class),
                GeneratedSessions.TENANT,
                new AthleteId(row.getString(3)),
                row.getObject(5, OffsetDateTime.class),
                row.getObject(6, OffsetDateTime.class).toInstant(),
                new EventKey("gym", row.getString(7)),
                fact);
    }
}
