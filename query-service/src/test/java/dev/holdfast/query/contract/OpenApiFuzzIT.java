package dev.holdfast.query.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.deploy.contract.ApiOperation;
import dev.holdfast.deploy.contract.Fuzz;
import dev.holdfast.deploy.contract.ServedApi;
import dev.holdfast.query.Rebuilt;
import dev.holdfast.query.SeededGym;
import dev.holdfast.query.Servers;
import dev.holdfast.query.projection.Histories;
import dev.holdfast.query.projection.PartitionProjector;
import dev.holdfast.query.projection.RandomLife;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Every operation with what nobody would send; {@code -Dholdfast.fuzz.requests} and {@code .seed} make it longer or other. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
@SuppressWarnings("NullAway.Init")
class OpenApiFuzzIT {
    private static final Instant BEGIN = Instant.parse("2025-01-01T18:00:00Z");

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    @Inject
    PartitionProjector projector;

    @Inject
    AgroalDataSource database;

    @Inject
    @DataSource("store")
    AgroalDataSource store;

    @Test
    void fuzz_neverFails_andRefusesWithProblems() throws IOException, SQLException {
        new SeededGym("iron-works")
                .trained("a7", BEGIN, BEGIN.plus(Duration.ofDays(120)))
                .retracted("a7", BEGIN.plus(Duration.ofDays(121)))
                .trained("a8", BEGIN, BEGIN.plus(Duration.ofDays(200)))
                .project(projector);
        Histories.store(store, new RandomLife(22, "fuzzed").next(1, 1));
        assertThat(Fuzz.failures(
                        ServedApi.on(port),
                        List.of(stream("/v1/subscription"), stream("/v1/athletes/{athleteId}/subscription"))))
                .isEmpty();
        Rebuilt.forget(database);
    }

    /** Streams are in docs/asyncapi.yaml and not in the document that is served. */
    private static ApiOperation stream(String path) throws JsonProcessingException {
        return new ApiOperation("GET", path, new ObjectMapper().readTree("""
                {"parameters": [
                  {"name": "athleteId", "in": "path", "example": "a7"},
                  {"name": "Holdfast-Tenant", "in": "header", "example": "iron-works"},
                  {"name": "Last-Event-ID", "in": "header", "example": "0"}]}"""));
    }
}
