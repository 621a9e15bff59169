package dev.holdfast.deploy.contract;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** HTTP as bytes, since a client library would refuse to send what a service must withstand. */
public final class Wire {
    /** No single answer takes that long, a stuck one is told. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int LINE_BYTES_MAX = 64 * 1024;

    private final int port;

    public Wire(int port) {
        this.port = port;
    }

    /** @param body empty for a stream of events, which has no end */
    public record Answer(int status, Map<String, String> headers, String body) {
        public String contentType() {
            return headers.getOrDefault("content-type", "");
        }
    }

    public Answer send(String method, String target, Map<String, String> headers, byte @Nullable [] body)
            throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout((int) PATIENCE.toMillis());
            StringBuilder head =
                    new StringBuilder(method + " " + target + " HTTP/1.0\r\nHost: 127.0.0.1:" + port + "\r\n");
            headers.forEach((name, value) ->
                    head.append(name).append(": ").append(value).append("\r\n"));
            if (body != null) {
                head.append("Content-Length: ").append(body.length).append("\r\n");
            }
            socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            IOException unsent = body == null ? null : sent(socket, body);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String status = line(in);
            if (!status.startsWith("HTTP/1.")) {
                throw new IOException("no answer to %s %s: %s".formatted(method, target, status), unsent);
            }
            Map<String, String> answered = new TreeMap<>();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                int colon = line.indexOf(':');
                answered.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            boolean endless = answered.getOrDefault("content-type", "").startsWith("text/event-stream");
            String text = endless ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(Integer.parseInt(status.split(" ")[1]), answered, text);
        }
    }

    /** A service may answer and close before it has read everything; what it answered counts. */
    private static @Nullable IOException sent(Socket socket, byte[] body) {
        try {
            socket.getOutputStream().write(body);
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int each = in.read(); each >= 0 && each != '\n' && line.size() < LINE_BYTES_MAX; each = in.read()) {
            if (each != '\r') {
                line.write(each);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
