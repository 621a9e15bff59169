package dev.holdfast.query.health;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;

import dev.holdfast.kit.work.ProcessEnd;
import dev.holdfast.kit.work.SupervisedThread;
import dev.holdfast.query.Servers;
import dev.holdfast.wire.TrainingEventHeaders;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Breaks an application of its own, piece by piece: hence the order. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
@TestProfile(HealthIT.OwnApplication.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HealthIT {
    /** Nothing differs, but the application and its servers are no other test's. */
    public static final class OwnApplication implements QuarkusTestProfile {}

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    @Order(1)
    void everythingWorks_isAliveAndReady_andNamesEachThread() {
        given().get("/q/health/ready").then().statusCode(200);
        String live =
                given().get("/q/health/live").then().statusCode(200).extract().asString();
        assertThat(live)
                .contains(
                        "change-feed",
                        "projection-0",
                        "projection-3",
                        "return-windows",
                        "state-publisher",
                        "webhook-sender");
    }

    @Test
    @Order(2)
    void partitionThatStandsStill_isNotReady_butAlive() throws ExecutionException, InterruptedException {
        // It names a predecessor that never came.
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("training-events", 3, null, null);
            record.headers().add(TrainingEventHeaders.POSITION, "9".getBytes(StandardCharsets.UTF_8));
            record.headers().add(TrainingEventHeaders.PREVIOUS_POSITION, "8".getBytes(StandardCharsets.UTF_8));
            producer.send(record).get();
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/q/health/ready")
                        .then()
                        .statusCode(503)
                        .body(containsString("partition 3"))
                        .body(containsString("stands still")));
        given().get("/q/health/live").then().statusCode(200);
    }

    @Test
    @Order(3)
    void topicWithMorePartitionsThanBefore_isRefused_withTheRemedy() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createPartitions(Map.of("training-events", NewPartitions.increaseTo(12)))
                    .all()
                    .get();
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/v1/projection")
                        .then()
                        .body("partitions", hasSize(12))
                        .body("partitions.status", everyItem(equalTo("stalled")))
                        .body("partitions.reason", everyItem(containsString("partitions=12, before=8"))));
        // Nobody lets them go on by hand.
        given().post("/v1/projection/partitions/7/resume").then().statusCode(200);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        given().get("/v1/projection").then().body("partitions.status", everyItem(equalTo("stalled"))));
    }

    @Test
    @Order(4)
    void kafkaThatIsAway_isNotReady_butAlive() {
        Servers.stopKafka();
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/q/health/ready")
                        .then()
                        .statusCode(503)
                        .body(containsString("no answer from " + bootstrapServers)));
        given().get("/q/health/live").then().statusCode(200);
    }

    @ParameterizedTest
    @Order(5)
    @ValueSource(
            strings = {
                "projection-0",
                "projection-3",
                "change-feed",
                "return-windows",
                "webhook-sender",
                "state-publisher"
            })
    void threadThatMeetsAnError_endsTheProcess_whichIsNotAlive(String thread) {
        List<String> ended = new CopyOnWriteArrayList<>();
        ProcessEnd halt = ProcessEnd.replace((name, cause) -> ended.add(name));
        try {
            SupervisedThread.inject(thread, new OutOfMemoryError("a list of all members"));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(ended).contains(thread));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> given().get("/q/health/live")
                            .then()
                            .statusCode(503)
                            .body(
                                    "checks.find { it.name == 'threads' }.data.'" + thread + "'",
                                    containsString("gone")));
        } finally {
            ProcessEnd.replace(halt);
        }
    }
}
