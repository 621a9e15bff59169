package dev.holdfast.query.life;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.query.SeededGym;
import dev.holdfast.query.Servers;
import dev.holdfast.query.projection.PartitionProjector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was known of an athlete at a time is the same, whichever read is asked. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class KnownAtIT {
    private static final String TENANT = "known-at";
    private static final Instant BEGIN = Instant.parse("2025-01-01T18:00:00Z");
    /** Sessions every 56 hours: the 22nd is the last. */
    private static final Instant LAST_SESSION = BEGIN.plus(Duration.ofHours(56 * 21));

    private static final Instant RETRACTION = LAST_SESSION.plus(Duration.ofDays(3));
    private static final Instant AT = LAST_SESSION.plus(Duration.ofDays(30));
    private static final List<String> READS = List.of("state", "trajectory", "outlook");
    private static boolean seeded;

    @Inject
    PartitionProjector projector;

    @BeforeEach
    void seed() throws SQLException {
        if (!seeded) {
            new SeededGym(TENANT)
                    .trained("a7", BEGIN, LAST_SESSION)
                    .retracted("a7", RETRACTION)
                    .project(projector);
            seeded = true;
        }
    }

    @Test
    void position_afterARetraction_isTheRetractionsInEveryRead() {
        for (String read : READS) {
            assertThat(position(read, "")).as(read).isEqualTo(23);
            assertThat(position(read, "&knownAt=" + AT)).as(read).isEqualTo(23);
        }
    }

    @Test
    void position_beforeARetraction_isTheLastSessionsInEveryRead() {
        for (String read : READS) {
            assertThat(position(read, "&knownAt=" + RETRACTION)).as(read).isEqualTo(22);
        }
    }

    @Test
    void anythingKnown_beforeTheFirstEvent_isAnUnknownAthleteInEveryRead() {
        for (String read : READS) {
            tenant().get(path(read) + "&knownAt=" + BEGIN)
                    .then()
                    .statusCode(404)
                    .body("type", org.hamcrest.Matchers.endsWith("unknown-athlete"));
        }
    }

    private static long position(String read, String knownAt) {
        return tenant().get(path(read) + knownAt)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("position");
    }

    private static String path(String read) {
        return "/v1/athletes/a7/" + read + "?at=" + AT;
    }

    private static RequestSpecification tenant() {
        return given().header("Holdfast-Tenant", TENANT);
    }
}
