package dev.holdfast.query.gym;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.holdfast.query.SeededGym;
import dev.holdfast.query.Servers;
import dev.holdfast.query.projection.PartitionProjector;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class MembersIT {
    private static final Logger LOG = LoggerFactory.getLogger(MembersIT.class);
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    /** Give 1000000 to measure: {@code -Dholdfast.test.members}. */
    private static final int MEMBERS = Integer.getInteger("holdfast.test.members", 60_000);

    @Inject
    PartitionProjector projector;

    @Inject
    AgroalDataSource database;

    @Test
    void aTenantOfAnySize_isListedByEachKey_pageAfterPage() throws SQLException {
        SeededGym some = new SeededGym("template");
        for (int i = 0; i < 120; i++) {
            Instant until = NOW.minus(Duration.ofDays(i * 3L));
            some.trained("t" + i, until.minus(Duration.ofDays(40 + i)), until);
        }
        some.project(projector);
        // With their windows: of so many they would take hours, and are another matter.
        execute("with big as (insert into serving.athlete (tenant_id, athlete_id, position, last_micros,"
                + " last_session_micros, sessions, state, digest) select 'big', 'm' || m || athlete_id, position,"
                + " last_micros, last_session_micros, sessions, state, digest"
                + " from serving.athlete, generate_series(1, " + MEMBERS + " / 120) m where tenant_id = 'template'"
                + " returning tenant_id, athlete_id, digest)"
                + " insert into gym.return_window (tenant_id, athlete_id, digest) select * from big");
        for (String sort : List.of("lastSessionAt", "strengthRatio", "sharpness", "pausedDays", "athleteId")) {
            for (String direction : List.of("", "-")) {
                List<JsonPath> pages = pages("sort=" + direction + sort + "&limit=50", 3);
                List<String> ids = new ArrayList<>();
                pages.forEach(page -> ids.addAll(page.<String>getList("items.athleteId")));
                assertThat(ids).hasSize(150).doesNotHaveDuplicates();
                if (sort.equals("strengthRatio") || sort.equals("sharpness")) {
                    List<Float> figures = new ArrayList<>();
                    pages.forEach(page -> figures.addAll(page.<Float>getList("items." + sort)));
                    Comparator<Float> rising = Comparator.naturalOrder();
                    assertThat(figures).isSortedAccordingTo(direction.isEmpty() ? rising : rising.reversed());
                }
            }
        }
        // All of a filter, to the end.
        List<JsonPath> pages = pages("phase=training&sort=-strengthRatio&limit=500", Integer.MAX_VALUE);
        List<String> training = new ArrayList<>();
        pages.forEach(page -> training.addAll(page.<String>getList("items.athleteId")));
        assertThat(new HashSet<>(training)).hasSameSizeAs(training);
        long began = System.nanoTime();
        JsonPath gym = as("big").get("/v1/gym").then().statusCode(200).extract().jsonPath();
        LOG.info("members={} gym: {} ms", MEMBERS, (System.nanoTime() - began) / 1_000_000);
        assertThat(gym.getLong("athletes")).isEqualTo(MEMBERS / 120 * 120L);
        assertThat(gym.getLong("training")).isEqualTo(training.size());
        as("big").get("/v1/athletes?sort=sharpness&cursor=YTc").then().statusCode(400);
        as("big").get("/v1/athletes?sort=sharpness&cursor=fjA").then().statusCode(400);
    }

    @Test
    void sessionOfTomorrow_isPartOfEveryAnswer() throws SQLException {
        new SeededGym("tomorrow")
                .trained("usual", NOW.minus(Duration.ofDays(90)), NOW.minus(Duration.ofDays(1)))
                .trained("ahead", NOW.minus(Duration.ofDays(90)), NOW.minus(Duration.ofDays(1)))
                .session("ahead", NOW.plus(Duration.ofHours(23)).atOffset(ZoneOffset.ofHours(12)))
                .project(projector);
        as("tomorrow").get("/v1/gym").then().statusCode(200).body("athletes", equalTo(2));
        for (String query : List.of("", "?sort=-strengthRatio", "?sort=sharpness", "?phase=training")) {
            as("tomorrow")
                    .get("/v1/athletes" + query)
                    .then()
                    .statusCode(200)
                    .body("items.athleteId", containsInAnyOrder("ahead", "usual"));
        }
        for (String path : List.of(
                "/v1/athletes/ahead/state",
                "/v1/athletes/ahead/outlook",
                "/v1/athletes/ahead/trajectory",
                "/v1/athletes/ahead/checkpoints")) {
            as("tomorrow").get(path).then().statusCode(200);
        }
    }

    @Test
    void offsetsMoreThanADayApart_spoilNobodysAnswer() throws SQLException {
        // The pause is on the day after the session, and twelve hours before it.
        LocalDate day = LocalDate.ofInstant(NOW, ZoneOffset.UTC).minusDays(60);
        new SeededGym("apart")
                .session("far", day.atTime(1, 0).atOffset(ZoneOffset.ofHours(-18)))
                .paused("far", day.plusDays(1).atTime(1, 0).atOffset(ZoneOffset.ofHours(18)))
                .project(projector);
        new SeededGym("behind-apart")
                .trained("gone", NOW.minus(Duration.ofDays(400)), NOW.minus(Duration.ofDays(60)))
                .project(projector);
        as("apart").get("/v1/athletes/far/checkpoints").then().statusCode(200);
        as("apart").get("/v1/athletes/far/trajectory").then().statusCode(200);
        awaitWinBack("behind-apart");
    }

    @Test
    void stateThatCannotBeRead_isPassedOver_andSaid() throws SQLException {
        new SeededGym("corrupt")
                .trained("broken", NOW.minus(Duration.ofDays(400)), NOW.minus(Duration.ofDays(60)))
                .trained("whole", NOW.minus(Duration.ofDays(400)), NOW.minus(Duration.ofDays(60)))
                .project(projector);
        execute("update serving.athlete set state = '\\xff', digest = '\\xff'"
                + " where tenant_id = 'corrupt' and athlete_id = 'broken'");
        as("corrupt")
                .get("/v1/gym")
                .then()
                .statusCode(200)
                .body("athletes", equalTo(1))
                .body("notes", hasItem(containsString("1 members")));
        for (String query : List.of("", "?sort=sharpness", "?phase=paused")) {
            as("corrupt")
                    .get("/v1/athletes" + query)
                    .then()
                    .statusCode(200)
                    .body("items.athleteId", equalTo(List.of("whole")));
        }
        awaitWinBack("corrupt");
    }

    @Test
    void pauseToldLate_doesNotShortenIt() throws SQLException {
        Instant last = NOW.minus(Duration.ofDays(300));
        SeededGym gym = new SeededGym("told-late")
                .trained("late", last.minus(Duration.ofDays(56)), last)
                .paused("late", NOW.minus(Duration.ofDays(1)))
                .trained("in-time", last.minus(Duration.ofDays(56)), last)
                .paused("in-time", last.plus(Duration.ofDays(5)));
        gym.project(projector);
        JsonPath late = as("told-late").get("/v1/athletes/late/state").jsonPath();
        assertThat(late.getString("pausedSince")).isEqualTo(late.getString("lastSessionAt"));
        assertThat(as("told-late").get("/v1/athletes/in-time/state").jsonPath().getString("pausedSince"))
                .isEqualTo(last.plus(Duration.ofDays(5)).toString());
        as("told-late")
                .get("/v1/athletes?pausedAtLeastDays=290")
                .then()
                .body("items.athleteId", equalTo(List.of("in-time", "late")));
        assertThat(as("told-late")
                        .get("/v1/athletes/late/trajectory")
                        .jsonPath()
                        .getString("pauses[-1].from"))
                .isEqualTo(late.getString("lastSessionAt"));
    }

    private void awaitWinBack(String tenant) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> as(tenant).get("/v1/gym").then().statusCode(200).body("winBack", not(empty())));
    }

    private List<JsonPath> pages(String query, int max) {
        List<JsonPath> pages = new ArrayList<>();
        String cursor = null;
        do {
            long began = System.nanoTime();
            JsonPath page = as("big")
                    .get("/v1/athletes?" + query + (cursor == null ? "" : "&cursor=" + cursor))
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            if (pages.isEmpty()) {
                LOG.info("members={} {}: {} ms", MEMBERS, query, (System.nanoTime() - began) / 1_000_000);
            }
            pages.add(page);
            cursor = page.getString("nextCursor");
        } while (cursor != null && pages.size() < max);
        return pages;
    }

    private static RequestSpecification as(String tenant) {
        return given().header("Holdfast-Tenant", tenant);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
