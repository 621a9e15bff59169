package dev.holdfast.query.rebuild;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.checkpoint.ModelIdentity;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.event.TenantId;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.model.Parameters;
import dev.holdfast.query.FollowedStream;
import dev.holdfast.query.Servers;
import dev.holdfast.query.WithoutConsumers;
import dev.holdfast.query.athlete.AthleteReads;
import dev.holdfast.query.http.Answers;
import dev.holdfast.query.projection.Histories;
import dev.holdfast.query.projection.PartitionProjector;
import dev.holdfast.query.projection.RandomLife;
import dev.holdfast.query.rebuild.RebuildOptions.Source;
import dev.holdfast.query.servingmodel.ServingModel;
import dev.holdfast.timeline.AthleteFold;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Servers.class)
@TestProfile(WithoutConsumers.class)
@SuppressWarnings("NullAway.Init")
class RebuildIT {
    private static final AthleteFold FOLD = AthleteFold.standard();
    private static final long LITTLE_MEMORY = 1;
    private static final long MUCH_MEMORY = 1 << 28;

    @TestHTTPResource
    URI service;

    @Inject
    PartitionProjector projector;

    @Inject
    ServingModel serving;

    @Inject
    AgroalDataSource database;

    /** Each test has a store of its own, whose positions begin again. */
    @BeforeEach
    void forgetPositions() throws SQLException {
        execute("truncate serving.progress");
        execute("update serving.model set covered_position = 0");
    }

    @Inject
    @DataSource("store")
    AgroalDataSource store;

    @Inject
    @DataSource("rebuild")
    AgroalDataSource writes;

    @ParameterizedTest
    @CsvSource({"11, 1, true", "12, 2, false", "13, 3, true", "14, 12, true"})
    void run_fromEvents_sameRowsAsLiveAndLiveWorkGoesOn(long seed, int workers, boolean muchMemory) throws Exception {
        String tenant = "rebuilt-" + seed;
        List<RecordedEvent> life = new RandomLife(seed, tenant).next(40, 2_000);
        int partition = partition();
        List<ConsumerRecord<byte[], byte[]>> records = Histories.records(partition, life);
        projector.project(partition, records.subList(0, 1_500));
        Histories.store(store, life);
        RebuildReport report = rebuild(FOLD, Source.EVENTS, workers, muchMemory ? MUCH_MEMORY : LITTLE_MEMORY);
        assertThat(report.events()).isEqualTo(2_000);
        assertThat(report.unreadable()).isZero();
        Map<String, String> rebuilt = histories().rows(tenant);
        for (int athlete = 0; athlete < 40; athlete++) {
            histories().requireSame(tenant, "a" + athlete, life);
        }
        // What the rebuild brought already comes again through the partition.
        projector.project(partition, records.subList(1_500, 2_000));
        assertThat(histories().rows(tenant)).isEqualTo(rebuilt);
        // Live work alone gives the same rows.
        forgetPositions();
        String other = "live-" + seed;
        int otherPartition = partition();
        projector.project(
                otherPartition, Histories.records(otherPartition, new RandomLife(seed, other).next(40, 2_000)));
        assertThat(histories().rows(other)).isEqualTo(rebuilt);
    }

    @Test
    void run_pastAnErasureThatThePartitionHasNotReached_nothingComesBack() throws Exception {
        String tenant = "erased-meanwhile";
        List<RecordedEvent> life = new ArrayList<>(new RandomLife(23, tenant).next(3, 60));
        RecordedEvent last = life.getLast();
        life.add(erasure(tenant, "a1", last.position() + 1));
        int partition = partition();
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(Histories.records(partition, life));
        int ofTheErased = firstOf(life, "a1");
        int ofAnother = firstOf(life, "a0");
        records.set(ofTheErased, unreadable(records.get(ofTheErased)));
        records.set(ofAnother, unreadable(records.get(ofAnother)));
        projector.project(partition, records.subList(0, 20));
        Histories.store(store, life);
        rebuild(FOLD, Source.EVENTS, 2, MUCH_MEMORY);
        Map<String, String> rebuilt = histories().rows(tenant);
        long heard = changes();
        for (int from = 20; from < 61; from++) {
            PartitionProjector.Outcome outcome = projector.project(partition, records.subList(from, from + 1));
            assertThat(outcome.folded()).as("offset " + from).isZero();
            assertThat(outcome.progress().stalledReason()).isNull();
        }
        assertThat(histories().rows(tenant)).isEqualTo(rebuilt);
        assertThat(number("select count(*) from serving.athlete where tenant_id = '" + tenant
                        + "' and athlete_id = 'a1'"))
                .isZero();
        assertThat(changes()).isEqualTo(heard);
        assertThat(number("select position from serving.progress where partition = " + partition))
                .isEqualTo(last.position() + 1);
        // Of whoever was not erased, what the partition cannot read is still listed.
        assertThat(number("select kafka_offset from serving.dead_letter where partition = " + partition))
                .isEqualTo(ofAnother);
        assertThat(number("select count(*) from serving.dead_letter where partition = " + partition))
                .isOne();
    }

