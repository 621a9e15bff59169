package dev.holdfast.query.reporting;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.query.SeededGym;
import dev.holdfast.query.Servers;
import dev.holdfast.query.projection.PartitionProjector;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class ReportingIT {
    private static final String TENANT = "reporting";
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final Pattern METRIC = Pattern.compile("holdfast_[a-z_]+");
    private static boolean seeded;

    @Inject
    AgroalDataSource database;

    @Inject
    PartitionProjector projector;

    @Inject
    ObjectMapper json;

    @BeforeEach
    void seed() throws SQLException {
        if (!seeded) {
            new SeededGym(TENANT)
                    .trained("training", NOW.minus(Duration.ofDays(90)), NOW)
                    .trained("gone", NOW.minus(Duration.ofDays(300)), NOW.minus(Duration.ofDays(100)))
                    .trained("told", NOW.minus(Duration.ofDays(40)), NOW.minus(Duration.ofDays(5)))
                    .paused("told", NOW.minus(Duration.ofDays(2)))
                    .project(projector);
            seeded = true;
        }
    }

    @Test
    void athleteView_saysWhatTheServiceSays() throws SQLException {
        Map<String, String> view = new TreeMap<>();
        Map<String, Instant> since = new TreeMap<>();
        asReader(
                "select athlete_id, phase, paused_since from reporting.athlete where tenant_id = '" + TENANT + "'",
                row -> {
                    view.put(row.getString(1), row.getString(2));
                    OffsetDateTime paused = row.getObject(3, OffsetDateTime.class);
                    if (paused != null) {
                        since.put(row.getString(1), paused.toInstant());
                    }
                });
        List<Map<String, Object>> items = given().header("Holdfast-Tenant", TENANT)
                .get("/v1/athletes")
                .jsonPath()
                .getList("items");
        assertThat(items).hasSize(3);
        for (Map<String, Object> item : items) {
            String athlete = String.valueOf(item.get("athleteId"));
            assertThat(view).as(athlete).containsEntry(athlete, String.valueOf(item.get("phase")));
            Object paused = item.get("pausedSince");
            assertThat(since.get(athlete))
                    .as(athlete)
                    .isEqualTo(paused == null ? null : Instant.parse(paused.toString()));
        }
    }

    @Test
    void athletes_byLengthOfPauseAndClosingWindow() {
        assertThat(athletes("pausedAtLeastDays=50")).containsExactly("gone");
        assertThat(athletes("pausedAtLeastDays=1&sort=-pausedDays")).containsExactly("gone", "told");
        assertThat(athletes("pausedAtLeastDays=1&sort=-pausedDays&limit=1")).containsExactly("gone");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Map<String, Instant> closes = new TreeMap<>();
            asReader(
                    "select athlete_id, window_closes_at from reporting.win_back where tenant_id = '" + TENANT + "'",
                    row -> closes.put(
                            row.getString(1),
                            row.getObject(2, OffsetDateTime.class).toInstant()));
            assertThat(closes).containsKey("gone");
            Instant window = Objects.requireNonNull(closes.get("gone"));
            assertThat(athletes("windowClosesBefore=" + window.plusSeconds(1)).contains("gone"))
                    .isEqualTo(window.isAfter(Instant.now()));
            assertThat(athletes("windowClosesBefore=" + window)).doesNotContain("gone");
        });
    }

    private static List<String> athletes(String query) {
        return given().header("Holdfast-Tenant", TENANT)
                .get("/v1/athletes?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.athleteId");
    }

    @Test
    void reader_readsTheViews_andNothingElse() throws SQLException {
        for (String view : List.of("athlete", "phase", "checkpoint", "win_back", "projection")) {
            asReader("select * from reporting." + view, row -> {});
        }
        for (String forbidden : List.of(
                "select * from serving.athlete",
                "select * from stream.change",
                "select * from gym.return_window",
                "delete from reporting.athlete",
                "create table reporting.mine (x int)",
                "create table public.mine (x int)")) {
            assertThatThrownBy(() -> asReader(forbidden, row -> {}))
                    .as(forbidden)
                    .isInstanceOf(SQLException.class)
                    .extracting(failure -> ((SQLException) failure).getSQLState())
                    .isIn("42501", "55000");
        }
    }

    @Test
    void views_followTheSchemaThatServes() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                statement.execute("create schema building");
                for (String table : List.of("athlete", "checkpoint", "progress", "dead_letter")) {
                    statement.execute("create table building." + table + " (like serving." + table + ")");
                }
                statement.execute("alter schema serving rename to replaced");
                statement.execute("alter schema building rename to serving");
                try (ResultSet row = statement.executeQuery("select count(*) from reporting.athlete")) {
                    row.next();
                    assertThat(row.getLong(1)).isZero();
                }
                statement.execute("drop schema replaced cascade");
                statement.executeQuery("select * from reporting.win_back").close();
            } finally {
                connection.rollback();
            }
        }
    }

    @Test
    void grafanaDashboard_everyQueryRuns_everyMetricIsThere() throws IOException, SQLException {
        JsonNode dashboard =
                json.readTree(Path.of("../deploy/grafana/holdfast.json").toFile());
        int queries = 0;
        StringBuilder expressions = new StringBuilder();
        for (JsonNode panel : dashboard.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                if (target.has("rawSql")) {
                    asReader(target.path("rawSql").asText().replace("$tenant", TENANT), row -> {});
                    queries++;
                } else {
                    expressions.append(target.path("expr").asText()).append(' ');
                }
            }
        }
        for (JsonNode variable : dashboard.path("templating").path("list")) {
            asReader(variable.path("query").asText(), row -> {});
        }
        assertThat(queries).isPositive();
        Matcher metric = METRIC.matcher(expressions);
        assertThat(metric.find()).isTrue();
        do {
            String name = metric.group();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(given().get("/q/metrics").asString()).contains("\n" + name));
        } while (metric.find());
    }

    private interface Reading {
        void read(ResultSet row) throws SQLException;
    }

    private void asReader(String sql, Reading reading) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                statement.execute("set local role holdfast_reader");
                if (statement.execute(sql)) {
                    try (ResultSet rows = statement.getResultSet()) {
                        while (rows.next()) {
                            reading.read(rows);
                        }
                    }
                }
            } finally {
                connection.rollback();
            }
        }
    }
}
