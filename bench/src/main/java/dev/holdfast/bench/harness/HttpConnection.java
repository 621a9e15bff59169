package dev.holdfast.bench.harness;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept-alive HTTP/1.1 connection. As little client as possible: both sides share the machine, and what the client
 * takes, the service does not have.
 */
public final class HttpConnection implements AutoCloseable {
    private static final int HEAD_BYTES_MAX = 1 << 13;

    private final String tenant;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[1 << 16];
    private int read;
    private int filled;

    public HttpConnection(int port, String tenant) throws IOException {
        this.tenant = tenant;
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** Reads the whole answer; any status but the expected one is a failure. */
    public void get(String path, int expectedStatus) throws IOException {
        exchange("GET " + path, "", new byte[0], expectedStatus);
    }

    /** Reads the whole answer; any status but the expected one is a failure. */
    public void post(String path, byte[] json, int expectedStatus) throws IOException {
        exchange(
                "POST " + path,
                "Content-Type: application/json\r\nContent-Length: " + json.length + "\r\n",
                json,
                expectedStatus);
    }

    private void exchange(String request, String headers, byte[] body, int expectedStatus) throws IOException {
        byte[] head = (request + " HTTP/1.1\r\nHost: 127.0.0.1\r\nHoldfast-Tenant: " + tenant + "\r\n" + headers
                        + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        out.write(all);
        out.flush();
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        long length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length =
                        Long.parseLong(header.substring(header.indexOf(':') + 1).trim());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        if (chunked) {
            for (int size = chunk(); size > 0; size = chunk()) {
                skip(size + 2);
            }
            skip(2);
        } else {
            skip(length);
        }
        if (status != expectedStatus) {
            throw new IOException("not answered: request=%s, status=%d".formatted(request, status));
        }
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line().split(";", 2)[0].trim(), 16);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = next(); next != '\n'; next = next()) {
            if (next != '\r') {
                line.append((char) next);
            }
            if (line.length() > HEAD_BYTES_MAX) {
                throw new IOException("no HTTP answer: a line is longer than " + HEAD_BYTES_MAX);
            }
        }
        return line.toString();
    }

    private int next() throws IOException {
        if (read == filled) {
            fill();
        }
        return buffer[read++];
    }

    private void skip(long bytes) throws IOException {
        long left = bytes;
        while (left > 0) {
            if (read == filled) {
                fill();
            }
            int step = (int) Math.min(left, filled - read);
            read += step;
            left -= step;
        }
    }

    private void fill() throws IOException {
        filled = in.read(buffer);
        read = 0;
        if (filled <= 0) {
            throw new EOFException("connection closed by the service");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
