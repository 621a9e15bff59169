package dev.holdfast.command.erasure;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import dev.holdfast.command.RealServers;
import dev.holdfast.command.publisher.Publisher;
import dev.holdfast.wire.TrainingEventHeaders;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Erasures over HTTP, in the store and in Kafka. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class ErasureIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TENANT = "iron-works";
    private static final String SQUATS =
            "\"exercises\": [{\"name\": \"Squat (Barbell)\", \"sets\": [{\"loadKg\": 100, \"reps\": 5}]}]";

    private final String athlete = "gone-" + UUID.randomUUID();
    private final String other = "stays-" + UUID.randomUUID();

    @Inject
    DataSource store;

    @Inject
    Publisher publisher;

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void erase_emptiesRowsAndImports_keepsPositions_andGivesAReceipt() throws SQLException {
        session(athlete, "2026-01-05T18:00:00+01:00", "k1").statusCode(201);
        session(other, "2026-01-05T18:00:00+01:00", "k2").statusCode(201);
        session(athlete, "2026-01-07T18:00:00+01:00", "k3").statusCode(201);
        String importId = importWithARefusedRow();
        long comparedBefore = number("select count(*) from session_sets");
        long headBefore = number("select head from event_head");

        JsonPath receipt = erase(athlete)
                .statusCode(201)
                .body("athleteId", equalTo(athlete))
                .body("events", equalTo(3))
                .body("eventsByType.SessionLogged", equalTo(2))
                .body("eventsByType.TrainingStarted", equalTo(1))
                .body("importRows", equalTo(1))
                .body("digest", startsWith("sha256:"))
                .extract()
                .jsonPath();

        assertThat(receipt.getLong("position")).isEqualTo(headBefore + 1);
        assertThat(number("select head from event_head")).isEqualTo(headBefore + 1);
        assertThat(number("select count(*) from event")).isEqualTo(headBefore + 1);
        assertThat(number("select count(*) from event where athlete_id = ? and type <> 'AthleteErased'", athlete))
                .isZero();
        assertThat(
                        number(
                                "select count(*) from event where type = 'Erased' and tenant_id is null"
                                        + " and athlete_id is null and payload = ''::bytea and metadata is null and schema_version = 0"))
                .isGreaterThanOrEqualTo(3);
        assertThat(number("select count(*) from session_sets")).isEqualTo(comparedBefore - 2);
        assertThat(number("select count(*) from event where source_event_id like '%' || ?", athlete))
                .isZero();
        assertThat(number("select count(*) from import_outcome where value like '%' || ? || '%'", athlete))
                .isZero();
        assertThat(number("select count(*) from event where athlete_id = ?", other))
                .isEqualTo(2);
        get("/v1/erasures/" + receipt.getString("erasureId"))
                .statusCode(200)
                .body("digest", equalTo(receipt.getString("digest")))
                .body("positionFirst", equalTo(receipt.getInt("positionFirst")));
        get("/v1/imports/" + importId + "/rows").statusCode(200);
    }

    @Test
    void erase_again_givesTheFirstReceipt_untilSomethingNewCame() {
        session(athlete, "2026-01-05T18:00:00+01:00", "k1").statusCode(201);
        String first = erase(athlete).statusCode(201).extract().jsonPath().getString("erasureId");
        erase(athlete).statusCode(200).body("erasureId", equalTo(first));
        // The same key starts a new life.
        session(athlete, "2026-01-05T18:00:00+01:00", "k1")
                .statusCode(201)
                .body("duplicate", equalTo(false))
                .body("events", hasSize(2))
                .body("events[0].type", equalTo("TrainingStarted"));
        erase(athlete).statusCode(201).body("eventsByType.AthleteErased", equalTo(1));
        get("/v1/athletes/" + athlete + "/erasures")
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items[1].erasureId", equalTo(first));
    }

    @Test
    void erase_ofAnUnknownAthleteOrOfAnotherTenant_touchesNothing() {
        erase("nobody").statusCode(404).body("field", equalTo("athleteId"));
        session(athlete, "2026-01-05T18:00:00+01:00", "k1").statusCode(201);
        given().header("Holdfast-Tenant", "other-gym")
                .post("/v1/athletes/" + athlete + "/erasures")
                .then()
                .statusCode(404);
        session(athlete, "2026-01-05T18:00:00+01:00", "k1").statusCode(200);
    }

    @Test
    void erasure_isPublished_andLaterEventsFollowIt() {
        session(athlete, "2026-01-05T18:00:00+01:00", "k1").statusCode(201);
        long erased = erase(athlete).statusCode(201).extract().jsonPath().getLong("position");
        long after = session(athlete, "2026-01-09T18:00:00+01:00", "k2")
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("events[1].position");
        await().atMost(PATIENCE).until(() -> publisher.state().lag().publishedPosition() >= after);
        List<String> seen = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> each : published()) {
            if (new String(each.key(), StandardCharsets.UTF_8).equals(TENANT + "/" + athlete)
                    && Long.parseLong(header(each, TrainingEventHeaders.POSITION)) >= erased) {
                seen.add(header(each, "ce_type"));
            }
        }
        assertThat(seen)
                .startsWith("dev.holdfast.AthleteErased")
                .endsWith("dev.holdfast.TrainingStarted", "dev.holdfast.SessionLogged");
    }

    private List<ConsumerRecord<byte[], byte[]>> published() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor("training-events").stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
        }
        return records;
    }

    private static String header(ConsumerRecord<byte[], byte[]> of, String name) {
        return new String(of.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    /** A line of this athlete whose load is impossible and whose source id names it. */
    private String importWithARefusedRow() {
        return given().header("Holdfast-Tenant", TENANT)
                .contentType("application/octet-stream")
                .queryParam("format", "ndjson")
                .body(("{\"athleteId\":\"" + athlete + "\",\"type\":\"SessionRetracted\",\"occurredAt\":"
                                + "\"2026-01-05T18:00:00+01:00\",\"retracted\":{\"source\":\"x\",\"sourceEventId\":\""
                                + athlete
                                + "-1\"}}\n")
                        .getBytes(StandardCharsets.UTF_8))
                .post("/v1/imports")
                .then()
                .statusCode(200)
                .body("rejected", equalTo(1))
                .extract()
                .jsonPath()
                .getString("importId");
    }

    private ValidatableResponse session(String of, String at, String key) {
        return given().header("Holdfast-Tenant", TENANT)
                .contentType("application/json")
                .body("{\"occurredAt\": \"%s\", \"source\": \"desk\", \"sourceEventId\": \"%s-%s\", %s}"
                        .formatted(at, key, of, SQUATS))
                .post("/v1/athletes/" + of + "/sessions")
                .then();
    }

    private static ValidatableResponse erase(String of) {
        return given().header("Holdfast-Tenant", TENANT)
                .post("/v1/athletes/" + of + "/erasures")
                .then();
    }

    private static ValidatableResponse get(String path) {
        return given().header("Holdfast-Tenant", TENANT).get(path).then();
    }

    private long number(String sql, String... arguments) throws SQLException {
        try (Connection connection = store.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        }
    }
}
