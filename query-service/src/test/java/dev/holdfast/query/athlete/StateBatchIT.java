package dev.holdfast.query.athlete;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.holdfast.query.SeededGym;
import dev.holdfast.query.Servers;
import dev.holdfast.query.projection.PartitionProjector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class StateBatchIT {
    private static final String TENANT = "batch";
    private static final Instant BEGIN = Instant.parse("2024-01-01T18:00:00Z");
    private static boolean seeded;

    @Inject
    PartitionProjector projector;

    @BeforeEach
    void seed() throws SQLException {
        if (!seeded) {
            SeededGym gym = new SeededGym(TENANT);
            for (int i = 0; i < 12; i++) {
                gym.trained("b" + i, BEGIN, BEGIN.plusSeconds(86_400L * 30 * (i + 1)));
            }
            gym.project(projector);
            seeded = true;
        }
    }

    @Test
    void batch_hasTheFiguresOfSingleReads_atAnyInstant() {
        List<String> ids = IntStream.range(0, 12).mapToObj(i -> "b" + (11 - i)).toList();
        for (String at : List.of("2023-06-01T00:00:00Z", "2024-03-01T12:00:00Z", "2026-03-01T00:00:00.5Z")) {
            JsonPath batch = ask(ids, at).statusCode(200).extract().jsonPath();
            assertThat(batch.getList("items.athleteId")).isEqualTo(ids);
            assertThat(batch.getList("unknown")).isEmpty();
            for (int i = 0; i < ids.size(); i++) {
                JsonPath single = tenant().queryParam("at", at)
                        .get("/v1/athletes/{id}/state", ids.get(i))
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();
                Map<String, Object> item = batch.getMap("items[" + i + "]");
                item.forEach((field, value) ->
                        assertThat(single.<Object>get(field)).as(field).isEqualTo(value));
            }
        }
    }

    @Test
    void unknownIds_areReported_duplicatesAnsweredOnce() {
        ask(List.of("b3", "nobody", "b1", "b3"), "2024-03-01T12:00:00Z")
                .statusCode(200)
                .body("items.athleteId", equalTo(List.of("b3", "b1")))
                .body("unknown", equalTo(List.of("nobody")));
    }

    @Test
    void lines_asNdjsonAndCsv() {
        Map<String, Object> question =
                Map.of("athleteIds", List.of("b1", "nobody", "b2"), "at", "2024-03-01T12:00:00Z");
        String ndjson = tenant().body(question)
                .accept("application/x-ndjson")
                .post("/v1/states")
                .then()
                .statusCode(200)
                .contentType(containsString("application/x-ndjson"))
                .header("Holdfast-Unknown-Athletes", "1")
                .extract()
                .asString();
        assertThat(ndjson.lines().map(line -> JsonPath.from(line).getString("athleteId")))
                .containsExactly("b1", "b2");
        String csv = tenant().body(question)
                .accept("text/csv;q=1, application/json;q=0.5")
                .post("/v1/states")
                .then()
                .statusCode(200)
                .contentType(containsString("text/csv"))
                .extract()
                .asString();
        assertThat(csv.lines())
                .hasSize(3)
                .first()
                .isEqualTo("athleteId,at,position,phase,pausedSince,lastSessionAt,sessions,strengthRatio,sharpness,"
                        + "kept.nuclei,kept.trace,kept.fibre,kept.strength");
        assertThat(csv.lines().skip(1)).allMatch(line -> line.split(",", -1).length == 13);
        tenant().body(Map.of("athleteIds", List.of("nobody")))
                .accept("text/csv")
                .post("/v1/states")
                .then()
                .statusCode(200)
                .body(equalTo(csv.lines().findFirst().orElseThrow() + "\n"));
        tenant().body(question).accept("image/png").post("/v1/states").then().statusCode(406);
    }

    @Test
    void badQuestions_areProblemsWithARemedy() {
        ask(IntStream.range(0, 1_001).mapToObj(i -> "c" + i).toList(), "2024-03-01T12:00:00Z")
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo("athleteIds"))
                .body("value", equalTo("1001 ids"))
                .body("remedy", containsString("at most 1000"));
        List<String> bad = new ArrayList<>(List.of(
                "",
                "null",
                "[]",
                "{",
                "{}",
                "{\"athleteIds\":[]}",
                "{\"athleteIds\":[7]}",
                "{\"athleteIds\":[\"@\"]}",
                "{\"athleteIds\":[\"b1\"],\"at\":7}",
                "{\"athleteIds\":[\"b1\"],\"at\":\"yesterday\"}",
                "{\"athleteIds\":[\"b1\"],\"to\":\"2024-03-01T12:00:00Z\"}"));
        for (String body : bad) {
            tenant().body(body)
                    .post("/v1/states")
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("instance", equalTo("/v1/states"));
        }
    }

    private static ValidatableResponse ask(List<String> ids, String at) {
        return tenant().body(Map.of("athleteIds", ids, "at", at))
                .post("/v1/states")
                .then();
    }

    private static RequestSpecification tenant() {
        return given().header("Holdfast-Tenant", TENANT).contentType("application/json");
    }
}
