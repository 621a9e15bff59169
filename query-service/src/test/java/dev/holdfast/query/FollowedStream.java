package dev.holdfast.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Server-sent events of a tenant, as a follower reads them over HTTP. */
public record FollowedStream(HttpClient client, BufferedReader lines) implements AutoCloseable {
    public record Frame(long id, String event, String data) {}

    /** @param lastEventId null to begin anew */
    public static FollowedStream open(URI service, String tenant, @Nullable Long lastEventId)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(service.resolve("/v1/subscription")).header("Holdfast-Tenant", tenant);
        if (lastEventId != null) {
            request.header("Last-Event-ID", Long.toString(lastEventId));
        }
        HttpClient client = HttpClient.newHttpClient();
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return new FollowedStream(
                client, new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
    }

    public List<Frame> next(int count) throws IOException {
        List<Frame> frames = new ArrayList<>();
        while (frames.size() < count) {
            frames.add(next());
        }
        return frames;
    }

    /** @throws IOException when the stream has ended */
    public Frame next() throws IOException {
        long id = 0;
        String event = "message";
        @Nullable String data = null;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id: ")) {
                id = Long.parseLong(line.substring(4));
            } else if (line.startsWith("event: ")) {
                event = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            } else if (line.isEmpty() && data != null) {
                return new Frame(id, event, data);
            }
        }
        throw new IOException("the stream ended");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
