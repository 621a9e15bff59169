package dev.holdfast.command.history;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.command.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An athlete's events as lines of JSON, and the store's own check, over HTTP. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class HistoryIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final String athlete = "h-" + UUID.randomUUID();

    @Test
    void events_askedByAParameterThatNobodyKnows_areRefusedWithThoseThatAre() {
        Response refused = page("?limt=2");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.jsonPath().getString("type")).endsWith("unknown-parameter");
        assertThat(refused.jsonPath().getString("field")).isEqualTo("limt");
        assertThat(refused.jsonPath().getString("remedy")).contains("cursor", "limit");
    }

    @Test
    void events_comePageByPage_readableAndInOrder() throws IOException {
        for (int day = 1; day <= 4; day++) {
            given().header("Holdfast-Tenant", "iron-works")
                    .contentType("application/json")
                    .body("""
                            {"occurredAt": "2026-01-0%dT18:00:00+01:00", "source": "desk", "sourceEventId": "%s-%d",
                            "exercises": [{"name": "Squat (Barbell)", "sets": [{"loadKg": 100, "reps": 5}]}]}
                            """.formatted(day, athlete, day))
                    .post("/v1/athletes/" + athlete + "/sessions")
                    .then()
                    .statusCode(201);
        }
        List<JsonNode> events = new ArrayList<>();
        String cursor = "0";
        int pages = 0;
        while (cursor != null) {
            Response page = page("?limit=2&cursor=" + cursor);
            assertThat(page.statusCode()).isEqualTo(200);
            for (String line : page.body().asString().lines().toList()) {
                events.add(JSON.readTree(line));
            }
            cursor = page.header("Holdfast-Next-Cursor");
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(events)
                .extracting(event -> event.path("type").asText())
                .containsExactly("TrainingStarted", "SessionLogged", "SessionLogged", "SessionLogged", "SessionLogged");
        assertThat(events).extracting(event -> event.path("position").asLong()).isSorted();
        JsonNode session = events.get(1);
        assertThat(session.path("occurredAt").asText()).isEqualTo("2026-01-01T18:00:00+01:00");
        assertThat(session.path("digest").asText()).startsWith("sha256:");
        assertThat(session.at("/fact/exercises/0/name").asText()).isEqualTo("Squat (Barbell)");
        assertThat(session.at("/fact/exercises/0/sets/0/loadKg").asDouble()).isEqualTo(100);
        assertThat(page("?limit=0").jsonPath().getString("field")).isEqualTo("limit");
    }

    @Test
    void verification_ofARunningStore_endsWithASoundReport() throws IOException {
        JsonNode report = null;
        for (String line : given().post("/v1/store/verifications")
                .body()
                .asString()
                .lines()
                .toList()) {
            report = JSON.readTree(line).get("report");
        }
        assertThat(problems(report)).isEmpty();
    }

    private static JsonNode problems(@Nullable JsonNode report) {
        assertThat(report).isNotNull();
        return report.path("problems");
    }

    private Response page(String query) {
        return given().header("Holdfast-Tenant", "iron-works").get("/v1/athletes/" + athlete + "/events" + query);
    }
}
