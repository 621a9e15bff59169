package dev.holdfast.query.contract;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.holdfast.query.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** What pages of other sites can do by way of a browser on this machine: nothing. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ForeignPagesIT {
    @Test
    void nameThatWasMadeToPointHere_readsNothing_noPageAndNoStreamEither() {
        for (String path : new String[] {"/v1/athletes", "/v1/subscription", "/", "/q/health"}) {
            given().header("Holdfast-Tenant", "rebound")
                    .header("Host", "evil.example")
                    .get(path)
                    .then()
                    .statusCode(421)
                    .body("field", equalTo("Host"));
        }
    }

    @Test
    void changeFromAnotherOrigin_isRefused() {
        for (String path : new String[] {"/v1/projection/partitions/3/resume", "/v1/rebuilds", "/v1/verification"}) {
            given().header("Origin", "http://evil.example")
                    .post(path)
                    .then()
                    .statusCode(403)
                    .body("field", equalTo("Origin"));
        }
    }

    @Test
    void pages_loadNothingFromElsewhere_andAreShownInNoOtherPage() {
        given().get("/index.html")
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", containsString("default-src 'self'"))
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "no-referrer");
    }
}
