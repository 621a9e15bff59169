package dev.holdfast.query.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.holdfast.kit.problem.Problem;
import dev.holdfast.query.SeededGym;
import dev.holdfast.query.Servers;
import dev.holdfast.query.projection.PartitionProjector;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Forms, tags and refusals that every read has alike. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class FormsIT {
    private static final String TENANT = "forms";
    private static final Instant BEGIN = Instant.parse("2025-01-01T18:00:00Z");
    private static final String AT = "2026-03-01T00:00:00Z";
    private static boolean seeded;

    @Inject
    PartitionProjector projector;

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
            // Athletes are listed as of now, which is a little later in the second answer.
            assertThat(lines)
                    .usingRecursiveComparison()
                    .withComparatorForType((a, b) -> Math.abs(a - b) < 1e-3 ? 0 : 1, Float.class)
                    .isEqualTo(items);
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

    private static RequestSpecification tenant() {
        return given().header("Holdfast-Tenant", TENANT);
    }
}
