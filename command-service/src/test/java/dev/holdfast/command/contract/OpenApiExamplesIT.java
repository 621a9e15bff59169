package dev.holdfast.command.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.command.RealServers;
import dev.holdfast.deploy.contract.Examples;
import dev.holdfast.deploy.contract.ServedApi;
import dev.holdfast.deploy.contract.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Every operation of the served document, sent as its own examples have it. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
@SuppressWarnings("NullAway.Init")
class OpenApiExamplesIT {
    private static final String TENANT = "contract";
    private static final String ERASURE_EXAMPLE = "c2a4e6f8-1b3d-4a5c-9e7f-0d2b4c6a8e1f";
    private static final Pattern ERASURE_ID = Pattern.compile("\"erasureId\":\"([^\"]+)\"");

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    @Test
    void theKeptDocument_isTheServedOne() throws IOException {
        ServedApi api = ServedApi.on(port);
        assertThat(api.kept("commands"))
                .as("after a wanted change: mvn verify -Dtest=OpenApiExamplesIT -Dholdfast.openapi.write=true")
                .isEqualTo(api.text());
    }

    @Test
    void everyOperation_hasExamples_andAnswersThemAsDocumented() throws IOException {
        ServedApi api = ServedApi.on(port);
        session(api, "a7", "8811");
        session(api, "a9", "9");
        session(api, "a8", "8");
        Matcher erased =
                ERASURE_ID.matcher(post(api, "/v1/athletes/a8/erasures", "").body());
        assertThat(erased.find()).isTrue();
        imported(api);
        Map<String, String> instead = Map.of("iron-works", TENANT, ERASURE_EXAMPLE, erased.group(1));
        assertThat(new Examples(api, Set.of(), instead).differences()).isEmpty();
        assertThat(api.operations()).hasSizeGreaterThan(15);
    }

    /** The example of an import's id, which its sender may choose. */
    private static void imported(ServedApi api) throws IOException {
        Wire.Answer stored = post(
                api,
                "/v1/imports?format=ndjson&importId=5d8f3b16-7c2a-4e90-a1b4-6e3c9d0f2a75",
                "{\"athleteId\":\"a7\",\"type\":\"SessionLogged\"}\n");
        assertThat(stored.status()).as(stored.body()).isEqualTo(200);
    }

    private static void session(ServedApi api, String athlete, String id) throws IOException {
        Wire.Answer stored = post(api, "/v1/athletes/" + athlete + "/sessions", """
                        {"occurredAt": "2026-01-04T18:00:00+01:00", "source": "front-desk", "sourceEventId": "%s",
                        "exercises": [{"name": "Squat (Barbell)", "sets": [{"loadKg": 100, "reps": 5}]}]}""".formatted(id));
        assertThat(stored.status()).as(stored.body()).isEqualTo(201);
    }

    private static Wire.Answer post(ServedApi api, String path, String body) throws IOException {
        return api.wire()
                .send(
                        "POST",
                        path,
                        Map.of("Holdfast-Tenant", TENANT, "Content-Type", "application/json"),
                        body.getBytes(StandardCharsets.UTF_8));
    }
}
