package dev.holdfast.deploy.system;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.parsetools.RecordParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Thousands who follow streams of server-sent events, and keep of each only what tells whether one was lost. */
final class Followers implements AutoCloseable {
    /** Connections that are being made at the same time; more would overrun a listener's queue. */
    private static final int OPENING_MAX = 64;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpClient client;
    private final int port;
    private final String tenant;
    private final List<Follower> all = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger cameBack = new AtomicInteger();
    private volatile boolean closing;

    Followers(int port, String tenant, int most) {
        this.port = port;
        this.tenant = tenant;
        client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(most).setKeepAlive(true));
    }

    /** @param athlete null for everyone's changes */
    void add(@Nullable String athlete) {
        all.add(new Follower(athlete));
    }

    List<Follower> all() {
        return all;
    }

    /** How often one was sent away or lost its connection, and went on behind its last id. */
    int cameBack() {
        return cameBack.get();
    }

    void openAll(Duration waitMax) {
        for (int i = 0; i < OPENING_MAX; i++) {
            openNext();
        }
        await("streams are open").atMost(waitMax).until(() -> open.get() >= all.size());
    }

    private void openNext() {
        int i = next.getAndIncrement();
        if (i < all.size()) {
            all.get(i).open();
        }
    }

    /** One stream. The ids that came are kept as their number and a digest, which an order or a gap changes. */
    final class Follower {
        private final @Nullable String athlete;
        private boolean counted;
        private volatile long firstId = -1;
        private volatile long lastId = -1;
        private volatile IdDigest ids = IdDigest.NONE;

        private Follower(@Nullable String athlete) {
            this.athlete = athlete;
        }

        @Nullable
        String athlete() {
            return athlete;
        }

        /** The id behind which its stream began. */
        long firstId() {
            return firstId;
        }

        long lastId() {
            return lastId;
        }

        IdDigest ids() {
            return ids;
        }

        private void open() {
            String path = athlete == null ? "/v1/subscription" : "/v1/athletes/" + athlete + "/subscription";
            client.request(HttpMethod.GET, port, "127.0.0.1", path)
                    .compose(request -> {
                        request.putHeader("Holdfast-Tenant", tenant);
                        if (lastId >= 0) {
                            request.putHeader("Last-Event-ID", Long.toString(lastId));
                        }
                        return request.send();
                    })
                    .onSuccess(this::read)
                    .onFailure(failure -> again());
        }

        private void read(HttpClientResponse response) {
            response.handler(RecordParser.newDelimited("\n\n", this::frame));
            response.endHandler(ended -> again());
            response.exceptionHandler(failure -> again());
        }

        private void again() {
            if (!closing) {
                cameBack.incrementAndGet();
                vertx.setTimer(100, timer -> open());
            }
        }

        private void frame(Buffer frame) {
            String text = frame.toString();
            if (!text.startsWith("id: ")) {
                return;
            }
            int end = text.indexOf('\n');
            long id = Long.parseLong(text, 4, end, 10);
            if (text.startsWith("event: state", end + 1)) {
                ids = ids.and(id);
            } else {
                firstId = id;
            }
            lastId = id;
            if (!counted) {
                counted = true;
                open.incrementAndGet();
                openNext();
            }
        }
    }

    /** Of a sequence of ids. */
    record IdDigest(long count, long digest) {
        static final IdDigest NONE = new IdDigest(0, 0);

        IdDigest and(long id) {
            return new IdDigest(count + 1, 31 * digest + id);
        }
    }

    @Override
    public void close() {
        closing = true;
        client.close();
        vertx.close();
    }
}
