package dev.holdfast.deploy.standalone;

import dev.holdfast.deploy.standalone.Settings.PortName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Ports of the loopback interface: free ones, taken ones, and whether somebody answers there. */
final class Ports {
    private static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(2);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER_WAIT_MAX).build();

    /** Kafka's quorum remembers the controller's port, so the first one chosen for a data folder stays. */
    static Settings keepControllerPort(Settings settings) throws IOException {
        Path file = settings.data().resolve("kafka").resolve("controller.port");
        if (Files.exists(file)) {
            return settings.with(
                    PortName.KAFKA_CONTROLLER,
                    Integer.parseInt(Files.readString(file).strip()));
        }
        Files.createDirectories(settings.data().resolve("kafka"));
        Files.writeString(file, settings.port(PortName.KAFKA_CONTROLLER) + "\n");
        return settings;
    }

    static void requireFree(Settings settings) throws StartException {
        for (PortName name : PortName.values()) {
            int port = settings.port(name);
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException e) {
                String remedy = name == PortName.KAFKA_CONTROLLER
                        ? "stop what listens there; a data folder keeps this port, so only a new HOLDFAST_DATA can have another"
                        : "stop what listens there, or set " + name.variable + " to another port";
                throw new StartException(
                        "cannot start: port " + port + " is taken: " + name.variable + "=" + port + ": " + remedy);
            }
        }
    }

    boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    Math.toIntExact(ANSWER_WAIT_MAX.toMillis()));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    boolean healthy(String baseUrl) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/q/health/started"))
                .timeout(ANSWER_WAIT_MAX)
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