    private static int firstOf(List<RecordedEvent> life, String athlete) {
        return IntStream.range(20, 60)
                .filter(i -> life.get(i).athlete().value().equals(athlete))
                .findFirst()
                .orElseThrow();
    }

    private static ConsumerRecord<byte[], byte[]> unreadable(ConsumerRecord<byte[], byte[]> record) {
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.timestampType(),
                1,
                1,
                record.key(),
                new byte[] {(byte) 0xFF, 0x01},
                record.headers(),
                Optional.empty());
    }

    private static RecordedEvent erasure(String tenant, String athlete, long position) {
        OffsetDateTime at = OffsetDateTime.parse("2026-02-01T10:00:00Z");
        return new RecordedEvent(
                position,
                new UUID(4, position),
                new TenantId(tenant),
                new AthleteId(athlete),
                at,
                at.toInstant(),
                new EventKey("test", "erasure-" + position),
                new TrainingEvent.AthleteErased());
    }

    @Test
    void run_fromTimeline_sameRowsAsFromEvents() throws Exception {
        List<RecordedEvent> life = new RandomLife(14, "timelines").next(30, 1_500);
        Histories.store(store, life);
        rebuild(FOLD, Source.EVENTS, 2, MUCH_MEMORY);
        Map<String, String> fromEvents = histories().rows("timelines");
        RebuildReport report = rebuild(FOLD, Source.TIMELINE, 2, MUCH_MEMORY);
        assertThat(report.differing()).isZero();
        assertThat(histories().rows("timelines")).isEqualTo(fromEvents);
    }

    @Test
    void run_nothingDiffers_followersHearNothing() throws Exception {
        List<RecordedEvent> life = new RandomLife(15, "quiet").next(10, 500);
        Histories.store(store, life);
        rebuild(FOLD, Source.EVENTS, 2, MUCH_MEMORY);
        long heard = changes();
        RebuildReport report = rebuild(FOLD, Source.EVENTS, 1, MUCH_MEMORY);
        assertThat(report.differing()).isZero();
        assertThat(changes()).isEqualTo(heard);
        // One state is wrong: it alone is told, once.
        execute("update serving.athlete set state = state || '\\x00' where tenant_id = 'quiet' and athlete_id = 'a3'");
        assertThat(rebuild(FOLD, Source.EVENTS, 2, MUCH_MEMORY).differing()).isEqualTo(1);
        assertThat(changes()).isEqualTo(heard + 1);
    }

    @Test
    void run_whileFollowed_streamsGoOnAcrossTheSwitch() throws Exception {
        String tenant = "followed-rebuild";
        List<RecordedEvent> life = new RandomLife(22, tenant).next(12, 900);
        int partition = partition();
        List<ConsumerRecord<byte[], byte[]>> records = Histories.records(partition, life);
        for (int from = 0; from < 300; from += 20) {
            projector.project(partition, records.subList(from, from + 20));
        }
        // The rebuild reads further than the partition is, so states differ at the switch.
        Histories.store(store, life.subList(0, 600));
        List<Long> seen = new ArrayList<>();
        try (FollowedStream stayed = FollowedStream.open(service, tenant, 0L)) {
            try (FollowedStream left = FollowedStream.open(service, tenant, 0L)) {
                left.next(ids(tenant, 0).size() / 2).forEach(frame -> seen.add(frame.id()));
            }
            long before = changes();
            rebuild(FOLD, Source.EVENTS, 2, MUCH_MEMORY);
            assertThat(ids(tenant, before)).hasSizeBetween(1, 12);
            Histories.append(store, life.subList(600, 900));
            for (int from = 300; from < 900; from += 20) {
                projector.project(partition, records.subList(from, from + 20));
            }
            List<Long> missing = ids(tenant, seen.getLast());
            try (FollowedStream back = FollowedStream.open(service, tenant, seen.getLast())) {
                assertThat(back.next(missing.size()))
                        .extracting(FollowedStream.Frame::id)
                        .containsExactlyElementsOf(missing);
            }
            seen.addAll(missing);
            assertThat(ids(tenant, 0)).isEqualTo(seen);
            assertThat(stayed.next(seen.size()))
                    .extracting(FollowedStream.Frame::id)
                    .containsExactlyElementsOf(seen);
        }
    }

    private List<Long> ids(String tenant, long afterId) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select id from stream.change where tenant_id = ? and id > ? order by id")) {
            select.setString(1, tenant);
            select.setLong(2, afterId);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                }
            }
        }
        return ids;
    }

    @Test
    void run_aborted_leavesNothing() throws Exception {
        List<RecordedEvent> life = new RandomLife(16, "aborted").next(10, 500);
        Histories.store(store, life);
        rebuild(FOLD, Source.EVENTS, 2, MUCH_MEMORY);
        Map<String, String> before = histories().rows("aborted");
        RebuildProgress progress = new RebuildProgress();
        progress.abort();
        assertThatThrownBy(() -> engine(FOLD, Source.EVENTS, 2, MUCH_MEMORY).run(progress))
                .isInstanceOf(CancellationException.class);
        assertThat(histories().rows("aborted")).isEqualTo(before);
        assertThat(number("select count(*) from pg_namespace where nspname = 'building'"))
                .isZero();
    }

    @Test
    void run_brokenOff_goesOnWithFinishedRanges() throws Exception {
        List<RecordedEvent> life = new RandomLife(17, "resumed").next(60, 1_000);
        // Positions far apart make several ranges of few events.
        List<RecordedEvent> spread = life.stream().map(RebuildIT::spread).toList();
        Histories.store(store, spread);
        rebuild(FOLD, Source.EVENTS, 2, MUCH_MEMORY);
        Map<String, String> undisturbed = histories().rows("resumed");
        // The store fails behind the last range: a constraint of the table that is being built refuses an athlete.
        execute("alter table serving.athlete add constraint broken check (athlete_id <> 'a7') not valid");
        assertThatThrownBy(() -> rebuild(FOLD, Source.EVENTS, 1, MUCH_MEMORY)).isInstanceOf(SQLException.class);
        long finished = number("select count(*) from rebuild.range");
        execute("alter table serving.athlete drop constraint broken");
        execute("alter table building.athlete drop constraint broken");
        RebuildReport report = rebuild(FOLD, Source.EVENTS, 2, MUCH_MEMORY);
        assertThat(report.resumedRanges()).isEqualTo((int) finished);
        assertThat(report.events()).isEqualTo(1_000);
        assertThat(report.differing()).isZero();
        assertThat(histories().rows("resumed")).isEqualTo(undisturbed);
    }

    @Test
    void run_withParameters_servesAndLiveWorkGoesOnUnderThem() throws Exception {
        AthleteFold other = serving.foldOf(Parameters.DEFAULT.with(Map.of("tauFibreDays", 60, "A", 0.5)));
        List<RecordedEvent> life = new RandomLife(18, "parameters").next(8, 600);
        int partition = partition();
        List<ConsumerRecord<byte[], byte[]>> records = Histories.records(partition, life);
        Histories.store(store, life.subList(0, 400));
        rebuild(FOLD, Source.EVENTS, 2, MUCH_MEMORY);
        rebuild(other, Source.TIMELINE, 2, MUCH_MEMORY);
        projector.project(partition, records);
        assertThat(serving.identity()).isEqualTo(ModelIdentity.of(other));
        Histories expected = new Histories(database, other, ModelIdentity.of(other));
        for (int athlete = 0; athlete < 8; athlete++) {
            expected.requireSame("parameters", "a" + athlete, life);
        }
        // As after a restart.
        assertThat(new ServingModel(database, FOLD.catalogue()).identity()).isEqualTo(ModelIdentity.of(other));
        rebuild(FOLD, Source.TIMELINE, 1, MUCH_MEMORY);
        try (Connection connection = database.getConnection()) {
            assertThat(serving.refresh(connection).running()).isEqualTo(ModelIdentity.of(FOLD));
        }
        for (int athlete = 0; athlete < 8; athlete++) {
            histories().requireSame("parameters", "a" + athlete, life);
        }
    }

    @Test
    void run_withParameters_isNoticedByAnotherInstance_atItsNextRead() throws Exception {
        String tenant = "two-instances";
        TenantId id = new TenantId(tenant);
        AthleteId athlete = new AthleteId("a0");
        List<RecordedEvent> life = new RandomLife(24, tenant).next(2, 200);
        int partition = partition();
        projector.project(partition, Histories.records(partition, life));
        Histories.store(store, life);
        Instant now = Instant.parse("2026-06-01T00:00:00Z");
        Instant past = life.get(100).occurredAt().toInstant();
        AthleteReads other = new AthleteReads(database, new ServingModel(database, FOLD.catalogue()));
        AthleteReads.Found before = other.now(id, athlete, now);
        double strengthBefore = before.known().body().strengthRatio();

        AthleteFold slower = serving.foldOf(Parameters.DEFAULT.with(Map.of("tauFibreDays", 60, "A", 0.5)));
        rebuild(slower, Source.EVENTS, 2, MUCH_MEMORY);
        try {
            AthleteReads fresh = new AthleteReads(database, new ServingModel(database, FOLD.catalogue()));
            AthleteReads.Found after = other.now(id, athlete, now);
            assertThat(after.version().model().running()).isEqualTo(ModelIdentity.of(slower));
            assertThat(after.known().body())
                    .isEqualTo(fresh.now(id, athlete, now).known().body());
            assertThat(after.known().body().strengthRatio()).isNotEqualTo(strengthBefore);
            assertThat(Answers.tag(after.version(), now)).isNotEqualTo(Answers.tag(before.version(), now));
            assertThat(other.at(id, athlete, past).known().body())
                    .isEqualTo(fresh.at(id, athlete, past).known().body());
        } finally {
            rebuild(FOLD, Source.EVENTS, 2, MUCH_MEMORY);
        }
    }

    @Test
    void deadLetterReadAfterAll_changesTheTag_andTheWindow() throws Exception {
        String tenant = "read-after-all";
        List<RecordedEvent> life = new RandomLife(25, tenant).next(1, 60);
        int missing = IntStream.range(20, 60)
                .filter(i -> life.get(i).fact() instanceof TrainingEvent.SessionLogged)
                .findFirst()
                .orElseThrow();
        int partition = partition();
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(Histories.records(partition, life));
        records.set(missing, unreadable(records.get(missing)));
        projector.project(partition, records);
        Histories.store(store, life);
        String path = "/v1/athletes/a0/state?at=2026-06-01T00:00:00Z";
        String tag = given().header("Holdfast-Tenant", tenant).get(path).header("ETag");
        awaitWindow(tenant);

        given().post("/v1/dead-letters/" + partition + "/" + missing + "/replay")
                .then()
                .statusCode(200);

        given().header("Holdfast-Tenant", tenant)
                .header("If-None-Match", tag)
                .get(path)
                .then()
                .statusCode(200);
        awaitWindow(tenant);
    }

    private void awaitWindow(String tenant) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> number("select count(*) from gym.return_window w join serving.athlete a"
                                + " using (tenant_id, athlete_id) where w.digest = a.digest and tenant_id = '" + tenant
                                + "'")
                        == 1);
    }

    @Test
    void run_withOwnExercises_givesThemTheirDose() throws Exception {
        ExerciseCatalogue catalogue = FOLD.catalogue().with("movement squat\nexternal Moon Walk\n");
        AthleteFold own = new AthleteFold(Parameters.DEFAULT, catalogue, AthleteFold.PAUSE_POLICY_DAYS);
        List<RecordedEvent> life = new RandomLife(21, "own").next(4, 300);
        Histories.store(store, life);
        rebuild(FOLD, Source.EVENTS, 1, MUCH_MEMORY);
        Map<String, String> standard = histories().rows("own");
        ServingModel restarted = new ServingModel(database, catalogue);
        assertThat(restarted.current().mismatch()).contains("run holdfast rebuild");
        rebuild(own, Source.EVENTS, 2, MUCH_MEMORY);
        Histories expected = new Histories(database, own, ModelIdentity.of(own));
        for (int athlete = 0; athlete < 4; athlete++) {
            expected.requireSame("own", "a" + athlete, life);
        }
        assertThat(expected.rows("own")).isNotEqualTo(standard);
        rebuild(FOLD, Source.EVENTS, 1, MUCH_MEMORY);
        assertThat(histories().rows("own")).isEqualTo(standard);
    }

    @Test
    void run_whileEventsArrive_readsAnswerAndNothingIsLost() throws Exception {
        List<RecordedEvent> life = new RandomLife(19, "busy").next(20, 3_000);
        int partition = partition();
        List<ConsumerRecord<byte[], byte[]>> records = Histories.records(partition, life);
        Histories.store(store, life.subList(0, 1_000));
        projector.project(partition, records.subList(0, 1_000));
        AtomicBoolean arriving = new AtomicBoolean(true);
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Integer> rebuilds = threads.submit(() -> {
                int done = 0;
                while (arriving.get() || done == 0) {
                    rebuild(FOLD, done % 2 == 0 ? Source.EVENTS : Source.TIMELINE, 2, MUCH_MEMORY);
                    done++;
                }
                return done;
            });
            try {
                for (int from = 1_000; from < 3_000; from += 50) {
                    Histories.append(store, life.subList(from, from + 50));
                    projector.project(partition, records.subList(from, from + 50));
                    given().header("Holdfast-Tenant", "busy")
                            .get("/v1/athletes/a1/state")
                            .then()
                            .statusCode(200);
                }
            } finally {
                arriving.set(false);
            }
            assertThat(rebuilds.get()).isPositive();
        }
        for (int athlete = 0; athlete < 20; athlete++) {
            histories().requireSame("busy", "a" + athlete, life);
        }
    }

    @Test
    void verification_oneCorruptCheckpoint_isFound() throws Exception {
        Histories.store(store, new RandomLife(20, "verified").next(5, 400));
        rebuild(FOLD, Source.EVENTS, 2, MUCH_MEMORY);
        given().get("/v1/verification?limit=2").then().statusCode(200).body("athletes", equalTo(2));
        given().get("/v1/verification?sample=5")
                .then()
                .statusCode(200)
                .body("athletes", equalTo(5))
                .body("differences", hasSize(0));
        execute("update serving.checkpoint set state = set_byte(state, 20, 255 - get_byte(state, 20))"
                + " where (tenant_id, athlete_id, effective_micros, kind, cause) in"
                + " (select tenant_id, athlete_id, effective_micros, kind, cause from serving.checkpoint"
                + " where tenant_id = 'verified' and athlete_id = 'a2' and octet_length(state) > 20 limit 1)");
        given().get("/v1/verification?sample=5")
                .then()
                .statusCode(200)
                .body("differences.athlete", equalTo(List.of("a2")));
        given().get("/v1/verification?sample=0").then().statusCode(400).body("field", equalTo("sample"));
    }

    @Test
    void http_badRequests_areProblems() {
        for (String body : List.of(
                "{\"from\": \"moon\"}",
                "{\"workers\": 0}",
                "{\"parameters\": {\"tauMoon\": 1}}",
                "{\"parameters\": {\"tauF\": -1}}")) {
            given().contentType("application/json")
                    .body(body)
                    .post("/v1/rebuilds")
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("field", notNullValue())
                    .body("remedy", notNullValue());
        }
        given().delete("/v1/rebuilds/none").then().statusCode(404);
        given().post("/v1/projection/partitions/9999/resume").then().statusCode(404);
        given().post("/v1/dead-letters/0/123456/replay").then().statusCode(404);
    }

    private static RecordedEvent spread(RecordedEvent event) {
        return new RecordedEvent(
                event.position() * 1_000,
                event.eventId(),
                event.tenant(),
                event.athlete(),
                event.occurredAt(),
                event.recordedAt(),
                event.key(),
                event.fact());
    }

    private RebuildReport rebuild(AthleteFold fold, Source source, int workers, long memoryBytes) throws Exception {
        return engine(fold, source, workers, memoryBytes).run(new RebuildProgress());
    }

    private RebuildEngine engine(AthleteFold fold, Source source, int workers, long memoryBytes) {
        return new RebuildEngine(store, writes, fold, new RebuildOptions(source, workers, 0, memoryBytes));
    }

    private Histories histories() {
        return new Histories(database, FOLD, ModelIdentity.of(FOLD));
    }

    private int partition() throws SQLException {
        int partition = Histories.nextPartition();
        projector.progress(Set.of(partition));
        return partition;
    }

    private long changes() throws SQLException {
        return number("select id from stream.head");
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return RebuildSql.number(connection, sql);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection()) {
            RebuildSql.execute(connection, sql);
        }
    }
}
