package dev.holdfast.command.athlete;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.holdfast.command.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The athlete endpoints over HTTP, with everything behind them real. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class AthleteResourceIT {
    private static final String SQUATS =
            "\"exercises\": [{\"name\": \"Squat (Barbell)\", \"sets\": [{\"loadKg\": 100, \"reps\": 5}]}]";

    private final String athlete = "a-" + UUID.randomUUID();

    @Test
    void session_ofAnUntrainedAthlete_startsTrainingInTheSameAppend() {
        post("sessions", "{\"occurredAt\": \"2026-01-05T18:00:00+01:00\", " + SQUATS + "}")
                .statusCode(201)
                .body("athleteId", equalTo(athlete))
                .body("source", equalTo("api"))
                .body("duplicate", equalTo(false))
                .body("events", hasSize(2))
                .body("events[0].type", equalTo("TrainingStarted"))
                .body("events[0].inferred", equalTo(true))
                .body("events[0].position", greaterThan(0))
                .body("events[1].type", equalTo("SessionLogged"));
        post("sessions", "{\"occurredAt\": \"2026-01-07T18:00:00+01:00\", " + SQUATS + "}")
                .statusCode(201)
                .body("events", hasSize(1));
    }

    @Test
    void session_sentTwiceWithOneKey_givesTheFirstAnswerAgain() {
        String body = "{\"occurredAt\": \"2026-01-05T18:00:00+01:00\", \"source\": \"desk\", \"sourceEventId\": \""
                + athlete + "\", " + SQUATS + "}";
        String first =
                post("sessions", body).statusCode(201).extract().jsonPath().getString("events");
        post("sessions", body)
                .statusCode(200)
                .body("duplicate", equalTo(true))
                .body("events.toString()", equalTo(first));
    }

    @Test
    void session_sentTwiceWithOtherContent_isAConflictWithBothDigests() {
        String body = "{\"occurredAt\": \"2026-01-05T18:00:00+01:00\", \"sourceEventId\": \"" + athlete + "\", "
                + SQUATS + "}";
        post("sessions", body).statusCode(201);
        post("sessions", body.replace("\"loadKg\": 100", "\"loadKg\": 105"))
                .statusCode(409)
                .contentType("application/problem+json")
                .body("field", equalTo("sourceEventId"))
                .body("detail", containsString("stored sha256:"))
                .body("detail", containsString("sent sha256:"));
    }

    @Test
    void start_sentTwiceWithAnIdempotencyKey_isADuplicateAndNotADoubleStart() {
        String body = "{\"occurredAt\": \"2026-01-05T18:00:00Z\", \"yearOfBirth\": 1990, \"sex\": \"FEMALE\"}";
        for (int status : new int[] {201, 200}) {
            given().header("Holdfast-Tenant", "iron-works")
                    .header("Idempotency-Key", athlete)
                    .contentType("application/json")
                    .body(body)
                    .post("/v1/athletes/" + athlete + "/training-starts")
                    .then()
                    .statusCode(status)
                    .body("sourceEventId", equalTo(athlete));
        }
        post("training-starts", "{\"occurredAt\": \"2026-02-05T18:00:00Z\"}")
                .statusCode(409)
                .body("remedy", containsString("pause"));
    }

    @Test
    void session_withAnExerciseThatNobodyKnows_namesIt() {
        post(
                        "sessions",
                        "{\"occurredAt\": \"2026-01-05T18:00:00Z\", \"exercises\": ["
                                + "{\"name\": \"Zercher Yoke Wobble\", \"sets\": [{\"loadKg\": 60, \"reps\": 5}]},"
                                + "{\"name\": \"Squat (Barbell)\", \"sets\": [{\"loadKg\": 60, \"reps\": 5}]}]}")
                .statusCode(201)
                .body("unknownExercises", equalTo(List.of("Zercher Yoke Wobble")));
        post("sessions", "{\"occurredAt\": \"2026-01-06T18:00:00Z\", " + SQUATS + "}")
                .statusCode(201)
                .body("unknownExercises", nullValue());
    }

    @Test
    void pause_whenNotTraining_isRefused() {
        post("training-pauses", "{\"occurredAt\": \"2026-02-05T18:00:00Z\", \"reason\": \"INJURY\"}")
                .statusCode(409)
                .body("title", equalTo("The athlete's history rules this out"));
    }

    @Test
    void correction_ofAStoredSession_isTakenAndOfAnUnknownOneRefused() {
        post(
                        "sessions",
                        "{\"occurredAt\": \"2026-01-05T18:00:00Z\", \"sourceEventId\": \"" + athlete + "\", " + SQUATS
                                + "}")
                .statusCode(201);
        String correction = "{\"occurredAt\": \"2026-01-05T19:00:00Z\", \"corrected\": {\"source\": \"api\","
                + " \"sourceEventId\": \"%s\"}, \"replacement\": {" + SQUATS + "}}";
        post("session-corrections", correction.formatted(athlete)).statusCode(201);
        post("session-corrections", correction.formatted("nothing"))
                .statusCode(409)
                .body("field", equalTo("corrected"));
        post(
                        "session-retractions",
                        "{\"occurredAt\": \"2026-01-05T19:00:00Z\", \"retracted\": {\"source\": \"api\","
                                + " \"sourceEventId\": \"" + athlete + "\"}}")
                .statusCode(201)
                .body("events[0].type", equalTo("SessionRetracted"));
    }

    @Test
    void assessment_isTaken() {
        post(
                        "assessments",
                        "{\"occurredAt\": \"2026-01-05T18:00:00Z\", \"exercise\": \"Squat (Barbell)\", \"loadKg\":"
                                + " 140, \"reps\": 1}")
                .statusCode(201)
                .body("events[0].type", equalTo("StrengthAssessed"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{                                                        | body",
                "[]                                                       | body",
                "null                                                     | body",
                "{\"occurredAt\": \"2026-01-05T18:00:00Z\"} {}            | body",
                "{}                                                       | occurredAt",
                "{\"occurredAt\": \"2026-01-05T18:00:00\"}                | occurredAt",
                "{\"occurredAt\": \"2026-01-05T18:00:00+99:00\"}          | occurredAt",
                "{\"occurredAt\": \"0001-01-05T18:00:00Z\"}               | occurredAt",
                "{\"occurredAt\": \"9999-01-05T18:00:00Z\"}               | occurredAt",
                "{\"occurredAt\": \"+999999999-01-05T18:00:00Z\"}         | occurredAt",
                "{\"occurredAt\": 5}                                      | occurredAt",
                "{\"occurredAt\": \"2026-01-05T18:00:00Z\"}               | exercises",
                "{\"occurredAt\": \"2026-01-05T18:00:00Z\", \"name\": \"x\"}      | name",
                "{\"occurredAt\": \"2026-01-05T18:00:00Z\", \"birthDate\": \"x\"} | birthDate",
                "{\"occurredAt\": \"2026-01-05T18:00:00Z\", \"athleteId\": \"b9\"} | athleteId",
                "{\"type\": \"TrainingPaused\"}                             | type",
                "{\"trimp\": 1, \"trimp\": 2}                             | trimp",
                "{\"exercises\": {}}                                      | exercises",
                "{\"exercises\": [{\"sets\": [{\"loadKg\": \"5\"}]}]}     | exercises[0].sets[0].loadKg",
                "{\"exercises\": [{\"sets\": [{\"reps\": 2.5}]}]}         | exercises[0].sets[0].reps",
                "{\"exercises\": [{\"sets\": [{\"reps\": 99999999999}]}]} | exercises[0].sets[0].reps",
                "{\"exercises\": [{\"sets\": [{\"kind\": \"HEAVY\"}]}]}   | exercises[0].sets[0].kind",
                "{\"exercises\": [{\"sets\": [{\"loadKg\": NaN}]}]}       | body",
            })
    void session_withBadInput_namesTheField(String body, String field) {
        post("sessions", body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("status", equalTo(400))
                .body("field", equalTo(field))
                .body("remedy", greaterThan(""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"loadKg\": -1, \"reps\": 5}          | exercises[0].sets[0].loadKg",
                "{\"loadKg\": 1e999, \"reps\": 5}       | exercises[0].sets[0].loadKg",
                "{\"loadKg\": 1, \"reps\": 1000000000}  | exercises[0].sets[0].reps",
                "null                                   | exercises[0].sets[0].set",
            })
    void session_withAnImpossibleSet_namesTheField(String set, String field) {
        post(
                        "sessions",
                        "{\"occurredAt\": \"2026-01-05T18:00:00Z\", \"exercises\": [{\"name\": \"Squat\", \"sets\": ["
                                + set + "]}]}")
                .statusCode(400)
                .body("field", equalTo(field));
    }

    @Test
    void session_ofTomorrowNoon_isRefusedOnlyBeyondADay() {
        String body = "{\"occurredAt\": \"%s\", " + SQUATS + "}";
        post("sessions", body.formatted(OffsetDateTime.now().plusHours(25)))
                .statusCode(400)
                .body("field", equalTo("occurredAt"));
        post("sessions", body.formatted(OffsetDateTime.now().plusHours(23))).statusCode(201);
    }

    @Test
    void request_withoutTenant_namesTheHeader() {
        given().contentType("application/json")
                .body("{}")
                .post("/v1/athletes/" + athlete + "/sessions")
                .then()
                .statusCode(400)
                .body("field", equalTo("Holdfast-Tenant"))
                .body("remedy", containsString("Holdfast-Tenant: iron-works"));
    }

    @Test
    void request_forAPersonsName_isRefused() {
        given().header("Holdfast-Tenant", "iron-works")
                .contentType("application/json")
                .body("{}")
                .post("/v1/athletes/jo@example.org/sessions")
                .then()
                .statusCode(400)
                .body("field", equalTo("athleteId"));
    }

    @Test
    void request_ofMoreThanAMebibyte_isRefused() {
        post("sessions", "{\"source\": \"" + "x".repeat(1 << 20) + "\"}")
                .statusCode(413)
                .body("remedy", containsString("/v1/imports"));
    }

    @Test
    void unknownPathsMethodsAndMediaTypes_areProblemsToo() {
        given().get("/v1/nothing").then().statusCode(404).contentType("application/problem+json");
        given().get("/v1/athletes/a/sessions").then().statusCode(405).contentType("application/problem+json");
        given().header("Holdfast-Tenant", "iron-works")
                .contentType("text/csv")
                .body("a,b")
                .post("/v1/athletes/a/sessions")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    @Test
    void health_andOpenApi_areServed() {
        given().get("/q/health/ready").then().statusCode(200);
        given().accept("application/json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("openapi", startsWith("3.1"));
    }

    private ValidatableResponse post(String path, String body) {
        return given().header("Holdfast-Tenant", "iron-works")
                .contentType("application/json")
                .body(body)
                .post("/v1/athletes/" + athlete + "/" + path)
                .then();
    }
}
