package dev.holdfast.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {
    private static final byte[] LARGE = "x".repeat(200_000).getBytes(StandardCharsets.US_ASCII);

    private final List<String> asked = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
            asked.add("%s %s %s %s"
                    .formatted(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI(),
                            exchange.getRequestHeaders().getFirst("Holdfast-Tenant"),
                            body));
            // A length of 0 makes the server answer in chunks.
            exchange.sendResponseHeaders(200, exchange.getRequestURI().getPath().equals("/chunks") ? 0 : LARGE.length);
            exchange.getResponseBody().write(LARGE);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void answersOfEitherForm_areReadToTheirEnd_onOneConnection() throws IOException {
        try (HttpConnection connection = new HttpConnection(server.getAddress().getPort(), "gym")) {
            connection.get("/chunks", 200);
            connection.post("/whole", "{}".getBytes(StandardCharsets.US_ASCII), 200);
            connection.get("/chunks", 200);
        }

        assertThat(asked).containsExactly("GET /chunks gym ", "POST /whole gym {}", "GET /chunks gym ");
    }

    @Test
    void anotherStatus_isAFailure() throws IOException {
        try (HttpConnection connection = new HttpConnection(server.getAddress().getPort(), "gym")) {
            assertThatThrownBy(() -> connection.get("/whole", 201))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("status=200");
        }
    }
}
