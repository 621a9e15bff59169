package dev.holdfast.query.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.sun.net.httpserver.HttpServer;
import dev.holdfast.query.Servers;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deliveries to a real receiver over a real connection. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
@SuppressWarnings("NullAway.Init")
class WebhookIT {
    private static final Duration WAIT_MAX = Duration.ofSeconds(20);
    private static final Pattern CHANGE_ID = Pattern.compile("\"changeId\":(\\d+)");

    @Inject
    AgroalDataSource database;

    private final String tenant = "hooks-" + UUID.randomUUID();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile IntUnaryOperator answers = call -> 204;
    private HttpServer receiver;

    record Received(String path, String id, String timestamp, String signature, String body) {
        long changeId() {
            Matcher matcher = CHANGE_ID.matcher(body);
            assertThat(matcher.find()).isTrue();
            return Long.parseLong(matcher.group(1));
        }
    }

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int status = answers.applyAsInt(calls.incrementAndGet());
            if (status == 302) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
            }
            var headers = exchange.getRequestHeaders();
            received.add(new Received(
                    exchange.getRequestURI().getPath(),
                    headers.getFirst("webhook-id"),
                    headers.getFirst("webhook-timestamp"),
                    headers.getFirst("webhook-signature"),
                    body));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    @Test
    void changes_arriveSignedOnceAndInOrder() throws SQLException {
        String secret = add(null).path("secret");
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            ids.addAll(append(tenant, "a" + i % 3, 10));
            append("other-" + tenant, "a1", 3);
        }

        awaitReceived(ids.size());
        assertThat(received).extracting(Received::changeId).containsExactlyElementsOf(ids);
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        for (Received each : received) {
            assertThat(each.id()).isEqualTo("chg_" + each.changeId());
            assertThat(each.signature())
                    .isEqualTo(new Secret(key).sign(each.id(), Long.parseLong(each.timestamp()), each.body()));
        }
    }

    @Test
    void scopeOfOneAthlete_hearsNothingOfOthers() throws SQLException {
        add("a1");
        append(tenant, "a2", 5);
        List<Long> ids = append(tenant, "a1", 2);

        awaitReceived(2);
        assertThat(received).extracting(Received::changeId).containsExactlyElementsOf(ids);
    }

    @Test
    void failingReceiver_isTriedAgain_andMissesNothing() throws SQLException {
        answers = call -> call <= 2 ? 503 : 200;
        String id = add(null).path("webhookId");
        List<Long> ids = append(tenant, "a1", 5);

        awaitReceived(7);
        assertThat(received.subList(2, 7)).extracting(Received::changeId).containsExactlyElementsOf(ids);
        assertThat(received.subList(0, 2)).extracting(Received::changeId).containsOnly(ids.getFirst());
        await().atMost(WAIT_MAX).until(() -> one(id).path("status").equals("active"));
        assertThat(one(id).<List<String>>path("attempts.outcome")).contains("failed", "accepted");
    }

    @Test
    void repeatedFailure_disablesVisibly_andEnableGoesOn() throws SQLException {
        answers = call -> 500;
        String id = add(null).path("webhookId");
        List<Long> ids = append(tenant, "a1", 3);

        await().atMost(WAIT_MAX).until(() -> one(id).path("status").equals("disabled"));
        assertThat(one(id).<String>path("disabledReason"))
                .isEqualTo("4 attempts in a row failed; the last one: answered 500");
        int before = calls.get();
        answers = call -> 200;
        given().header("Holdfast-Tenant", tenant)
                .post("/v1/webhooks/" + id + "/enable")
                .then()
                .statusCode(200)
                .body("status", equalTo("active"));
        awaitReceived(before + 3);
        assertThat(received.subList(before, before + 3))
                .extracting(Received::changeId)
                .containsExactlyElementsOf(ids);
    }

    /** The limit here is four: four failures, but never four in a row. */
    @Test
    void successBetweenFailures_beginsTheCountAgain() throws SQLException {
        answers = call -> call <= 3 || call == 5 ? 500 : 200;
        String id = add(null).path("webhookId");
        List<Long> ids = append(tenant, "a1", 5);

        awaitReceived(9);
        assertThat(one(id).<String>path("status")).isEqualTo("active");
        assertThat(received.subList(0, 4)).extracting(Received::changeId).containsOnly(ids.getFirst());
        assertThat(received.subList(5, 9)).extracting(Received::changeId).containsExactlyElementsOf(ids.subList(1, 5));
    }

    @Test
    void secretRotatedInTheMiddleOfAPage_signsTheNextMessage() throws SQLException {
        CountDownLatch rotated = new CountDownLatch(1);
        answers = call -> {
            waitFor(rotated, WAIT_MAX);
            return 200;
        };
        String id = add(null).path("webhookId");
        append(tenant, "a1", 2);
        await().atMost(WAIT_MAX).until(() -> calls.get() == 1);
        String next = given().header("Holdfast-Tenant", tenant)
                .contentType("application/json")
                .post("/v1/webhooks/" + id + "/secret-rotations")
                .then()
                .statusCode(200)
                .extract()
                .path("secret");
        rotated.countDown();

        awaitReceived(2);
        Received second = received.get(1);
        assertThat(second.signature()).contains(signature(next, second));
    }

    private static void waitFor(CountDownLatch latch, Duration max) {
        try {
            latch.await(max.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void slowReceiversOfTwoTenants_delayAThirdByNoMoreThanAFewSeconds() throws Exception {
        HttpServer slow = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            slow.setExecutor(threads);
            slow.createContext("/", exchange -> {
                exchange.getRequestBody().readAllBytes();
                waitFor(new CountDownLatch(1), Duration.ofSeconds(2));
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            slow.start();
            List<String> others = List.of("slow-1-" + tenant, "slow-2-" + tenant);
            for (String other : others) {
                for (int i = 0; i < 16; i++) {
                    add(other, slow.getAddress().getPort(), null);
                }
                append(other, "a1", 200);
            }
            // All that may be are in work.
            await().atMost(WAIT_MAX).until(() -> others.stream().allMatch(this::hasAttempts));
            add(null);
            append(tenant, "a1", 1);

            await().atMost(Duration.ofSeconds(8)).until(() -> received.size() == 1);
            for (String other : others) {
                for (String id : webhooks(other)) {
                    given().header("Holdfast-Tenant", other)
                            .delete("/v1/webhooks/" + id)
                            .then()
                            .statusCode(204);
                }
            }
        } finally {
            slow.stop(0);
        }
    }

    private boolean hasAttempts(String other) {
        return webhooks(other).stream()
                        .filter(id -> !given().header("Holdfast-Tenant", other)
                                .get("/v1/webhooks/" + id)
                                .<List<Object>>path("attempts")
                                .isEmpty())
                        .count()
                >= 4;
    }

    private static List<String> webhooks(String other) {
        return given().header("Holdfast-Tenant", other).get("/v1/webhooks").path("items.webhookId");
    }

    @Test
    void replay_sendsTheSameMessagesAgain() throws SQLException {
        String id = add(null).path("webhookId");
        List<Long> ids = append(tenant, "a1", 6);
        awaitReceived(6);
        await().atMost(WAIT_MAX).until(() -> one(id).<Number>path("deliveredId").longValue() >= ids.getLast());

        given().header("Holdfast-Tenant", tenant)
                .contentType("application/json")
                .body("{\"afterId\":" + ids.get(2) + "}")
                .post("/v1/webhooks/" + id + "/replays")
                .then()
                .statusCode(202);

        awaitReceived(9);
        assertThat(received.subList(6, 9))
                .extracting(Received::body)
                .isEqualTo(received.subList(3, 6).stream().map(Received::body).toList());
        assertThat(received.subList(6, 9))
                .extracting(Received::id)
                .isEqualTo(received.subList(3, 6).stream().map(Received::id).toList());
    }

    @Test
    void rotatedSecret_bothSign() throws SQLException {
        Response added = add(null);
        String rotated = given().header("Holdfast-Tenant", tenant)
                .post("/v1/webhooks/" + added.path("webhookId") + "/secret-rotations")
                .path("secret");
        append(tenant, "a1", 1);

        awaitReceived(1);
        Received message = received.getFirst();
        assertThat(message.signature().split(" "))
                .containsExactly(signature(rotated, message), signature(added.path("secret"), message));
    }

    @Test
    void redirect_isNotFollowed() throws SQLException {
        answers = call -> call == 1 ? 302 : 200;
        add(null);
        append(tenant, "a1", 1);

        awaitReceived(2);
        assertThat(received).extracting(Received::path).containsOnly("/hook");
    }

    @Test
    void badAsk_namesFieldValueAndRemedy() {
        given().header("Holdfast-Tenant", tenant)
                .contentType("application/json")
                .body("{\"url\":\"ftp://example.org/\"}")
                .post("/v1/webhooks")
                .then()
                .statusCode(400)
                .body("field", equalTo("url"))
                .body("value", equalTo("ftp://example.org/"))
                .body("remedy", containsString("https://host/path"));
        given().header("Holdfast-Tenant", tenant)
                .get("/v1/webhooks/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("field", equalTo("webhookId"));
    }

    /** The example of docs/webhooks.md, run as it stands there. */
    @Test
    void pythonExampleOfTheDocs_verifiesARealMessage_andRefusesAForgedOne() throws Exception {
        String secret = add(null).path("secret");
        append(tenant, "a1", 1);
        awaitReceived(1);
        Received message = received.getFirst();
        Matcher example = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/webhooks.md")));
        assertThat(example.find()).isTrue();
        Path script = Files.createTempFile(Path.of("target"), "verify", ".py");
        Files.writeString(script, example.group(1) + """
                import sys
                headers = {"webhook-id": sys.argv[2], "webhook-timestamp": sys.argv[3], "webhook-signature": sys.argv[4]}
                print(verify(sys.argv[1], headers, sys.argv[5].encode()), verify(sys.argv[1], headers, b"{}"))
                """);

        Process python = new ProcessBuilder(
                        "python3",
                        script.toString(),
                        secret,
                        message.id(),
                        message.timestamp(),
                        message.signature(),
                        message.body())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
                .isEqualTo("True False");
    }

    private static String signature(String secret, Received message) {
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        return new Secret(key).sign(message.id(), Long.parseLong(message.timestamp()), message.body());
    }

    private Response add(@Nullable String athlete) {
        return add(tenant, receiver.getAddress().getPort(), athlete);
    }

    private static Response add(String tenant, int port, @Nullable String athlete) {
        String url = "http://127.0.0.1:" + port + "/hook";
        String scope = athlete == null ? "" : ",\"athleteId\":\"" + athlete + "\"";
        return given().header("Holdfast-Tenant", tenant)
                .contentType("application/json")
                .body("{\"url\":\"" + url + "\"" + scope + "}")
                .post("/v1/webhooks")
                .then()
                .statusCode(201)
                .extract()
                .response();
    }

    private Response one(String id) {
        return given().header("Holdfast-Tenant", tenant).get("/v1/webhooks/" + id);
    }

    private void awaitReceived(int count) {
        await().atMost(WAIT_MAX).until(() -> received.size() >= count);
    }

    private List<Long> append(String tenantId, String athlete, int count) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement head =
                            connection.prepareStatement("update stream.head set id = id + ? returning id");
                    PreparedStatement insert = connection.prepareStatement(
                            "insert into stream.change (id, tenant_id, athlete_id, state) values (?, ?, ?, ?)")) {
                head.setInt(1, count);
                long last;
                try (ResultSet rows = head.executeQuery()) {
                    rows.next();
                    last = rows.getLong(1);
                }
                for (long id = last - count + 1; id <= last; id++) {
                    insert.setLong(1, id);
                    insert.setString(2, tenantId);
                    insert.setString(3, athlete);
                    insert.setString(4, "{\"athleteId\":\"" + athlete + "\",\"n\":" + id + "}");
                    insert.addBatch();
                    ids.add(id);
                }
                insert.executeBatch();
            }
            connection.commit();
        }
        return ids;
    }
}
