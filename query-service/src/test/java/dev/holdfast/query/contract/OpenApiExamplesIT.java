package dev.holdfast.query.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.holdfast.deploy.contract.Examples;
import dev.holdfast.deploy.contract.ServedApi;
import dev.holdfast.deploy.contract.Wire;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.kit.http.Cursor;
import dev.holdfast.query.Rebuilt;
import dev.holdfast.query.SeededGym;
import dev.holdfast.query.Servers;
import dev.holdfast.query.projection.Histories;
import dev.holdfast.query.projection.PartitionProjector;
import dev.holdfast.query.projection.RandomLife;
import dev.holdfast.timeline.TimelineChange;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Every operation of the served document, sent as its own examples have it. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
@SuppressWarnings("NullAway.Init")
class OpenApiExamplesIT {
    private static final String TENANT = "contract";
    private static final Instant BEGIN = Instant.parse("2025-01-01T18:00:00Z");
    private static final Duration WAIT_MAX = Duration.ofSeconds(20);

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    @Inject
    AgroalDataSource database;

    @Inject
    PartitionProjector projector;

    @Inject
    @DataSource("store")
    AgroalDataSource store;

    @Test
    void theKeptDocument_isTheServedOne() throws IOException {
        ServedApi api = ServedApi.on(port);
        assertThat(api.kept("queries"))
                .as("after a wanted change: mvn verify -Dtest=OpenApiExamplesIT -Dholdfast.openapi.write=true")
                .isEqualTo(api.text());
    }

    @Test
    void everyOperation_hasExamples_andAnswersThemAsDocumented() throws IOException, SQLException {
        ServedApi api = ServedApi.on(port);
        new SeededGym(TENANT)
                .trained("a7", BEGIN, BEGIN.plus(Duration.ofDays(120)))
                .paused("a7", BEGIN.plus(Duration.ofDays(130)))
                .trained("a8", BEGIN, BEGIN.plus(Duration.ofDays(200)))
                .project(projector);
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        try {
            String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/";
            Map<String, String> instead = Map.of(
                    "fjE3NjQzMjQwMDAwMDAwMDB-MH5hNw",
                    Cursor.of("~" + TimelineChange.micros(Instant.now()) + "~0~a7"),
                    "iron-works",
                    TENANT,
                    "5",
                    Integer.toString(deadLetter()),
                    "118",
                    "4",
                    "https://hooks.example.org/holdfast",
                    url,
                    "0b7e9a52-3f64-4d18-8c27-5a1e6f90b3d4",
                    made(api, "/v1/webhooks", "webhookId", "{\"url\":\"" + url + "\"}"),
                    "6f1d2c3b-8a4e-4f6d-9b1a-2c3d4e5f6a7b",
                    rebuilt(api));
            // A rebuild of this little ends before anybody can abort it.
            assertThat(new Examples(api, Set.of("DELETE /v1/rebuilds/{id}"), instead).differences())
                    .isEmpty();
        } finally {
            receiver.stop(0);
            Rebuilt.forget(database);
        }
        assertThat(api.operations()).hasSizeGreaterThan(25);
    }

    /** The partition of a record that could not be read, with an event in the store that can. */
    private int deadLetter() throws SQLException {
        List<RecordedEvent> life = new RandomLife(8, TENANT).next(1, 10);
        Histories.store(store, life);
        int partition = Histories.nextPartition();
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(Histories.records(partition, life));
        ConsumerRecord<byte[], byte[]> good = records.get(4);
        records.set(
                4,
                new ConsumerRecord<>(
                        good.topic(),
                        partition,
                        good.offset(),
                        0,
                        TimestampType.CREATE_TIME,
                        1,
                        1,
                        good.key(),
                        new byte[] {(byte) 0xFF},
                        good.headers(),
                        Optional.empty()));
        projector.progress(Set.of(partition));
        projector.project(partition, records);
        return partition;
    }

    private static String rebuilt(ServedApi api) throws IOException {
        String id = made(api, "/v1/rebuilds", "id", "{\"from\":\"timeline\"}");
        await().atMost(WAIT_MAX)
                .until(() -> api.wire()
                        .send("GET", "/v1/rebuilds/" + id, Map.of(), null)
                        .body()
                        .contains("\"status\":\"done\""));
        return id;
    }

    private static String made(ServedApi api, String path, String idField, String body) throws IOException {
        Wire.Answer answer = api.wire()
                .send(
                        "POST",
                        path,
                        Map.of("Holdfast-Tenant", TENANT, "Content-Type", "application/json"),
                        body.getBytes(StandardCharsets.UTF_8));
        Matcher id = Pattern.compile("\"" + idField + "\":\"([^\"]+)\"").matcher(answer.body());
        assertThat(id.find()).as(answer.body()).isTrue();
        return id.group(1);
    }
}
