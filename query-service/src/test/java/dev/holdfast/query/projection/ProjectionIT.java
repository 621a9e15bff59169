package dev.holdfast.query.projection;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;

import dev.holdfast.checkpoint.ModelIdentity;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.event.TenantId;
import dev.holdfast.query.Servers;
import dev.holdfast.query.athlete.AthleteReads;
import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.AthleteState;
import dev.holdfast.timeline.BodyAt;
import dev.holdfast.timeline.CheckpointListener;
import dev.holdfast.timeline.TimelineChange;
import dev.holdfast.timeline.TimelineEntry;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class ProjectionIT {
    private static final Duration WAIT_MAX = Duration.ofSeconds(30);

    @Inject
    PartitionProjector projector;

    @Inject
    Projection projection;

    @Inject
    AthleteReads reads;

    @Inject
    AthleteFold fold;

    @Inject
    ModelIdentity model;

    @Inject
    AgroalDataSource database;

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    // The projector, batch by batch ----------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void project_anySplitIntoBatches_equalsFoldInMemory(long seed) throws SQLException {
        String tenant = "split-" + seed;
        List<RecordedEvent> life = new RandomLife(seed, tenant).next(3, 700);
        int partition = partition();
        Random random = new Random(seed);
        List<ConsumerRecord<byte[], byte[]>> records = Histories.records(partition, life);
        int from = 0;
        while (from < records.size()) {
            int to = Math.min(records.size(), from + 1 + random.nextInt(seed % 2 == 0 ? 300 : 20));
            // Some records come again, as after a restart of the publisher.
            List<ConsumerRecord<byte[], byte[]>> batch = records.subList(Math.max(0, from - random.nextInt(5)), to);
            assertThat(projector.project(partition, batch).progress().stalledReason())
                    .isNull();
            from = to;
        }
        for (int athlete = 0; athlete < 3; athlete++) {
            requireSame(tenant, "a" + athlete, life);
        }
    }

    @Test
    void project_oneBatchOrManyBatches_sameRows() throws SQLException {
        List<RecordedEvent> once = new RandomLife(9, "once").next(2, 500);
        List<RecordedEvent> often = new RandomLife(9, "often").next(2, 500);
        int first = partition();
        projector.project(first, Histories.records(first, once));
        int second = partition();
        for (ConsumerRecord<byte[], byte[]> record : Histories.records(second, often)) {
            projector.project(second, List.of(record));
        }
        assertThat(rows("often")).isEqualTo(rows("once"));
    }

    @Test
    void project_missingEvent_stallsBeforeIt() throws SQLException {
        List<RecordedEvent> life = new RandomLife(5, "gap").next(1, 10);
        int partition = partition();
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(Histories.records(partition, life));
        records.remove(6);
        PartitionProjector.Outcome outcome = projector.project(partition, records);
        assertThat(outcome.progress().position()).isEqualTo(life.get(5).position());
        assertThat(outcome.progress().nextOffset()).isEqualTo(6);
        assertThat(outcome.progress().stalledReason()).contains("event missing", "holdfast rebuild");
        requireSame("gap", "a0", life.subList(0, 6));

        outcome = projector.project(partition, Histories.records(partition, life));
        assertThat(outcome.progress().stalledReason()).isNull();
        requireSame("gap", "a0", life);
    }

    @Test
    void project_poison_goesToDeadLettersAndOn() throws SQLException {
        List<RecordedEvent> life = new RandomLife(6, "poison").next(1, 10);
        int partition = partition();
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(Histories.records(partition, life));
        ConsumerRecord<byte[], byte[]> good = records.get(4);
        records.set(
                4,
                new ConsumerRecord<>(
                        "training-events",
                        partition,
                        4,
                        0,
                        TimestampType.CREATE_TIME,
                        1,
                        1,
                        good.key(),
                        new byte[] {(byte) 0xFF, 0x01},
                        good.headers(),
                        Optional.empty()));
        PartitionProjector.Outcome outcome = projector.project(partition, records);
        assertThat(outcome.deadLetters()).isEqualTo(1);
        assertThat(outcome.progress().position()).isEqualTo(life.getLast().position());
        List<RecordedEvent> readable = new ArrayList<>(life);
        readable.remove(4);
        requireSame("poison", "a0", readable);
    }

    @Test
    void reads_anyInstantAndKnowledge_equalTheFold() throws SQLException {
        List<RecordedEvent> life = new RandomLife(7, "past").next(1, 400);
        int partition = partition();
        projector.project(partition, Histories.records(partition, life));
        Random random = new Random(7);
        for (int i = 0; i < 60; i++) {
            Instant at = life.get(random.nextInt(life.size()))
                    .occurredAt()
                    .toInstant()
                    .plusSeconds(random.nextInt(100_000) - 50_000);
            assertThat(read("past", at, null)).isEqualTo(bodyOf(life, at));
            int known = 1 + random.nextInt(life.size());
            Instant knownAt = life.get(known - 1).recordedAt();
            assertThat(read("past", at, knownAt)).isEqualTo(bodyOf(life.subList(0, known), at));
        }
    }

    // Through Kafka and HTTP -----------------------------------------------------------------------------------------

    @Test
    void kafkaToHttp_duplicatesPoisonAndRestart_stateIsServed() throws Exception {
        RandomLife author = new RandomLife(8, "kafka");
        List<RecordedEvent> life = author.next(5, 300);
        Map<Integer, Long> last = new HashMap<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
            send(producer, life.subList(0, 150), last);
            producer.send(new ProducerRecord<>("training-events", 0, new byte[] {1}, new byte[] {2}));
            send(producer, life.subList(140, 150), new HashMap<>(last));
            awaitPositions(last);
            projection.stop();
            send(producer, life.subList(150, 300), last);
            producer.flush();
            projection.start();
            awaitPositions(last);
        }
        for (int athlete = 0; athlete < 5; athlete++) {
            requireSame("kafka", "a" + athlete, life);
        }
        given().header("Holdfast-Tenant", "kafka")
                .get("/v1/athletes?limit=2")
                .then()
                .statusCode(200)
                .body("items.athleteId", equalTo(List.of("a0", "a1")))
                .body("items[0].sessions", greaterThan(10))
                .body("nextCursor", equalTo("YTE"));
        String at = "2023-03-01T00:00:00+01:00";
        String tag = given().header("Holdfast-Tenant", "kafka")
                .queryParam("at", at)
                .get("/v1/athletes/a0/state")
                .then()
                .statusCode(200)
                .body("phase", equalTo("training"))
                .body("movements.movement", hasItem("squat"))
                .body("unknownExercises.name", hasItem("Moon Walk"))
                .body("modelVersion", equalTo("two-system-1"))
                .extract()
                .header("ETag");
        given().header("Holdfast-Tenant", "kafka")
                .header("If-None-Match", tag)
                .queryParam("at", at)
                .get("/v1/athletes/a0/state")
                .then()
                .statusCode(304);
        given().header("Holdfast-Tenant", "kafka")
                .get("/v1/athletes/a0/checkpoints")
                .then()
                .statusCode(200)
                .body("items.kind", hasItem("newest"))
                .body("items.kind", hasItem("start"))
                .body("items.kind", hasItem("pause"));
        given().get("/v1/projection").then().statusCode(200).body("deadLetters", greaterThan(0));
        given().get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void badRequests_areProblems() {
        given().get("/v1/athletes").then().statusCode(400).body("field", equalTo("Holdfast-Tenant"));
        for (String path : List.of(
                "/v1/athletes?limit=0",
                "/v1/athletes?limit=x",
                "/v1/athletes?cursor=***",
                "/v1/athletes/a0/state?at=yesterday",
                "/v1/athletes/a0/state?at=0001-01-01T00:00:00Z",
                "/v1/athletes/a0/state?knownAt=2026-01-01",
                "/v1/athletes/@/checkpoints")) {
            given().header("Holdfast-Tenant", "kafka")
                    .get(path)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("instance", equalTo(path.replaceAll("\\?.*", "")));
        }
        given().header("Holdfast-Tenant", "nobody")
                .get("/v1/athletes/zz/state")
                .then()
                .statusCode(404)
                .body("value", equalTo("zz"));
    }

    // ----------------------------------------------------------------------------------------------------------------

    private int partition() throws SQLException {
        int partition = Histories.nextPartition();
        projector.progress(Set.of(partition));
        return partition;
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer, List<RecordedEvent> life, Map<Integer, Long> last) {
        for (RecordedEvent event : life) {
            int partition = Math.floorMod(event.athlete().value().hashCode(), 8);
            Long previous = last.put(partition, event.position());
            producer.send(new ProducerRecord<>(
                    "training-events",
                    partition,
                    Histories.key(event),
                    Histories.value(event),
                    Histories.headers(event, previous == null ? 0 : previous)));
        }
    }

    private static void awaitPositions(Map<Integer, Long> last) {
        await().atMost(WAIT_MAX).untilAsserted(() -> {
            List<Map<String, Object>> partitions =
                    given().get("/v1/projection").jsonPath().getList("partitions");
            Map<Integer, Long> reached = new HashMap<>();
            for (Map<String, Object> partition : partitions) {
                int number = ((Number) partition.getOrDefault("partition", -1)).intValue();
                if (last.containsKey(number)) {
                    assertThat(partition.get("status")).isEqualTo("running");
                    reached.put(number, ((Number) partition.getOrDefault("position", -1)).longValue());
                }
            }
            assertThat(reached).isEqualTo(last);
        });
    }

    private BodyAt bodyOf(List<RecordedEvent> life, Instant at) {
        AthleteState state = AthleteState.untrained();
        for (TimelineEntry entry : histories().entriesOf(life, "a0")) {
            if (entry.stands() && entry.atMicros() <= TimelineChange.micros(at)) {
                fold.apply(entry, state, CheckpointListener.NONE);
            }
        }
        return BodyAt.of(state, at, fold);
    }

    private BodyAt read(String tenant, Instant at, @org.jspecify.annotations.Nullable Instant knownAt)
            throws SQLException {
        AthleteReads.Found found = knownAt == null
                ? reads.at(new TenantId(tenant), new AthleteId("a0"), at)
                : reads.at(new TenantId(tenant), new AthleteId("a0"), at, knownAt);
        AthleteReads.Known known = found.known();
        if (knownAt == null) {
            assertThat(reads.now(new TenantId(tenant), new AthleteId("a0"), at).known())
                    .isEqualTo(known);
        }
        return known.body();
    }

    private void requireSame(String tenant, String athlete, List<RecordedEvent> life) throws SQLException {
        histories().requireSame(tenant, athlete, life);
    }

    private Map<String, String> rows(String tenant) throws SQLException {
        return histories().rows(tenant);
    }

    private Histories histories() {
        return new Histories(database, fold, model);
    }
}
