package dev.holdfast.timeline;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.model.Parameters;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** SHA-256 over the states and readings of a fixed cohort, folded on some threads. */
final class CohortDigest {
    private static final int ATHLETES = 40;
    private static final int EVENTS = 150;
    private static final int READ_DAYS_AFTER = 100;

    private CohortDigest() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println(of(2));
    }

    static String of(int threads) throws Exception {
        return of(threads, Parameters.DEFAULT);
    }

    static String of(int threads, Parameters p) throws Exception {
        AthleteFold fold = new AthleteFold(p, ExerciseCatalogue.standard(), AthleteFold.PAUSE_POLICY_DAYS);
        List<Callable<byte[]>> athletes = new ArrayList<>();
        for (int athlete = 0; athlete < ATHLETES; athlete++) {
            long seed = athlete;
            athletes.add(() -> bytes(Lives.of(seed, EVENTS), fold));
        }
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (Future<byte[]> each : pool.invokeAll(athletes)) {
                digest.update(each.get());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] bytes(List<RecordedEvent> life, AthleteFold fold) throws Exception {
        Timeline timeline = new Timeline(List.of());
        life.forEach(event -> timeline.change(TimelineChange.of(event, fold.catalogue())));
        AthleteState state = AthleteState.untrained();
        fold.applyStanding(timeline.entries(), state, CheckpointListener.NONE);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(state.toBytes());
        long last = timeline.entries().stream()
                .mapToLong(TimelineEntry::atMicros)
                .max()
                .orElse(0);
        BodyAt body = BodyAt.of(state, TimelineChange.instant(last).plusSeconds(86_400L * READ_DAYS_AFTER), fold);
        digest.update(
                Long.toHexString(Double.doubleToLongBits(body.strengthRatio())).getBytes(StandardCharsets.US_ASCII));
        digest.update(
                Long.toHexString(Double.doubleToLongBits(body.sharpness())).getBytes(StandardCharsets.US_ASCII));
        return digest.digest();
    }
}
