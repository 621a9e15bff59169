package dev.holdfast.deploy.system;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A client that logs one session after another while servers die, and remembers which were acknowledged. */
final class Witness {
    private static final Instant FIRST = Instant.parse("2023-05-01T06:00:00Z");

    private final RunningSystem system;
    private final String tenant;
    private final List<String> acknowledged = new ArrayList<>();
    private final Thread thread = new Thread(this::log, "witness");
    private volatile boolean finished;

    Witness(RunningSystem system, String tenant) {
        this.system = system;
        this.tenant = tenant;
    }

    void start() {
        thread.start();
    }

    /** The keys of all sessions that the service has acknowledged. */
    List<String> finish() throws InterruptedException {
        finished = true;
        thread.join();
        return List.copyOf(acknowledged);
    }

    private void log() {
        for (int number = 0; !finished; number++) {
            String key = "session-" + number;
            String session = """
                    {"occurredAt":"%s","source":"witness","sourceEventId":"%s",
                     "exercises":[{"name":"Squat (Barbell)","sets":[{"loadKg":80,"reps":5}]}]}""".formatted(FIRST.plus(Duration.ofHours(number)), key);
            try {
                HttpResponse<String> answer = system.post(tenant, "/v1/athletes/a1/sessions", session);
                if (answer.statusCode() == 201) {
                    acknowledged.add(key);
                }
            } catch (IOException e) {
                // Not acknowledged: it may be stored or not.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
