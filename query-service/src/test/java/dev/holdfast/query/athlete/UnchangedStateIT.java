package dev.holdfast.query.athlete;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.query.SeededGym;
import dev.holdfast.query.Servers;
import dev.holdfast.query.projection.PartitionProjector;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class UnchangedStateIT {
    private static final String TENANT = "unchanged-state";
    private static final Instant BEGIN = Instant.parse("2025-01-01T18:00:00Z");
    private static final Instant END = BEGIN.plus(Duration.ofDays(60));

    @Inject
    PartitionProjector projector;

    @Inject
    AgroalDataSource database;

    @Test
    void state_thatTheCallerHas_isNotFolded() throws SQLException {
        new SeededGym(TENANT).trained("a7", BEGIN, END).project(projector);
        List<Instant> instants = List.of(BEGIN.plus(Duration.ofDays(30)), END.plus(Duration.ofDays(30)));
        Map<Instant, String> tags = new HashMap<>();
        for (Instant at : instants) {
            tags.put(at, given().header("Holdfast-Tenant", TENANT).get(path(at)).header("ETag"));
        }
        // From here on whoever reads a state fails.
        breakStates();

        for (Instant at : instants) {
            given().header("Holdfast-Tenant", TENANT)
                    .header("If-None-Match", tags.get(at))
                    .get(path(at))
                    .then()
                    .statusCode(304);
            assertThat(given().header("Holdfast-Tenant", TENANT).get(path(at)).statusCode())
                    .isEqualTo(500);
        }
    }

    private static String path(Instant at) {
        return "/v1/athletes/a7/state?at=" + at;
    }

    private void breakStates() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : List.of("athlete set state", "timeline_chunk set state_before")) {
                assertThat(statement.executeUpdate(
                                "update serving." + each + " = '\\xff' where tenant_id = '" + TENANT + "'"))
                        .isPositive();
            }
        }
    }
}
