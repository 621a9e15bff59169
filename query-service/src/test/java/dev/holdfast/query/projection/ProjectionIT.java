package dev.holdfast.query.projection;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;

import dev.holdfast.checkpoint.ModelIdentity;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.event.TenantId;
import dev.holdfast.kit.work.SupervisedThread;
import dev.holdfast.query.Servers;
import dev.holdfast.query.athlete.AthleteReads;
import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.AthleteState;
import dev.holdfast.timeline.BodyAt;
import dev.holdfast.timeline.CheckpointListener;
import dev.holdfast.timeline.TimelineChange;
import dev.holdfast.timeline.TimelineEntry;
import dev.holdfast.wire.TrainingEventHeaders;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
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
    void foreignRecords_ofAnyBytes_areListedAndPassed() throws Exception {
        RecordedEvent behind = new RandomLife(31, "foreign").next(1, 2).getLast();
        byte[] nul = {0, 1, (byte) 0xFF, 0};
        byte[] longText = "x".repeat(600_000).getBytes(StandardCharsets.UTF_8);
        List<ProducerRecord<byte[], byte[]>> foreign = new ArrayList<>();
        foreign.add(foreign(nul, Map.of("trace", nul)));
        foreign.add(foreign(longText, Map.of()));
        foreign.add(foreign(null, Map.of("trace", longText)));
        foreign.add(foreign(null, Map.of(TrainingEventHeaders.TENANT, nul)));
        foreign.add(foreign(null, Map.of(TrainingEventHeaders.TENANT, longText)));
        // A position that is read, a key that names nobody, and a message that says so.
        Map<String, byte[]> ours = new HashMap<>(Map.of("baggage", nul));
        Histories.headers(behind, 0).forEach(header -> ours.put(header.key(), header.value()));
        ours.put(TrainingEventHeaders.POSITION, "1".getBytes(StandardCharsets.UTF_8));
        foreign.add(foreign(nul, ours));
        foreign.add(foreign(longText, ours));
        for (int i = 0; i < 200; i++) {
            foreign.add(foreign(nul, Map.of("trace-" + i, nul)));
        }
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            foreign.forEach(producer::send);
            producer.send(record(4, behind, 0));
        }
        awaitPositions(Map.of(4, behind.position()));
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select count(*), max(length(headers)), max(length(reason)) from serving.dead_letter where partition = 4");
                ResultSet row = select.executeQuery()) {
            row.next();
            // The second of the two that have our position came again, as it were.
            assertThat(row.getLong(1)).isEqualTo(foreign.size() - 1L);
            assertThat(row.getInt(2)).isLessThan(20_000);
            assertThat(row.getInt(3)).isLessThan(20_000);
        }
    }

    @Test
    void failingDatabase_dataStandStillWithTheReason_allElseIsWaitedFor_nobodyRejoins() throws Exception {
        List<RecordedEvent> life = new RandomLife(32, "refused").next(1, 2);
        RecordedEvent refused = life.getFirst();
        RecordedEvent next = life.getLast();
        RecordedEvent other = new RandomLife(33, "accepted").next(1, 1).getFirst();
        execute("alter table serving.athlete add constraint refusing check (tenant_id <> 'refused')");
        Set<String> members = members();
        try {
            try (KafkaProducer<byte[], byte[]> producer = producer()) {
                producer.send(record(5, refused, 0)).get();
                await().atMost(WAIT_MAX)
                        .untilAsserted(() -> given().get("/v1/projection")
                                .then()
                                .body("partitions.find { it.partition == 5 }.status", equalTo("stalled"))
                                .body("partitions.find { it.partition == 5 }.reason", containsString("refusing")));
                producer.send(record(6, other, 0)).get();
                awaitPositions(Map.of(6, other.position()));
            }
        } finally {
            execute("alter table serving.athlete drop constraint refusing");
        }
        given().post("/v1/projection/partitions/5/resume").then().statusCode(200);
        awaitPositions(Map.of(5, refused.position()));

        execute("alter table serving.athlete rename to hidden");
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            producer.send(record(5, next, refused.position())).get();
            await().atMost(WAIT_MAX)
                    .until(() -> SupervisedThread.all().stream()
                            .anyMatch(each -> each.name().startsWith("projection-") && each.failingSince() != null));
        } finally {
            execute("alter table serving.hidden rename to athlete");
        }
        awaitPositions(Map.of(5, next.position()));
        assertThat(members()).isEqualTo(members);
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

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static ProducerRecord<byte[], byte[]> foreign(byte @Nullable [] key, Map<String, byte[]> headers) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("training-events", 4, key, new byte[] {0});
        headers.forEach((name, value) -> record.headers().add(name, value));
        return record;
    }

    private static ProducerRecord<byte[], byte[]> record(int partition, RecordedEvent event, long previous) {
        return new ProducerRecord<>(
                "training-events",
                partition,
                Histories.key(event),
                Histories.value(event),
                Histories.headers(event, previous));
    }

    private Set<String> members() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return admin
                    .describeConsumerGroups(List.of(ProjectionConsumer.GROUP))
                    .all()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .members()
                    .stream()
                    .map(MemberDescription::consumerId)
                    .collect(Collectors.toSet());
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

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
