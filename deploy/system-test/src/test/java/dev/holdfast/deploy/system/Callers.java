package dev.holdfast.deploy.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Seeded callers that record facts about the same few athletes at once, as impatient clients do: a failure is answered
 * by the same fact under the same key, and sometimes by giving up. What each was told is kept.
 */
final class Callers {
    static final String SOURCE = "caller";

    private static final int ATHLETES = 12;
    private static final Instant FIRST = Instant.parse("2021-03-01T06:00:00Z");
    private static final Duration RETRY_PAUSE = Duration.ofMillis(50);

    /** Between two calls at most: servers that start again must have something left of two cores. */
    private static final int PACE_MILLIS_MAX = 10;

    /** One call in so many is given up at its first failure, so that its outcome stays unknown. */
    private static final int IMPATIENT_ONE_IN = 4;

    /** How a command is posted: to the one service, or to one of several. */
    @FunctionalInterface
    interface Door {
        HttpResponse<String> post(int caller, String tenant, String path, String json)
                throws IOException, InterruptedException;
    }

    private record Fact(String path, String key, String json) {}

    private final Door door;
    private final String tenant;
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final AtomicInteger stored = new AtomicInteger();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    Callers(Door door, String tenant, int callers, long seed) {
        this.door = door;
        this.tenant = tenant;
        SplittableRandom random = new SplittableRandom(seed);
        for (int caller = 0; caller < callers; caller++) {
            int number = caller;
            SplittableRandom own = random.split();
            threads.add(Thread.ofPlatform().name("caller-" + caller).start(() -> call(number, own)));
        }
    }

    /** Calls that were answered with a place in the store, up to now. */
    int stored() {
        return stored.get();
    }

    /** Lets every caller end what it has begun. */
    List<Call> finish() throws InterruptedException {
        finished.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        return List.copyOf(calls);
    }

    private void call(int caller, SplittableRandom random) {
        List<Call> sessions = new ArrayList<>();
        try {
            for (int number = 0; !finished.await(random.nextInt(PACE_MILLIS_MAX), TimeUnit.MILLISECONDS); number++) {
                String athlete = "shared-" + random.nextInt(ATHLETES);
                Fact fact = fact(caller, number, athlete, sessions, random);
                Call call = ask(caller, athlete, fact, random);
                calls.add(call);
                if (call.outcome() == Call.Outcome.STORED) {
                    stored.incrementAndGet();
                    if (fact.path().equals("sessions")) {
                        sessions.add(call);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Fact fact(int caller, int number, String athlete, List<Call> sessions, SplittableRandom random) {
        String key = caller + "-" + number;
        Instant at = FIRST.plus(Duration.ofMinutes(random.nextInt(1_000_000)));
        String head = "{\"occurredAt\":\"%s\",\"source\":\"%s\",\"sourceEventId\":\"%s\"".formatted(at, SOURCE, key);
        String exercises = "\"exercises\":[{\"name\":\"Squat (Barbell)\",\"sets\":[{\"loadKg\":%d,\"reps\":%d}]}]"
                .formatted(40 + random.nextInt(80), 1 + random.nextInt(12));
        int kind = random.nextInt(100);
        if (kind < 8) {
            return new Fact("training-pauses", key, head + "}");
        }
        if (kind < 14) {
            return new Fact("training-starts", key, head + "}");
        }
        Call earlier = sessions.isEmpty() ? null : sessions.get(random.nextInt(sessions.size()));
        if (earlier != null && earlier.athleteId().equals(athlete)) {
            String named = "{\"source\":\"%s\",\"sourceEventId\":\"%s\"}".formatted(SOURCE, earlier.sourceEventId());
            return kind < 80
                    ? new Fact(
                            "session-corrections",
                            key,
                            head + ",\"corrected\":" + named + ",\"replacement\":{" + exercises + "}}")
                    : new Fact("session-retractions", key, head + ",\"retracted\":" + named + "}");
        }
        return new Fact("sessions", key, head + "," + exercises + "}");
    }

    private Call ask(int caller, String athlete, Fact fact, SplittableRandom random) throws InterruptedException {
        boolean impatient = random.nextInt(IMPATIENT_ONE_IN) == 0;
        long began = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            String heard;
            Call.Outcome outcome = Call.Outcome.UNKNOWN;
            List<Call.Told> told = List.of();
            try {
                HttpResponse<String> answer =
                        door.post(caller, tenant, "/v1/athletes/" + athlete + "/" + fact.path(), fact.json());
                heard = answer.statusCode() + " " + answer.body();
                if (answer.statusCode() == 200 || answer.statusCode() == 201) {
                    outcome = Call.Outcome.STORED;
                    told = told(RunningSystem.json(answer.body()));
                } else if (answer.statusCode() < 500) {
                    outcome = Call.Outcome.REFUSED;
                }
            } catch (IOException e) {
                heard = String.valueOf(e);
            }
            boolean known = outcome != Call.Outcome.UNKNOWN;
            if (known || impatient || finished.await(RETRY_PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Call(
                        athlete, fact.key(), fact.path(), attempt, began, System.nanoTime(), outcome, heard, told);
            }
        }
    }

    private static List<Call.Told> told(JsonNode answer) {
        List<Call.Told> told = new ArrayList<>();
        for (JsonNode event : answer.path("events")) {
            told.add(new Call.Told(
                    event.path("position").asLong(),
                    UUID.fromString(event.path("eventId").asText()),
                    event.path("inferred").asBoolean()));
        }
        return told;
    }
}
