package dev.holdfast.command;

import dev.holdfast.command.eventstore.StoreDatabase;
import dev.holdfast.deploy.embedded.EmbeddedKafkaBroker;
import dev.holdfast.deploy.embedded.EmbeddedPostgresServer;
import dev.holdfast.deploy.embedded.FreePort;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL and a real Kafka broker for tests of the whole service. */
public class RealServers implements QuarkusTestResourceLifecycleManager {
    private @Nullable EmbeddedKafkaBroker kafka;

    @Override
    public Map<String, String> start() {
        try {
            EmbeddedPostgresServer postgres = StoreDatabase.server();
            EmbeddedKafkaBroker broker = EmbeddedKafkaBroker.start(
                    Files.createTempDirectory("holdfast-kafka"), FreePort.find(), FreePort.find());
            kafka = broker;
            return Map.of(
                    "quarkus.datasource.jdbc.url",
                    postgres.jdbcUrl(EmbeddedPostgresServer.STORE_DATABASE),
                    "quarkus.datasource.username",
                    EmbeddedPostgresServer.USER,
                    "kafka.bootstrap.servers",
                    broker.bootstrapServers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (kafka != null) {
            kafka.close();
        }
    }
}
