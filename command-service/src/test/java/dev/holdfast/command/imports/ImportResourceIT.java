package dev.holdfast.command.imports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.holdfast.command.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Imports over HTTP, with everything behind them real. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class ImportResourceIT {
    /** More than one batch holds. */
    private static final int LONG = ImportBatch.FACTS_MAX + 500;

    private final String athlete = "m-" + UUID.randomUUID();

    @Test
    void import_ofTheSameFileTwice_addsNothingAndSaysSoRowByRow() {
        String file = sessions(LONG);
        JsonPath first = post("", file).statusCode(200).extract().jsonPath();
        assertThat(first.getLong("rows")).isEqualTo(LONG);
        assertThat(first.getLong("accepted")).isEqualTo(LONG);
        assertThat(first.getLong("sessions")).isEqualTo(LONG);
        assertThat(first.getLong("events")).as("one inferred start").isEqualTo(LONG + 1);
        JsonPath second = post("", file).statusCode(200).extract().jsonPath();
        assertThat(second.getLong("duplicates")).isEqualTo(LONG);
        assertThat(second.getLong("events")).isZero();
        String rows = given().header("Holdfast-Tenant", "iron-works")
                .get(second.getString("outcomes"))
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(rows.lines()).hasSize(LONG).allMatch(row -> row.contains("\"outcome\":\"duplicate\""));
        assertThat(rows.lines().findFirst()).hasValue("{\"line\":1,\"outcome\":\"duplicate\"}");
    }

    @Test
    void import_withBadRows_storesTheGoodOnesAndNamesTheBad() {
        String file = session(0) + "not json\n" + session(1).replace("\"reps\":5", "\"reps\":5000") + session(2);
        JsonPath report = post("", file).statusCode(200).extract().jsonPath();
        assertThat(report.getLong("rows")).isEqualTo(4);
        assertThat(report.getLong("accepted")).isEqualTo(2);
        assertThat(report.getLong("rejected")).isEqualTo(2);
        String rows = given().header("Holdfast-Tenant", "iron-works")
                .get(report.getString("outcomes"))
                .asString();
        assertThat(rows.lines()).hasSize(4);
        assertThat(rows.lines().skip(1).findFirst().orElseThrow()).startsWith("{\"line\":2,\"outcome\":\"rejected\"");
        assertThat(rows).contains("reps").contains("5000");
    }

    @Test
    void dashboardPage_maySendFiles_withoutCredentials_andOtherPagesMayNot() {
        String own = "http://127.0.0.1:8082";
        Response allowed = given().header("Origin", own)
                .header("Access-Control-Request-Method", "POST")
                .options("/v1/imports");
        assertThat(allowed.header("Access-Control-Allow-Origin")).isEqualTo(own);
        assertThat(allowed.header("Access-Control-Allow-Credentials")).isNotEqualTo("true");
        Response refused = given().header("Origin", "http://elsewhere.example")
                .header("Access-Control-Request-Method", "POST")
                .options("/v1/imports");
        assertThat(refused.header("Access-Control-Allow-Origin")).isNull();
    }

    @Test
    void dryRun_reportsAndStoresNothing() {
        String file = sessions(10);
        JsonPath dry = post("?dryRun=true", file).statusCode(200).extract().jsonPath();
        assertThat(dry.getLong("accepted")).isEqualTo(10);
        assertThat(dry.getLong("positionLast")).isZero();
        post("", file).statusCode(200).body("accepted", equalTo(10)).body("duplicates", equalTo(0));
    }

    @Test
    void dryRun_ofALongFile_seesItsOwnRepeatsAndOneStart() {
        String file = sessions(LONG) + session(3);
        JsonPath dry = post("?dryRun=true", file).statusCode(200).extract().jsonPath();
        assertThat(dry.getLong("accepted")).isEqualTo(LONG);
        assertThat(dry.getLong("duplicates")).isEqualTo(1);
        assertThat(dry.getLong("events")).as("one inferred start").isEqualTo(LONG + 1);
        post("", file).statusCode(200).body("accepted", equalTo(LONG)).body("duplicates", equalTo(1));
    }

    @Test
    void import_ofOtherContentUnderAStoredKey_isAConflictThatNamesBothDigests() {
        post("", keyed(0)).statusCode(200).body("accepted", equalTo(1));
        String other = keyed(0).replace("\"reps\":5", "\"reps\":6");
        JsonPath report = post("", other + keyed(0) + keyed(1) + keyed(1).replace("\"reps\":5", "\"reps\":7"))
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(report.getLong("accepted")).isEqualTo(1);
        assertThat(report.getLong("duplicates")).isEqualTo(1);
        assertThat(report.getLong("rejected")).isEqualTo(2);
        String rows = given().header("Holdfast-Tenant", "iron-works")
                .get(report.getString("outcomes"))
                .asString();
        assertThat(rows.lines().filter(row -> row.contains("\"rejected\"")))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row)
                        .contains("\"field\":\"sourceEventId\"")
                        .containsPattern("stored sha256:[0-9a-f]{64}, sent sha256:[0-9a-f]{64}"));
    }

    /** The batch before held nothing that was stored, so that this one is sent to the store without asking. */
    @Test
    void import_thatMeetsAStoredKeyInALaterBatch_storesTheRestAndNamesIt() {
        int later = ImportBatch.FACTS_MAX + 100;
        post("", keyed(later) + keyed(later + 1)).statusCode(200).body("accepted", equalTo(2));
        String other = keyed(later + 1).replace("\"reps\":5", "\"reps\":6");
        post("", sessions(later) + keyed(later) + other + session(later + 2))
                .statusCode(200)
                .body("accepted", equalTo(later + 1))
                .body("duplicates", equalTo(1))
                .body("rejected", equalTo(1));
    }

    @Test
    void twoImportsOfOneFileAtOnce_storeEachSessionOnce() {
        String file = sessions(2 * LONG);
        CompletableFuture<JsonPath> other = CompletableFuture.supplyAsync(
                () -> post("", file).statusCode(200).extract().jsonPath());
        JsonPath one = post("", file).statusCode(200).extract().jsonPath();
        assertThat(one.getLong("accepted") + other.join().getLong("accepted")).isEqualTo(2 * LONG);
        assertThat(one.getLong("duplicates") + other.join().getLong("duplicates"))
                .isEqualTo(2 * LONG);
    }

    @Test
    void import_isFoundByItsIdAndByNoOtherTenant() {
        UUID id = UUID.randomUUID();
        post("?importId=" + id, sessions(3)).statusCode(200).body("importId", equalTo(id.toString()));
        given().header("Holdfast-Tenant", "iron-works")
                .get("/v1/imports/" + id)
                .then()
                .statusCode(200)
                .body("status", equalTo("done"))
                .body("rows", equalTo(3));
        given().header("Holdfast-Tenant", "other")
                .get("/v1/imports/" + id)
                .then()
                .statusCode(404);
        given().header("Holdfast-Tenant", "other")
                .body(sessions(1))
                .post("/v1/imports?importId=" + id)
                .then()
                .statusCode(400)
                .body("field", equalTo("importId"));
    }

    @Test
    void refusedFiles_areProblemsAndStoreNothing() {
        post("", "").statusCode(400).body("field", containsString("body"));
        post("", "a,b,c\n1,2,3\n").statusCode(400).contentType("application/problem+json");
        post("?format=xls", session(0)).statusCode(400).body("field", equalTo("format"));
        post("?zone=Mars/Olympus", session(0)).statusCode(400).body("field", equalTo("zone"));
        post("?dryRun=maybe", session(0)).statusCode(400).body("field", equalTo("dryRun"));
        post("?importId=7", session(0)).statusCode(400).body("field", equalTo("importId"));
    }

    @Test
    void unknownExercises_areCounted() {
        post("", session(0).replace("Squat (Barbell)", "Zercher Moonwalk"))
                .statusCode(200)
                .body("unknownExercises[0].name", equalTo("Zercher Moonwalk"))
                .body("unknownExercises[0].sets", equalTo(1));
    }

    private ValidatableResponse post(String query, String file) {
        return given().header("Holdfast-Tenant", "iron-works")
                .contentType("application/octet-stream")
                .body(file.getBytes(StandardCharsets.UTF_8))
                .post("/v1/imports" + query)
                .then();
    }

    private String sessions(int count) {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < count; i++) {
            file.append(session(i));
        }
        return file.toString();
    }

    private String keyed(int i) {
        return session(i)
                .replace("\"type\"", "\"source\":\"desk\",\"sourceEventId\":\"%s-%d\",\"type\"".formatted(athlete, i));
    }

    private String session(int i) {
        return "{\"athleteId\":\"%s\",\"type\":\"SessionLogged\",\"occurredAt\":\"%d-%02d-%02dT18:00:00Z\",\"exercises\":[{\"name\":\"Squat (Barbell)\",\"sets\":[{\"loadKg\":%d,\"reps\":5}]}]}%n"
                .formatted(athlete, 1990 + i / 336, i / 28 % 12 + 1, i % 28 + 1, 60 + i % 100);
    }
}
