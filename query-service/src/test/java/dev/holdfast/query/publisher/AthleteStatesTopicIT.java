package dev.holdfast.query.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.deploy.embedded.EmbeddedKafkaBroker;
import dev.holdfast.deploy.embedded.EmbeddedPostgresServer;
import dev.holdfast.deploy.embedded.FreePort;
import dev.holdfast.query.subscription.Outbox;
import dev.holdfast.query.subscription.PostgresChangeLog;
import dev.holdfast.query.subscription.StateChange;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** The publisher between the real stream and a real broker. */
@Timeout(180)
@SuppressWarnings("NullAway.Init")
class AthleteStatesTopicIT {
    private static final String TENANT = "iron-works";
    private static final int PARTITIONS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LEADERS =
            "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted";

    @TempDir
    static Path folder;

    private static EmbeddedPostgresServer postgres;
    private static EmbeddedKafkaBroker kafka;
    private static PGSimpleDataSource database;
    private static Admin admin;

    private final List<StatePublisher> started = new ArrayList<>();

    @BeforeAll
    static void startServers() throws IOException, SQLException {
        postgres = EmbeddedPostgresServer.start(folder.resolve("pg"), FreePort.find());
        database = new PGSimpleDataSource();
        database.setUrl(postgres.jdbcUrl(EmbeddedPostgresServer.READ_DATABASE));
        database.setUser(EmbeddedPostgresServer.USER);
        for (String migration : List.of("V20__stream.sql", "V38__stream_forgotten.sql", "V39__published.sql")) {
            execute(Files.readString(Path.of("src/main/resources/db/migration", migration)));
        }
        kafka = EmbeddedKafkaBroker.start(folder.resolve("kafka"), FreePort.find(), FreePort.find());
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    @AfterAll
    static void stopServers() throws IOException {
        admin.close();
        kafka.close();
        postgres.close();
    }

    @BeforeEach
    void empty() throws Exception {
        execute("delete from stream.change; update stream.head set id = 0, forgotten_id = 0;"
                + " update stream.published set id = 0");
        if (admin.listTopics().names().get().contains(AthleteStatesTopic.NAME)) {
            admin.deleteTopics(List.of(AthleteStatesTopic.NAME)).all().get();
        }
    }

    @AfterEach
    void stopPublishers() throws InterruptedException {
        for (StatePublisher publisher : started) {
            publisher.stop();
        }
    }

    @Test
    void everyChange_hasTheKeyTheBodyAndTheIdOfTheStream() throws Exception {
        append("a1", 2);
        append("a2", 1);
        publisher();
        awaitPublished(3);

        List<StateChange> stream = new PostgresChangeLog(database).after(0, 10);
        List<ConsumerRecord<String, String>> records = records();
        assertThat(records).hasSize(3);
        for (StateChange change : stream) {
            assertThat(records)
                    .filteredOn(record -> changeId(record) == change.id())
                    .singleElement()
                    .satisfies(record -> {
                        assertThat(record.key()).isEqualTo(TENANT + "/" + change.athleteId());
                        assertThat(record.value()).isEqualTo(change.json());
                        assertThat(headers(record)).isEqualTo(StateRecord.headers(change));
                    });
        }
    }

    @Test
    void topic_isMadeCompactedWithTheConfiguredPartitions() throws Exception {
        append("a1", 1);
        publisher();
        awaitPublished(1);

        assertThat(admin.describeTopics(List.of(AthleteStatesTopic.NAME))
                        .allTopicNames()
                        .get()
                        .values()
                        .iterator()
                        .next()
                        .partitions())
                .hasSize(PARTITIONS)
                .allSatisfy(partition -> assertThat(partition.replicas()).hasSize(1));
        Config settings = admin.describeConfigs(List.of(resource()))
                .all()
                .get()
                .values()
                .iterator()
                .next();
        assertThat(settings.get("cleanup.policy").value()).isEqualTo("compact");
        assertThat(settings.get("max.compaction.lag.ms").value()).isEqualTo("86400000");
        assertThat(settings.get("delete.retention.ms").value()).isEqualTo("604800000");
    }

    @Test
    void topicThatWouldForget_getsNothingUntilItIsCompacted() throws Exception {
        admin.createTopics(List.of(new NewTopic(AthleteStatesTopic.NAME, PARTITIONS, (short) 1)))
                .all()
                .get();
        append("a1", 5);
        StatePublisher publisher = publisher();
        await().atMost(PATIENCE).until(() -> publisher.lag() == 5);
        await().atMost(PATIENCE).until(() -> !publisher.leading());
        assertThat(publisher.publishedId()).isZero();
        admin.incrementalAlterConfigs(Map.of(
                        resource(),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("cleanup.policy", "compact"), AlterConfigOp.OpType.SET))))
                .all()
                .get();
        awaitPublished(5);
    }

    @Test
    void publisher_overRestartsInTheMiddle_losesNothingAndKeepsTheOrder() throws Exception {
        int rounds = 6;
        for (int round = 1; round <= rounds; round++) {
            long before = newestId();
            append("warm", 1);
            StatePublisher publisher = publisher();
            await().atMost(PATIENCE).until(() -> publisher.publishedId() > before);
            for (int i = 0; i < 40; i++) {
                append("a" + i % 7, 50);
            }
            publisher.stop();
        }
        // As after a crash between Kafka's acknowledgement and the note of it.
        execute("update stream.published set id = id - 700");
        publisher();
        awaitPublished(newestId());

        List<Long> ids = assertOrdered(records());
        assertThat(ids).hasSize(rounds * 2_001).doesNotHaveDuplicates();
        assertThat(records()).hasSizeGreaterThan(ids.size());
    }

    @Test
    void twoInstances_oneLeads_andTheOtherTakesOver() throws Exception {
        StatePublisher first = publisher();
        await().atMost(PATIENCE).until(first::leading);
        StatePublisher second = publisher();
        append("a1", 500);
        awaitPublished(500);
        assertThat(second.leading()).isFalse();
        assertThat(first.lag()).isZero();
        first.stop();
        append("a1", 500);
        await().atMost(PATIENCE).until(() -> second.publishedId() == 1_000);
        assertThat(first.leading()).isFalse();

        StatePublisher third = publisher();
        for (int i = 0; i < 5; i++) {
            append("a1", 500);
            execute(LEADERS);
            append("a1", 500);
            awaitPublished(newestId());
            assertThat(second.leading() && third.leading()).isFalse();
        }
        assertThat(assertOrdered(records()))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 6_000).mapToObj(Long::valueOf).toList());
    }

    /** One who lost the lead without knowing it must not write an old state behind a newer one. */
    @Test
    void formerLeader_cannotWriteAnyMore() throws Exception {
        append("a1", 3);
        List<StateChange> old = new PostgresChangeLog(database).after(0, 1);
        AthleteStatesTopic topic = new AthleteStatesTopic(kafka.bootstrapServers(), PARTITIONS, Optional.empty());
        assertThat(topic.ensure()).isTrue();
        try (StateProducer former = new StateProducer(kafka.bootstrapServers())) {
            former.publish(old);
            publisher();
            awaitPublished(3);
            assertThatThrownBy(() -> former.publish(old)).isInstanceOf(KafkaException.class);
        }
        assertThat(changeId(records().getLast())).isEqualTo(3);
    }

    @Test
    void erasedAthlete_leavesATombstone() throws Exception {
        append("a1", 3);
        append("a2", 1);
        publisher();
        awaitPublished(4);
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            Outbox.append(connection, List.of(new Outbox.Changed(TENANT, "a1", null)));
            connection.commit();
        }
        awaitPublished(5);

        Map<String, ConsumerRecord<String, String>> newest = new HashMap<>();
        records().forEach(record -> newest.put(record.key(), record));
        ConsumerRecord<String, String> erased = newest.get(TENANT + "/a1");
        assertThat(erased).isNotNull();
        assertThat(erased.value()).isNull();
        assertThat(headers(erased)).containsEntry("ce_type", "dev.holdfast.athlete.erased");
        assertThat(newest.get(TENANT + "/a2"))
                .isNotNull()
                .satisfies(record -> assertThat(record.value()).isNotNull());
    }

    @Test
    void lostTopic_isFilledAgainWithWhatIsKept() throws Exception {
        append("a1", 3);
        StatePublisher publisher = publisher();
        awaitPublished(3);
        publisher.stop();
        admin.deleteTopics(List.of(AthleteStatesTopic.NAME)).all().get();
        append("a2", 2);
        publisher();
        awaitPublished(5);
        assertThat(assertOrdered(records())).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    private StatePublisher publisher() {
        StatePublisher publisher = new StatePublisher(
                new PostgresChangeLog(database),
                database,
                new SimpleMeterRegistry(),
                kafka.bootstrapServers(),
                PARTITIONS,
                Optional.of((short) 1),
                true);
        started.add(publisher);
        publisher.start();
        return publisher;
    }

    private static void awaitPublished(long id) {
        await().atMost(PATIENCE).until(() -> {
            try (Connection connection = database.getConnection()) {
                return PublisherSql.progress(connection).publishedId() == id;
            }
        });
    }

    /** As a reader does: drops what it has, by the athlete's last id. Returns the ids it took, sorted. */
    private static List<Long> assertOrdered(List<ConsumerRecord<String, String>> records) {
        Map<String, Long> last = new HashMap<>();
        Map<String, Integer> partitions = new HashMap<>();
        List<Long> ids = new ArrayList<>();
        for (ConsumerRecord<String, String> record : records) {
            long id = changeId(record);
            assertThat(partitions.computeIfAbsent(record.key(), key -> record.partition()))
                    .isEqualTo(record.partition());
            if (id > last.getOrDefault(record.key(), 0L)) {
                last.put(record.key(), id);
                ids.add(id);
            }
        }
        ids.sort(null);
        return ids;
    }

    /** Everything that is committed, in the order of each partition. */
    private static List<ConsumerRecord<String, String>> records() {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(AthleteStatesTopic.NAME, partition))
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

    private static long changeId(ConsumerRecord<String, String> record) {
        return Long.parseLong(headers(record).getOrDefault(StateRecord.CHANGE_ID, ""));
    }

    private static Map<String, String> headers(ConsumerRecord<String, String> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return headers;
    }

    private static ConfigResource resource() {
        return new ConfigResource(ConfigResource.Type.TOPIC, AthleteStatesTopic.NAME);
    }

    private static long newestId() {
        return new PostgresChangeLog(database).newestId();
    }

    private static void append(String athlete, int count) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            Outbox.append(
                    connection,
                    IntStream.range(0, count)
                            .mapToObj(i -> new Outbox.Changed(
                                    TENANT, athlete, "{\"athleteId\":\"" + athlete + "\",\"n\":" + i + "}"))
                            .toList());
            connection.commit();
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
