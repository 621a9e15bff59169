package dev.holdfast.command.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.command.RealServers;
import dev.holdfast.deploy.contract.Fuzz;
import dev.holdfast.deploy.contract.ServedApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Every operation with what nobody would send; {@code -Dholdfast.fuzz.requests} and {@code .seed} make it longer or other. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
@SuppressWarnings("NullAway.Init")
class OpenApiFuzzIT {
    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    @Test
    void fuzz_neverFails_andRefusesWithProblems() throws IOException {
        assertThat(Fuzz.failures(ServedApi.on(port), List.of())).isEmpty();
    }
}
