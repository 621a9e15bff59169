package dev.holdfast.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Waits until the query side has read everything that the command side has stored. */
final class CatchingUp {
    private static final Duration POLL = Duration.ofMillis(100);

    /** A line each this often tells that it goes on. */
    private static final Duration REPORT = Duration.ofSeconds(5);

    /** Without any progress for this long, waiting is of no use. */
    private static final Duration STANDSTILL_MAX = Duration.ofSeconds(60);

    private final Services services;
    private final PrintWriter out;

    CatchingUp(Services services, PrintWriter out) {
        this.services = services;
        this.out = out;
    }

    void await() throws InterruptedException {
        long movedNanos = System.nanoTime();
        long reportedNanos = movedNanos;
        long before = -1;
        while (true) {
            JsonNode publisher = services.command("/v1/publisher");
            JsonNode projection = services.query("/v1/projection");
            long behind = behind(publisher, projection);
            if (behind == 0) {
                return;
            }
            requireRunning(projection);
            long now = System.nanoTime();
            if (behind != before) {
                before = behind;
                movedNanos = now;
            } else if (now - movedNanos > STANDSTILL_MAX.toNanos()) {
                throw new Failure(
                        ExitCode.REFUSED,
                        "the query side does not catch up: behind=" + behind + " positions for "
                                + STANDSTILL_MAX.toSeconds() + " s: see data/logs/query-service.log");
            }
            if (now - reportedNanos > REPORT.toNanos()) {
                reportedNanos = now;
                out.printf("waiting for the projection: %d positions behind%n", behind);
                out.flush();
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    /** How far the slower of both is behind; 0 once everything stored is published and everything published is read. */
    private static long behind(JsonNode publisher, JsonNode projection) {
        long behind = Math.max(
                0,
                publisher.path("headPosition").asLong()
                        - publisher.path("publishedPosition").asLong());
        Map<Integer, Long> read = new HashMap<>();
        projection
                .path("partitions")
                .forEach(partition -> read.put(
                        partition.path("partition").asInt(),
                        partition.path("position").asLong()));
        for (JsonNode partition : publisher.path("partitions")) {
            long position = read.getOrDefault(partition.path("partition").asInt(), 0L);
            behind += Math.max(0, partition.path("position").asLong() - position);
        }
        return behind;
    }

    private static void requireRunning(JsonNode projection) {
        for (JsonNode partition : projection.path("partitions")) {
            if ("stalled".equals(partition.path("status").asText())) {
                throw new Failure(
                        ExitCode.REFUSED,
                        "the projection is stalled: partition="
                                + partition.path("partition").asInt() + ": "
                                + partition.path("reason").asText() + ": see data/logs/query-service.log");
            }
        }
    }
}
