package dev.holdfast.command.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.NewEvent;
import dev.holdfast.command.eventstore.StoreDatabase;
import dev.holdfast.command.eventstore.StoreWakeups;
import dev.holdfast.command.eventstore.groupcommit.GroupCommit;
import dev.holdfast.deploy.embedded.EmbeddedKafkaBroker;
import dev.holdfast.deploy.embedded.FreePort;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.kit.kafka.KafkaTopics;
import dev.holdfast.kit.kafka.TrainingEventsTopic;
import dev.holdfast.kit.tenancy.AthletePath;
import dev.holdfast.kit.work.SupervisedThread;
import dev.holdfast.wire.ReceivedHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** The publisher between a real store and a real broker. */
class PublisherIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int PARTITIONS = 8;

    @Test
    void publisher_overRestartsTakeoverAndAnAbsentBroker_losesNothingAndKeepsTheOrder() throws Exception {
        StoreDatabase database = StoreDatabase.create();
        Path folder = Files.createTempDirectory("holdfast-kafka");
        int port = FreePort.find();
        int controllerPort = FreePort.find();
        EmbeddedKafkaBroker broker = EmbeddedKafkaBroker.start(folder, port, controllerPort);
        try (StoreWakeups wakeups = new StoreWakeups(database.connections());
                GroupCommit appends = new GroupCommit(database.connections(), Clock.systemUTC())) {
            String bootstrap = broker.bootstrapServers();
            try (Publisher leader = new Publisher(
                    database.connections(), database.dataSource(), wakeups, Clock.systemUTC(), bootstrap)) {
                await().atMost(PATIENCE).until(leader::isLeading);
                try (Publisher follower = new Publisher(
                        database.connections(), database.dataSource(), wakeups, Clock.systemUTC(), bootstrap)) {
                    append(appends, 0, 3_000);
                    await().atMost(PATIENCE).until(() -> leader.publishedPosition() == 3_000);
                    assertThat(follower.isLeading()).isFalse();
                    leader.close();
                    append(appends, 3_000, 500);
                    await().atMost(PATIENCE).until(() -> follower.publishedPosition() == 3_500);

                    broker.close();
                    append(appends, 3_500, 500);
                    await().atMost(PATIENCE).until(() -> follower.state().lag().events() == 500);
                    assertThat(follower.state().lag().seconds()).isPositive();
                    broker = EmbeddedKafkaBroker.start(folder, port, controllerPort);
                    await().atMost(PATIENCE).until(() -> follower.publishedPosition() == 4_000);
                    assertThat(follower.state().lag().headPosition()).isEqualTo(4_000);
                    assertThat(follower.state().lag().seconds()).isZero();
                    assertThat(follower.state().partitions().values()).contains(4_000L);
                }
            }
            assertThat(read(bootstrap)).hasSize(4_000);
        } finally {
            broker.close();
        }
    }

    @Test
    void page_withARecordThatKafkaDoesNotTake_isPublishedUpToThere() throws Exception {
        StoreDatabase database = StoreDatabase.create();
        try (EmbeddedKafkaBroker broker = EmbeddedKafkaBroker.start(
                        Files.createTempDirectory("holdfast-kafka"), FreePort.find(), FreePort.find());
                GroupCommit appends = new GroupCommit(database.connections(), Clock.systemUTC());
                Connection connection = database.dataSource().getConnection()) {
            append(appends, 0, 1_000);
            try (Statement statement = connection.createStatement()) {
                // An unknown field of 1.2 MB: such a record is larger than a producer sends.
                statement.executeUpdate("update event set payload = payload || '\\xc23e809f49'::bytea"
                        + " || decode(repeat('00', 1200000), 'hex') where position = 500");
            }
            int partitions = TrainingEventsTopic.ensure(broker.bootstrapServers());
            try (PagePublisher pages =
                    new PagePublisher(broker.bootstrapServers(), Clock.systemUTC(), partitions, 0, Map.of())) {
                assertThatThrownBy(() -> pages.publishNext(connection))
                        .isInstanceOf(KafkaException.class)
                        .hasMessageContaining("RecordTooLargeException");
                assertThat(pages.position()).isZero();
            }
            assertThat(read(broker.bootstrapServers())).allMatch(position -> position < 500);
        }
    }

    @Test
    void publisher_ofEventsThatAClockAheadHasRecorded_goesOn() throws Exception {
        StoreDatabase database = StoreDatabase.create();
        try (EmbeddedKafkaBroker broker = startBroker();
                StoreWakeups wakeups = new StoreWakeups(database.connections());
                GroupCommit appends = new GroupCommit(database.connections(), Clock.systemUTC())) {
            execute(database, "update event_head set recorded_at = now() + interval '2 hours'");
            append(appends, 0, 10);
            try (Publisher publisher = publisher(database, wakeups, broker)) {
                await().atMost(PATIENCE).until(() -> publisher.publishedPosition() == 10);
            }
            assertThat(read(broker.bootstrapServers())).hasSize(10);
        }
    }

    @Test
    void publisher_toATopicOfAnotherNumberOfPartitions_publishesNothing_andSaysWhy() throws Exception {
        StoreDatabase database = StoreDatabase.create();
        try (EmbeddedKafkaBroker broker = startBroker();
                StoreWakeups wakeups = new StoreWakeups(database.connections());
                GroupCommit appends = new GroupCommit(database.connections(), Clock.systemUTC());
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            append(appends, 0, 10);
            try (Publisher publisher = publisher(database, wakeups, broker)) {
                await().atMost(PATIENCE).until(() -> publisher.publishedPosition() == 10);
            }
            admin.createPartitions(Map.of(TrainingEventsTopic.NAME, NewPartitions.increaseTo(12)))
                    .all()
                    .get();
            append(appends, 10, 10);
            try (Publisher publisher = publisher(database, wakeups, broker)) {
                await().atMost(PATIENCE)
                        .until(() -> SupervisedThread.all().stream()
                                .anyMatch(thread ->
                                        String.valueOf(thread.failure()).contains("12 partitions and had 8")));
                assertThat(publisher.publishedPosition()).isEqualTo(10);
            }
        }
    }

    @Test
    void ensure_ofATopicWithOtherSettings_givesItThoseThatReceiptsPromise() throws Exception {
        try (EmbeddedKafkaBroker broker = startBroker();
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                KafkaTopics topics = new KafkaTopics(broker.bootstrapServers())) {
            topics.make(new NewTopic(TrainingEventsTopic.NAME, 3, (short) 1)
                    .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1")));
            assertThat(TrainingEventsTopic.ensure(broker.bootstrapServers())).isEqualTo(3);
            assertThat(admin.listTopics().names().get()).contains(TrainingEventsTopic.NAME);
            long kept = Long.parseLong(topics.setting(TrainingEventsTopic.NAME, TopicConfig.RETENTION_MS_CONFIG))
                    + Long.parseLong(topics.setting(TrainingEventsTopic.NAME, TopicConfig.SEGMENT_MS_CONFIG));
            assertThat(TrainingEventsTopic.GONE_AFTER).isGreaterThan(Duration.ofMillis(kept));
        }
    }

    private static EmbeddedKafkaBroker startBroker() throws Exception {
        return EmbeddedKafkaBroker.start(Files.createTempDirectory("holdfast-kafka"), FreePort.find(), FreePort.find());
    }

    private static Publisher publisher(StoreDatabase database, StoreWakeups wakeups, EmbeddedKafkaBroker broker) {
        return new Publisher(
                database.connections(), database.dataSource(), wakeups, Clock.systemUTC(), broker.bootstrapServers());
    }

    private static void execute(StoreDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Reads as a consumer does: drops what it has, and stops at a gap. */
    private static Set<Long> read(String bootstrap) {
        Set<Long> positions = new HashSet<>();
        Map<Integer, Long> last = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = new ArrayList<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                all.add(new TopicPartition(TrainingEventsTopic.NAME, partition));
            }
            consumer.assign(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    ReceivedHeaders headers = new ReceivedHeaders();
                    record.headers().forEach(header -> headers.add(header.key(), header.value()));
                    RecordedEvent event = headers.event(record.value());
                    long seen = last.getOrDefault(record.partition(), 0L);
                    if (event.position() > seen) {
                        assertThat(headers.previousPosition()).isEqualTo(seen);
                        last.put(record.partition(), event.position());
                        positions.add(event.position());
                    }
                    assertThat(new String(record.key(), StandardCharsets.UTF_8))
                            .isEqualTo(AthletePath.of(event.tenant(), event.athlete())
                                    .toString());
                }
            }
        }
        return positions;
    }

    private static void append(GroupCommit appends, int from, int count) {
        List<CompletableFuture<?>> appended = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            appended.add(appends.append(
                    null,
                    List.of(NewEvent.of(
                            UUID.randomUUID(),
                            new AthleteKey("iron-works", "a" + i % 97),
                            OffsetDateTime.parse("2026-01-05T18:00:00+01:00"),
                            new EventKey("test", Integer.toString(i)),
                            new TrainingEvent.TrainingPaused(false, null)))));
        }
        CompletableFuture.allOf(appended.toArray(CompletableFuture[]::new)).join();
    }
}
