package dev.holdfast.command.imports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.holdfast.command.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Corrections and retractions, one by one and in files: the same facts are taken and refused. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class RevisionsIT {
    private static final String TENANT = "iron-works";
    private static final String SETS =
            "\"exercises\":[{\"name\":\"Squat (Barbell)\",\"sets\":[{\"loadKg\":%d,\"reps\":5}]}]";

    private final String athlete = "a-" + UUID.randomUUID();
    private final String other = "o-" + UUID.randomUUID();

    @Test
    void correction_ofAnotherAthletesSession_isRefused_overHttpAndInAFile() {
        session(other, "2026-01-05T18:00:00Z", "theirs").statusCode(201);
        correction(athlete, "theirs-" + other, 100).statusCode(409).body("type", endsWith("unknown-session"));
        file(line(athlete, "SessionCorrected", "2026-01-05T18:00:00Z", "c", corrected("theirs-" + other, 100)))
                .body("accepted", equalTo(0))
                .body("rejected", equalTo(1));
    }

    @Test
    void correction_ofWhatIsNoSession_isRefused_overHttpAndInAFile() {
        session(athlete, "2026-01-05T18:00:00Z", "s").statusCode(201);
        retraction(athlete, "s").statusCode(201);
        String retraction = "r-s-" + athlete;
        correction(athlete, retraction, 100).statusCode(409).body("type", endsWith("unknown-session"));
        file(line(athlete, "SessionCorrected", "2026-01-05T18:00:00Z", "c", corrected(retraction, 100)))
                .body("rejected", equalTo(1));
    }

    @Test
    void file_withACorrectionToAnEarlierTime_isTakenTheFirstTime() {
        file(line(athlete, "SessionLogged", "2026-01-05T18:00:00Z", "s", SETS.formatted(100))
                        + line(
                                athlete,
                                "SessionCorrected",
                                "2026-01-05T17:30:00Z",
                                "c",
                                corrected("s-" + athlete, 100)))
                .body("accepted", equalTo(2))
                .body("rejected", equalTo(0));
    }

    @Test
    void file_withACorrectionBeforeItsSession_refusesIt() {
        file(line(athlete, "SessionCorrected", "2026-01-05T17:30:00Z", "c", corrected("s-" + athlete, 100))
                        + line(athlete, "SessionLogged", "2026-01-05T18:00:00Z", "s", SETS.formatted(100)))
                .body("accepted", equalTo(1))
                .body("rejected", equalTo(1));
    }

    @Test
    void file_withTwoCorrections_keepsTheOrderInWhichTheyWereSaid() {
        file(line(athlete, "SessionLogged", "2026-01-05T18:00:00Z", "s", SETS.formatted(100))
                        + line(
                                athlete,
                                "SessionCorrected",
                                "2026-01-05T19:00:00Z",
                                "c1",
                                corrected("s-" + athlete, 111))
                        + line(
                                athlete,
                                "SessionCorrected",
                                "2026-01-05T18:30:00Z",
                                "c2",
                                corrected("s-" + athlete, 122)))
                .body("accepted", equalTo(3));
        String events = given().header("Holdfast-Tenant", TENANT)
                .get("/v1/athletes/" + athlete + "/events")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(events).containsSubsequence("\"s-" + athlete, "\"c1-" + athlete, "\"c2-" + athlete);
    }

    @Test
    void correction_afterTheRetraction_isRefused_andTheSameRetractionAgainIsNot() {
        session(athlete, "2026-01-05T18:00:00Z", "s").statusCode(201);
        retraction(athlete, "s").statusCode(201);
        correction(athlete, "s-" + athlete, 100)
                .statusCode(409)
                .body("type", endsWith("session-retracted"))
                .body("remedy", containsString("another sourceEventId"));
        retraction(athlete, "s").statusCode(200).body("duplicate", equalTo(true));
        file(line(athlete, "SessionCorrected", "2026-01-05T18:00:00Z", "c", corrected("s-" + athlete, 100)))
                .body("rejected", equalTo(1));
        file(line(athlete, "SessionLogged", "2026-02-05T18:00:00Z", "t", SETS.formatted(100))
                        + line(athlete, "SessionRetracted", "2026-02-05T18:00:00Z", "u", retracted("t-" + athlete))
                        + line(
                                athlete,
                                "SessionCorrected",
                                "2026-02-05T18:00:00Z",
                                "v",
                                corrected("t-" + athlete, 100)))
                .body("accepted", equalTo(2))
                .body("rejected", equalTo(1));
    }

    @Test
    void start_toldOfATimeAtWhichASessionImpliedIt_isTakenOnce() {
        session(athlete, "2026-01-05T18:00:00Z", "s").statusCode(201);
        start(athlete, "2026-01-07T18:00:00Z", "late")
                .statusCode(409)
                .body("remedy", containsString("leave the start out"));
        start(athlete, "2026-01-05T18:00:00Z", "told").statusCode(201);
        start(athlete, "2026-01-05T18:00:00Z", "twice").statusCode(409);
    }

    @Test
    void starts_thatSessionsOfAlikeKeysImply_areTwo() {
        sessionOf(athlete, "a/b", "c-" + athlete).statusCode(201).body("events", hasSize(2));
        sessionOf(other, "a", "b/c-" + athlete).statusCode(201).body("events", hasSize(2));
    }

    @Test
    void file_withARefusedValueThatPostgresqlCannotHold_storesTheRest() {
        file("{\"athleteId\":\"%s\",\"type\":\"\\u0000\",\"occurredAt\":\"2026-01-05T18:00:00Z\"}\n".formatted(athlete)
                        + "{\"athleteId\":\"%s\",\"\\u0000\":1,\"type\":\"SessionLogged\"}\n".formatted(athlete)
                        + line(athlete, "SessionLogged", "2026-01-05T18:00:00Z", "s", SETS.formatted(100)))
                .body("accepted", equalTo(1))
                .body("rejected", equalTo(2));
    }

    @Test
    void key_withHalfACharacter_isRefusedWhereItCameFrom() {
        sessionOf(athlete, "desk", "\\ud83d").statusCode(400).body("field", equalTo("sourceEventId"));
        sessionOf(athlete, "desk", "\\ud83d\\ude00").statusCode(201);
    }

    private static ValidatableResponse file(String lines) {
        return given().header("Holdfast-Tenant", TENANT)
                .contentType("application/octet-stream")
                .queryParam("format", "ndjson")
                .body(lines.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/v1/imports")
                .then()
                .statusCode(200);
    }

    private static String line(String of, String type, String at, String key, String fields) {
        return "{\"athleteId\":\"%s\",\"type\":\"%s\",\"occurredAt\":\"%s\",\"source\":\"desk\",\"sourceEventId\":\"%s-%s\",%s}\n"
                .formatted(of, type, at, key, of, fields);
    }

    private static String corrected(String key, int loadKg) {
        return "\"corrected\":{\"source\":\"desk\",\"sourceEventId\":\"%s\"},\"replacement\":{%s}"
                .formatted(key, SETS.formatted(loadKg));
    }

    private static String retracted(String key) {
        return "\"retracted\":{\"source\":\"desk\",\"sourceEventId\":\"%s\"}".formatted(key);
    }

    private static ValidatableResponse session(String of, String at, String key) {
        return post(of, "sessions", at, "desk", key + "-" + of, SETS.formatted(100));
    }

    private static ValidatableResponse sessionOf(String of, String source, String key) {
        return post(of, "sessions", "2026-01-05T18:00:00Z", source, key, SETS.formatted(100));
    }

    private static ValidatableResponse start(String of, String at, String key) {
        return post(of, "training-starts", at, "desk", key + "-" + of, "\"yearOfBirth\":1980");
    }

    private static ValidatableResponse correction(String of, String session, int loadKg) {
        return post(
                of,
                "session-corrections",
                "2026-01-05T18:00:00Z",
                "desk",
                "c-" + UUID.randomUUID(),
                corrected(session, loadKg));
    }

    private static ValidatableResponse retraction(String of, String session) {
        return post(
                of,
                "session-retractions",
                "2026-01-05T18:00:00Z",
                "desk",
                "r-%s-%s".formatted(session, of),
                retracted(session + "-" + of));
    }

    private static ValidatableResponse post(
            String of, String what, String at, String source, String key, String fields) {
        return given().header("Holdfast-Tenant", TENANT)
                .contentType("application/json")
                .body("{\"occurredAt\":\"%s\",\"source\":\"%s\",\"sourceEventId\":\"%s\",%s}"
                        .formatted(at, source, key, fields))
                .post("/v1/athletes/" + of + "/" + what)
                .then();
    }
}
