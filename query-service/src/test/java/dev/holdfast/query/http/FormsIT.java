package dev.holdfast.query.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.holdfast.query.SeededGym;
import dev.holdfast.query.Servers;
import dev.holdfast.query.projection.Histories;
import dev.holdfast.query.projection.PartitionProjector;
import dev.holdfast.query.projection.RandomLife;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Forms, tags and refusals that every read has alike. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class FormsIT {
    private static final String TENANT = "forms";
    private static final Instant BEGIN = Instant.parse("2025-01-01T18:00:00Z");
    private static final String AT = "2026-03-01T00:00:00Z";
    private static final int FUZZ_ROUNDS = 6;

    private static final List<String> NASTY = List.of(
            "",
            " ",
            "0",
            "-1",
            "1e9",
            "NaN",
            "Infinity",
            "99999999999999999999",
            "1900-01-01T00:00:00Z",
            "2199-12-31T23:59:59.999999999Z",
            "2026-03-01T00:00:00+01:00",
            "2026-02-30T00:00:00Z",
            "P1D",
            "PT0.000000001S",
            "-P1D",
            "P999999999D",
            "squat",
            "quadriceps",
            "paused",
            "-pausedDays",
            "deadlift",
            "\u0000",
            "%",
            "' or 1=1 --",
            "<script>",
            "ü",
            "fmE",
            "fjEwMDAwMDAw",
            "x".repeat(200));

    private static boolean seeded;

    @Inject
    PartitionProjector projector;

    @Inject
    @DataSource("store")
    AgroalDataSource store;

    @BeforeEach
    void seed() throws SQLException {
        if (!seeded) {
            new SeededGym(TENANT)
                    .trained("a7", BEGIN, BEGIN.plusSeconds(86_400L * 120))
                    .retracted("a7", BEGIN.plusSeconds(86_400L * 121))
                    .trained("a8", BEGIN, BEGIN.plusSeconds(86_400L * 200))
                    .project(projector);
            seeded = true;
        }
    }

    @Test
    void lists_areTheSameInEveryForm() {
        for (String path : List.of(
                "/v1/athletes",
                "/v1/athletes/a7/checkpoints",
                "/v1/athletes/a7/revisions",
                "/v1/athletes/a7/trajectory?points=30&at=" + AT)) {
            JsonPath json = tenant().get(path).then().statusCode(200).extract().jsonPath();
            List<Map<String, Object>> items = json.getList(path.contains("trajectory") ? "points" : "items");
            Response ndjson = tenant().accept(Format.NDJSON_TYPE).get(path);
            assertThat(ndjson.statusCode()).isEqualTo(200);
            List<Map<String, Object>> lines = ndjson.asString()
                    .lines()
                    .map(line -> JsonPath.from(line).<String, Object>getMap(""))
                    .toList();
            assertThat(lines).isEqualTo(items);
            tenant().accept(Format.CSV_TYPE)
                    .get(path)
                    .then()
                    .statusCode(200)
                    .contentType(containsString(Format.CSV_TYPE))
                    .header("Vary", "Accept, Holdfast-Tenant");
            assertThat(tenant().accept(Format.CSV_TYPE).get(path).asString().lines())
                    .hasSize(items.size() + 1);
        }
        tenant().accept(Format.CSV_TYPE).get("/v1/gym").then().statusCode(200);
    }

    @Test
    void pages_asLines_nameTheNextOne() {
        String cursor = tenant().accept(Format.NDJSON_TYPE)
                .get("/v1/athletes?limit=1")
                .then()
                .statusCode(200)
                .extract()
                .header("Holdfast-Next-Cursor");
        Response next = tenant().accept(Format.NDJSON_TYPE).get("/v1/athletes?limit=1&cursor=" + cursor);
        assertThat(next.asString()).contains("\"athleteId\":\"a8\"");
        assertThat(next.header("Holdfast-Next-Cursor")).isNull();
    }

    @Test
    void state_ofOneMovement_isThatPartOfTheWhole() {
        JsonPath whole = tenant().get("/v1/athletes/a7/state?at=" + AT).jsonPath();
        String trained = whole.getString("movements[0].movement");
        JsonPath part = tenant().get("/v1/athletes/a7/state?movement=" + trained + "&at=" + AT)
                .jsonPath();
        assertThat(part.getList("movements.movement")).isEqualTo(List.of(trained));
        assertThat(part.getMap("movements[0]")).isEqualTo(whole.getMap("movements[0]"));
        assertThat(whole.getList("muscleGroups")).containsAll(part.getList("muscleGroups"));
        assertThat(part.getList("muscleGroups")).isNotEmpty();
        assertThat(part.getDouble("strengthRatio")).isEqualTo(whole.getDouble("strengthRatio"));
        tenant().get("/v1/athletes/a7/state?movement=moon-walk")
                .then()
                .statusCode(400)
                .contentType(Problem.MEDIA_TYPE);
    }

    @Test
    void answersAtAnInstant_haveATag_thatIsNotComputedAgain() {
        for (String path : List.of(
                "/v1/athletes/a7/state?at=" + AT,
                "/v1/athletes/a7/trajectory?points=30&at=" + AT,
                "/v1/athletes/a7/outlook?at=" + AT,
                "/v1/athletes/a7/transfer?movement=deadlift&at=" + AT)) {
            Response first = tenant().get(path);
            assertThat(first.statusCode()).as(path).isEqualTo(200);
            String tag = first.header("ETag");
            assertThat(tag).as(path).isNotBlank();
            assertThat(tenant().get(path).asString()).isEqualTo(first.asString());
            Response again = tenant().header("If-None-Match", tag).get(path);
            assertThat(again.statusCode()).as(path).isEqualTo(304);
            assertThat(again.asString()).isEmpty();
            assertThat(tenant().header("If-None-Match", tag)
                            .get(path.replace("at=" + AT, "at=2026-03-02T00:00:00Z"))
                            .statusCode())
                    .isEqualTo(200);
            Response head = tenant().head(path);
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.header("ETag")).isEqualTo(tag);
        }
    }

    /** Every read that the service documents, with values that nobody would send. */
    @Test
    void fuzz_neverFails_andRefusesWithProblems() throws SQLException {
        Histories.store(store, new RandomLife(22, "fuzzed").next(1, 1));
        JsonPath openApi = given().accept("application/json")
                .queryParam("format", "json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(openApi.getString("openapi")).startsWith("3.1");
        Map<String, Map<String, Object>> paths = openApi.getMap("paths");
        Random random = new Random(20_261_123);
        int asked = 0;
        for (Map.Entry<String, Map<String, Object>> path : paths.entrySet()) {
            Object get = path.getValue().get("get");
            if (!(get instanceof Map<?, ?> operation)
                    || !path.getKey().startsWith("/v1/")
                    || String.valueOf(operation.get("responses")).contains("text/event-stream")) {
                continue;
            }
            List<?> parameters = operation.get("parameters") instanceof List<?> list ? list : List.of();
            for (int round = 0; round < FUZZ_ROUNDS * Math.max(parameters.size(), 1); round++) {
                RequestSpecification request = given();
                for (Object each : parameters) {
                    if (each instanceof Map<?, ?> parameter) {
                        String name = String.valueOf(parameter.get("name"));
                        String value = NASTY.get(random.nextInt(NASTY.size()));
                        switch (String.valueOf(parameter.get("in"))) {
                            case "path" -> request.pathParam(name, random.nextInt(8) == 0 ? "@ü" : "a7");
                            case "header" -> request.header(name, random.nextInt(8) == 0 ? "@" : TENANT);
                            default -> {
                                if (random.nextInt(3) == 0) {
                                    request.queryParam(name, value);
                                }
                            }
                        }
                    }
                }
                Response response = request.get(path.getKey());
                assertThat(response.statusCode())
                        .as("%s: %s", path.getKey(), response.asString())
                        .isLessThan(500);
                if (response.statusCode() >= 400) {
                    assertThat(response.contentType()).as(path.getKey()).startsWith(Problem.MEDIA_TYPE);
                    assertThat(response.jsonPath().getString("detail")).isNotBlank();
                }
                asked++;
            }
        }
        assertThat(asked).isGreaterThan(100);
    }

    private static RequestSpecification tenant() {
        return given().header("Holdfast-Tenant", TENANT);
    }
}
