package dev.holdfast.cli.system;

import dev.holdfast.cli.http.Services;
import dev.holdfast.cli.terminal.ExitCode;
import dev.holdfast.cli.terminal.Failure;
import dev.holdfast.client.commands.PublisherApi;
import dev.holdfast.client.commands.model.PartitionProgress;
import dev.holdfast.client.commands.model.PublisherProgress;
import dev.holdfast.client.queries.ProjectionApi;
import dev.holdfast.client.queries.model.PartitionView;
import dev.holdfast.client.queries.model.ProjectionView;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Waits until the query side has read everything that the command side has stored. */
final class CatchingUp {
    private static final Duration POLL = Duration.ofMillis(100);

    /** A line each this often tells that it goes on. */
    private static final Duration REPORT = Duration.ofSeconds(5);

    /** Without any progress for this long, waiting is of no use. */
    private static final Duration STANDSTILL_MAX = Duration.ofSeconds(60);

    private CatchingUp() {}

    static void await(PrintWriter out) throws InterruptedException {
        PublisherApi commands = new PublisherApi(Services.commands());
        ProjectionApi queries = new ProjectionApi(Services.queries());
        long movedNanos = System.nanoTime();
        long reportedNanos = movedNanos;
        long before = -1;
        while (true) {
            PublisherProgress publisher = Services.answer(commands::getPublisherProgress);
            ProjectionView projection = Services.answer(queries::getProjection);
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
    private static long behind(PublisherProgress publisher, ProjectionView projection) {
        long behind = Math.max(0, publisher.getHeadPosition() - publisher.getPublishedPosition());
        Map<Integer, Long> read = projection.getPartitions().stream()
                .collect(Collectors.toMap(PartitionView::getPartition, PartitionView::getPosition));
        for (PartitionProgress partition : publisher.getPartitions()) {
            long position = read.getOrDefault(partition.getPartition(), 0L);
            behind += Math.max(0, partition.getPosition() - position);
        }
        return behind;
    }

    private static void requireRunning(ProjectionView projection) {
        for (PartitionView partition : projection.getPartitions()) {
            if (partition.getStatus().equals("stalled")) {
                throw new Failure(
                        ExitCode.REFUSED,
                        "the projection is stalled: partition=" + partition.getPartition() + ": "
                                + partition.getReason() + ": see data/logs/query-service.log");
            }
        }
    }
}
