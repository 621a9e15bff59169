package dev.holdfast.command.suspect;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.command.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One session told twice under two keys, over HTTP and in files. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class SuspectIT {
    private static final String SQUATS =
            "\"exercises\": [{\"name\": \"Squat (Barbell)\", \"sets\": [{\"loadKg\": 100, \"reps\": 5}]}]";
    private static final String SAME_SQUATS = SQUATS.replace("Squat (Barbell)", "barbell squat");
    private static final int CALLERS = 8;

    private final String athlete = "twice-" + UUID.randomUUID();

    @Test
    void sameSetsUnderAnotherKeyInTheSameHours_areStoredAndNamed() {
        JsonPath first = session("18:00", "k1", SQUATS)
                .statusCode(201)
                .body("suspects", nullValue())
                .extract()
                .jsonPath();
        session("19:00", "k2", SAME_SQUATS)
                .statusCode(201)
                .body("events", hasSize(1))
                .body("suspects", hasSize(1))
                .body("suspects[0].eventId", equalTo(first.getString("events[1].eventId")))
                .body("suspects[0].position", equalTo(first.getInt("events[1].position")))
                .body("suspects[0].sourceEventId", equalTo(athlete + "k1"));
        session("19:00", "k2", SAME_SQUATS).statusCode(200).body("suspects[0].sourceEventId", equalTo(athlete + "k1"));
        list().body("items", hasSize(1))
                .body("items[0].session.sourceEventId", equalTo(athlete + "k2"))
                .body("items[0].earlier.sourceEventId", equalTo(athlete + "k1"))
                .body("items[0].earlier.occurredAt", equalTo("2026-01-05T18:00:00Z"))
                .body("nextCursor", nullValue());
    }

    @Test
    void otherSets_otherHours_andOtherAthletes_areNone() {
        session("18:00", "k1", SQUATS).statusCode(201);
        session("18:00", "k2", SQUATS.replace("100", "105")).statusCode(201).body("suspects", nullValue());
        session("20:00", "k3", SQUATS).statusCode(201).body("suspects", nullValue());
        post("athletes/" + athlete + "-b/sessions", body("18:00", "k4", SQUATS))
                .statusCode(201)
                .body("suspects", nullValue());
        list().body("items", hasSize(0));
    }

    @Test
    void sessionsSentAtTheSameMoment_findEachOther() throws Exception {
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            String key = "k" + i;
            calls.add(() -> {
                List<?> suspects =
                        session("18:00", key, SQUATS).statusCode(201).extract().path("suspects");
                return suspects == null ? 0 : suspects.size();
            });
        }
        List<Integer> found = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> call : callers.invokeAll(calls)) {
                found.add(call.get());
            }
        }
        assertThat(found).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
        list().body("items", hasSize(CALLERS * (CALLERS - 1) / 2));
    }

    @Test
    void correction_isNoSuspectOfItsSession_andIsComparedAsCorrected() {
        session("18:00", "k1", SQUATS).statusCode(201);
        String heavier = SQUATS.replace("100", "120");
        post(
                        "athletes/" + athlete + "/session-corrections",
                        "{\"occurredAt\": \"2026-01-05T18:30:00Z\", \"corrected\": {\"source\": \"desk\","
                                + " \"sourceEventId\": \"" + athlete + "k1\"}, \"replacement\": {" + heavier + "}}")
                .statusCode(201)
                .body("suspects", nullValue());
        list().body("items", hasSize(0));
        session("18:00", "k2", SQUATS).statusCode(201).body("suspects", nullValue());
        session("18:00", "k3", heavier).statusCode(201).body("suspects[0].sourceEventId", equalTo(athlete + "k1"));
    }

    @Test
    void retraction_endsTheSuspicion() {
        session("18:00", "k1", SQUATS).statusCode(201);
        session("18:10", "k2", SQUATS).statusCode(201).body("suspects", hasSize(1));
        list().body("items", hasSize(1));
        post(
                        "athletes/" + athlete + "/session-retractions",
                        "{\"occurredAt\": \"2026-01-05T21:00:00Z\", \"retracted\": {\"source\": \"desk\","
                                + " \"sourceEventId\": \"" + athlete + "k1\"}}")
                .statusCode(201);
        list().body("items", hasSize(0));
        session("18:20", "k3", SQUATS).statusCode(201).body("suspects", hasSize(1));
    }

    @Test
    void importedRows_areSuspectsOfStoredSessionsAndOfEachOther_andAreStored() {
        JsonPath first =
                session("18:00", "k1", SQUATS).statusCode(201).extract().jsonPath();
        String file = line("18:30", SAME_SQUATS)
                + line("22:00", SQUATS)
                + line("22:30", SQUATS)
                + line("23:59", SQUATS.replace("100", "90"));
        for (boolean dryRun : new boolean[] {true, false}) {
            JsonPath report = post("imports?dryRun=" + dryRun, file)
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            assertThat(report.getLong("suspects")).isEqualTo(2);
            assertThat(report.getLong("accepted")).isEqualTo(2);
            assertThat(report.getLong("sessions")).isEqualTo(4);
            List<String> rows = given().header("Holdfast-Tenant", "iron-works")
                    .get(report.getString("outcomes"))
                    .asString()
                    .lines()
                    .toList();
            assertThat(rows).hasSize(4);
            assertThat(rows.get(0)).contains("\"outcome\":\"suspect\"", first.getString("events[1].eventId"));
            assertThat(rows.get(1)).contains("\"outcome\":\"accepted\"");
            assertThat(rows.get(2)).contains("\"outcome\":\"suspect\"");
        }
        list().body("items", hasSize(2));
        post("imports", file).statusCode(200).body("duplicates", equalTo(4)).body("suspects", equalTo(0));
    }

    @Test
    void importedRetraction_endsTheSuspicion() {
        session("18:00", "k1", SQUATS).statusCode(201);
        session("18:10", "k2", SQUATS).statusCode(201).body("suspects", hasSize(1));
        post(
                        "imports",
                        "{\"athleteId\":\"%s\",\"type\":\"SessionRetracted\",\"occurredAt\":\"2026-01-05T21:00:00Z\",\"retracted\":{\"source\":\"desk\",\"sourceEventId\":\"%sk2\"}}%n"
                                .formatted(athlete, athlete))
                .statusCode(200)
                .body("accepted", equalTo(1));
        list().body("items", hasSize(0));
    }

    @Test
    void cursor_thatIsNone_isRefused() {
        given().header("Holdfast-Tenant", "iron-works")
                .get("/v1/athletes/" + athlete + "/suspects?cursor=x")
                .then()
                .statusCode(400)
                .body("field", equalTo("cursor"));
    }

    private ValidatableResponse session(String time, String key, String exercises) {
        return post("athletes/" + athlete + "/sessions", body(time, key, exercises));
    }

    private String body(String time, String key, String exercises) {
        return "{\"occurredAt\": \"2026-01-05T%s:00Z\", \"source\": \"desk\", \"sourceEventId\": \"%s\", %s}"
                .formatted(time, athlete + key, exercises);
    }

    private String line(String time, String exercises) {
        return "{\"athleteId\":\"%s\",\"type\":\"SessionLogged\",\"occurredAt\":\"2026-01-05T%s:00Z\",%s}%n"
                .formatted(athlete, time, exercises);
    }

    private ValidatableResponse list() {
        return given().header("Holdfast-Tenant", "iron-works")
                .get("/v1/athletes/" + athlete + "/suspects")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse post(String path, String body) {
        return given().header("Holdfast-Tenant", "iron-works")
                .contentType(path.startsWith("imports") ? "application/octet-stream" : "application/json")
                .body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/v1/" + path)
                .then();
    }
}
