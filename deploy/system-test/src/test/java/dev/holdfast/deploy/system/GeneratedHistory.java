package dev.holdfast.deploy.system;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Lives of many athletes in one file, mostly in order of time and partly late, the same for the same seed. */
final class GeneratedHistory {
    static final String SOURCE = "generated";

    private static final Instant FIRST_DAY = Instant.parse("2018-01-08T17:00:00Z");
    private static final List<String> LIFTS = List.of("Squat (Barbell)", "Bench Press (Barbell)", "Deadlift (Barbell)");

    /** One in so many events comes late, by at most so many places of its athlete. */
    private static final int LATE_ONE_IN = 20;

    private static final int LATE_PLACES_MAX = 30;

    private GeneratedHistory() {}

    /** Writes {@code athletes} times {@code eventsEach} lines of NDJSON. */
    static Path write(Path file, int athletes, int eventsEach, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<String>> lives = new ArrayList<>();
        for (int athlete = 0; athlete < athletes; athlete++) {
            lives.add(life("athlete-%03d".formatted(athlete), eventsEach, random.split()));
        }
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (int event = 0; event < eventsEach; event++) {
                for (List<String> life : lives) {
                    writer.write(life.get(event));
                    writer.write('\n');
                }
            }
        }
        return file;
    }

    /** One athlete's lines after another's, each life made when it is asked for. */
    static Iterable<byte[]> lives(int athletes, int eventsEach, long seed) {
        return () -> {
            SplittableRandom random = new SplittableRandom(seed);
            return IntStream.range(0, athletes)
                    .mapToObj(athlete -> life("athlete-%03d".formatted(athlete), eventsEach, random.split()))
                    .map(life -> (String.join("\n", life) + "\n").getBytes(StandardCharsets.UTF_8))
                    .iterator();
        };
    }

    private static List<String> life(String athlete, int events, SplittableRandom random) {
        List<String> lines = new ArrayList<>();
        Instant at = FIRST_DAY.plus(Duration.ofMinutes(random.nextInt(10_000)));
        for (int number = 0; number < events; number++) {
            boolean longPause = random.nextInt(100) == 0;
            at = at.plus(Duration.ofHours(longPause ? 24 * (30 + random.nextInt(90)) : 36 + random.nextInt(60)));
            lines.add(session(athlete, number, at, random));
        }
        for (int number = 0; number < events; number++) {
            if (random.nextInt(LATE_ONE_IN) == 0) {
                String late = lines.remove(number);
                lines.add(Math.min(lines.size(), number + random.nextInt(LATE_PLACES_MAX)), late);
            }
        }
        return lines;
    }

    private static String session(String athlete, int number, Instant at, SplittableRandom random) {
        StringBuilder line = new StringBuilder(256);
        line.append("{\"athleteId\":\"").append(athlete).append("\",\"type\":\"SessionLogged\",\"occurredAt\":\"");
        line.append(at).append("\",\"source\":\"").append(SOURCE).append("\",\"sourceEventId\":\"");
        line.append(athlete).append('-').append(number).append("\",\"exercises\":[{\"name\":\"");
        line.append(LIFTS.get(number % LIFTS.size())).append("\",\"sets\":[");
        int sets = 2 + random.nextInt(3);
        for (int set = 0; set < sets; set++) {
            line.append(set == 0 ? "" : ",").append("{\"loadKg\":").append(40 + 2.5 * random.nextInt(40));
            line.append(",\"reps\":").append(3 + random.nextInt(8)).append('}');
        }
        return line.append("]}]}").toString();
    }
}
