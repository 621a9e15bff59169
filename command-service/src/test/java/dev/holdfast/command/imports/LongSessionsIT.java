package dev.holdfast.command.imports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.holdfast.command.RealServers;
import dev.holdfast.kit.http.Cursor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The longest sessions that are taken: answers are bounded by what they hold, not by how many events that is. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class LongSessionsIT {
    private static final int SESSIONS = 60;
    private static final int EXERCISES = 100;
    private static final int SETS = 200;
    private static final int PAGE_BYTES_MAX = 24 << 20;

    @Test
    void history_ofSessionsWithTheMostSets_comesInPages_andWhole() {
        String athlete = "long-" + UUID.randomUUID();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < SESSIONS; i++) {
            lines.append(
                            "{\"athleteId\":\"%s\",\"type\":\"SessionLogged\",\"occurredAt\":\"2026-01-01T%02d:%02d:00Z\",\"exercises\":["
                                    .formatted(athlete, i / 6, i % 6 * 10))
                    .append(("{\"name\":\"Squat (Barbell)\",\"sets\":[{\"loadKg\":" + (20 + i) + ",\"reps\":5}"
                                    + ",{}".repeat(SETS - 1) + "]},")
                            .repeat(EXERCISES - 1))
                    .append("{\"name\":\"Squat (Barbell)\",\"sets\":[{}]}]}\n");
        }
        given().header("Holdfast-Tenant", "iron-works")
                .contentType("application/octet-stream")
                .body(lines.toString().getBytes(StandardCharsets.UTF_8))
                .post("/v1/imports")
                .then()
                .statusCode(200)
                .body("accepted", equalTo(SESSIONS));

        int events = 0;
        int pages = 0;
        String cursor = "0";
        while (cursor != null) {
            Response page = given().header("Holdfast-Tenant", "iron-works")
                    .queryParam("cursor", cursor)
                    .queryParam("limit", 2_000)
                    .get("/v1/athletes/" + athlete + "/events");
            byte[] body = page.asByteArray();
            assertThat(body.length).isLessThan(PAGE_BYTES_MAX);
            events += (int) new String(body, StandardCharsets.UTF_8).lines().count();
            pages++;
            cursor = page.header(Cursor.NEXT_HEADER);
        }
        assertThat(events).isEqualTo(SESSIONS + 1);
        assertThat(pages).isGreaterThan(1);
    }
}
