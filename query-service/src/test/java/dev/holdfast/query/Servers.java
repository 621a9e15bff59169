package dev.holdfast.query;

import dev.holdfast.deploy.embedded.EmbeddedKafkaBroker;
import dev.holdfast.deploy.embedded.EmbeddedPostgresServer;
import dev.holdfast.deploy.embedded.FreePort;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL and a real Kafka for the tests, with the topic as command-service makes it. */
public class Servers implements QuarkusTestResourceLifecycleManager {
    private static @Nullable Servers newest;

    private @Nullable EmbeddedPostgresServer postgres;
    private @Nullable EmbeddedKafkaBroker kafka;

    @Override
    public Map<String, String> start() {
        newest = this;
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "servers")), "run");
            EmbeddedPostgresServer database =
                    EmbeddedPostgresServer.start(folder.resolve("pg").toAbsolutePath(), FreePort.find());
            postgres = database;
            EmbeddedKafkaBroker broker = EmbeddedKafkaBroker.start(
                    folder.resolve("kafka").toAbsolutePath(), FreePort.find(), FreePort.find());
            kafka = broker;
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                admin.createTopics(List.of(new NewTopic("training-events", 8, (short) 1)))
                        .all()
                        .get();
            }
            return Map.of(
                    "quarkus.datasource.jdbc.url",
                    database.jdbcUrl(EmbeddedPostgresServer.READ_DATABASE),
                    "quarkus.datasource.store.jdbc.url",
                    database.jdbcUrl(EmbeddedPostgresServer.STORE_DATABASE),
                    "kafka.bootstrap.servers",
                    broker.bootstrapServers(),
                    // Receivers of webhooks stand on this machine, and a test does not wait for an hour.
                    "holdfast.webhooks.private-destinations",
                    "true",
                    "holdfast.webhooks.plain-http",
                    "true",
                    "holdfast.webhooks.first-pause",
                    "PT0.05S",
                    "holdfast.webhooks.attempts-max",
                    "4");
        } catch (IOException | ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Stops the Kafka of the running application, which does not come back. */
    public static void stopKafka() {
        Servers running = newest;
        if (running != null && running.kafka != null) {
            running.kafka.close();
            running.kafka = null;
        }
    }

    @Override
    public void stop() {
        if (kafka != null) {
            kafka.close();
        }
        try {
            if (postgres != null) {
                postgres.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
