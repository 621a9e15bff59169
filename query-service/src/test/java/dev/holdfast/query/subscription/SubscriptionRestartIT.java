package dev.holdfast.query.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.deploy.embedded.EmbeddedPostgresServer;
import dev.holdfast.deploy.embedded.FreePort;
import dev.holdfast.query.FollowedStream;
import dev.holdfast.query.FollowedStream.Frame;
import dev.holdfast.query.subscription.http.SubscriptionRoutes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** The streams over HTTP from one instance after the other, over one database. */
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class SubscriptionRestartIT {
    private static final String TENANT = "iron-works";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LONG = "{\"long\":\"" + "x".repeat(8_000) + "\"}";

    @TempDir
    static Path folder;

    private static EmbeddedPostgresServer postgres;
    private static PGSimpleDataSource database;

    @BeforeAll
    static void start() throws IOException, SQLException {
        postgres = EmbeddedPostgresServer.start(folder.resolve("pg"), FreePort.find());
        database = new PGSimpleDataSource();
        database.setUrl(postgres.jdbcUrl(EmbeddedPostgresServer.READ_DATABASE));
        database.setUser(EmbeddedPostgresServer.USER);
        for (String migration : List.of("V20__stream.sql", "V38__stream_forgotten.sql", "V39__published.sql")) {
            execute(Files.readString(Path.of("src/main/resources/db/migration", migration)));
        }
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        execute("delete from stream.change; update stream.head set id = 0, forgotten_id = 0");
    }

    @Test
    void lastEventId_afterARestart_bringsExactlyWhatIsMissing() throws Exception {
        List<Frame> seen = new ArrayList<>();
        try (Instance first = Instance.start();
                FollowedStream stream = FollowedStream.open(first.uri(), TENANT, 0L)) {
            append(1_000, "{}");
            seen.addAll(stream.next(700));
            append(300, "{}");
        }
        long last = seen.getLast().id();
        append(500, "{}");
        try (Instance second = Instance.start();
                FollowedStream stream = FollowedStream.open(second.uri(), TENANT, last)) {
            seen.addAll(stream.next(1_000));
            append(100, "{}");
            seen.addAll(stream.next(200));
        }
        assertThat(seen).extracting(Frame::event).containsOnly("state");
        assertThat(seen)
                .extracting(Frame::id)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 1_900).boxed().toList());
    }

    @Test
    void readerThatStopsReading_isToldWhereToGoOn_andMissesNothing() throws Exception {
        List<Long> seen = new ArrayList<>();
        try (Instance instance = Instance.start()) {
            try (FollowedStream stream = FollowedStream.open(instance.uri(), TENANT, 0L)) {
                append(1, LONG);
                seen.add(stream.next().id());
                // Nothing is read from here on; the sockets' own buffers fill first.
                await().atMost(PATIENCE).until(() -> {
                    append(100, LONG);
                    return instance.thread().feed().subscribers() == 0;
                });
                Frame frame = stream.next();
                for (; frame.event().equals("state"); frame = stream.next()) {
                    seen.add(frame.id());
                }
                assertThat(frame).isEqualTo(new Frame(0, "fell-behind", "{\"resumeFrom\":" + seen.getLast() + "}"));
                assertThatThrownBy(stream::next).isInstanceOf(IOException.class);
            }
            long newest = new PostgresChangeLog(database).newestId();
            assertThat(seen.getLast()).isLessThan(newest);
            try (FollowedStream stream = FollowedStream.open(instance.uri(), TENANT, seen.getLast())) {
                stream.next((int) (newest - seen.getLast())).forEach(frame -> seen.add(frame.id()));
            }
            assertThat(seen)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, newest).boxed().toList());
        }
    }

    /** What an instance of query-service has for its streams. */
    private record Instance(Vertx vertx, FeedThread thread, URI uri) implements AutoCloseable {
        static Instance start() throws Exception {
            Vertx vertx = Vertx.vertx();
            PostgresChangeLog log = new PostgresChangeLog(database);
            FeedThread thread = new FeedThread(log, new SimpleMeterRegistry());
            thread.start(new StartupEvent());
            Router router = Router.router(vertx);
            new SubscriptionRoutes(thread, log).routes(router);
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return new Instance(vertx, thread, URI.create("http://127.0.0.1:" + server.actualPort()));
        }

        @Override
        public void close() throws Exception {
            thread.stop(new ShutdownEvent());
            vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static void append(int count, String json) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            Outbox.append(
                    connection,
                    IntStream.range(0, count)
                            .mapToObj(i -> new Outbox.Changed(TENANT, "a" + i % 7, json))
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
