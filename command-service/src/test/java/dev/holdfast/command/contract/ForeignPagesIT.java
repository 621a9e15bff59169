package dev.holdfast.command.contract;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.holdfast.command.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.Test;

/** What pages of other sites can do by way of a browser on this machine: nothing. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class ForeignPagesIT {
    private static final String SESSION = "{\"occurredAt\":\"2026-01-05T18:00:00Z\",\"exercises\":"
            + "[{\"name\":\"Squat (Barbell)\",\"sets\":[{\"loadKg\":100,\"reps\":5}]}]}";

    @Test
    void nameThatWasMadeToPointHere_readsAndWritesNothing() {
        given().header("Holdfast-Tenant", "rebound")
                .header("Host", "evil.example:18081")
                .header("Origin", "http://evil.example:18081")
                .contentType(ContentType.JSON)
                .body(SESSION)
                .post("/v1/athletes/a7/sessions")
                .then()
                .statusCode(421)
                .contentType("application/problem+json")
                .body("field", equalTo("Host"))
                .body("value", equalTo("evil.example:18081"))
                .body("remedy", containsString("holdfast.hosts"));
        given().header("Host", "evil.example").get("/q/openapi").then().statusCode(421);
        String stored = given().header("Holdfast-Tenant", "rebound")
                .get("/v1/athletes/a7/events")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(stored).isEmpty();
    }

    @Test
    void changeFromAnotherOrigin_isRefused_alsoWhereNoHeaderIsNeeded() {
        for (String origin : new String[] {"http://evil.example", "null", "http://localhost:3000"}) {
            given().header("Origin", origin)
                    .post("/v1/store/verifications")
                    .then()
                    .statusCode(403);
        }
        given().header("Sec-Fetch-Site", "cross-site")
                .post("/v1/store/verifications")
                .then()
                .statusCode(403);
    }
}
