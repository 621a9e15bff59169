package dev.holdfast.query.projection;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.event.TenantId;
import dev.holdfast.event.TrainingEvent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Events of several athletes as one partition gets them: late, corrected and retracted ones among them. */
public final class RandomLife {
    private static final Instant BIRTH = Instant.parse("2023-01-02T06:00:00Z");
    private static final Instant RECORDED = Instant.parse("2026-01-01T00:00:00Z");
    private static final String[] EXERCISES = {"Squat (Barbell)", "Bench Press (Barbell)", "Pull Up", "Moon Walk"};

    private final Random random;
    private final String tenant;
    private long position;

    public RandomLife(long seed, String tenant) {
        this.random = new Random(seed);
        this.tenant = tenant;
    }

    public List<RecordedEvent> next(int athletes, int events) {
        List<RecordedEvent> life = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            position += 1 + random.nextInt(3);
            int athlete = random.nextInt(athletes);
            int day = random.nextInt(8) == 0 ? random.nextInt(1 + i) : i + random.nextInt(2) * random.nextInt(30);
            life.add(event("a" + athlete, BIRTH.plusSeconds(day * 40_000L), fact(life, "a" + athlete)));
        }
        return life;
    }

    RecordedEvent event(String athlete, Instant at, TrainingEvent fact) {
        return new RecordedEvent(
                position,
                new UUID(3, position),
                new TenantId(tenant),
                new AthleteId(athlete),
                OffsetDateTime.ofInstant(at, ZoneOffset.ofHours(1 + random.nextInt(2))),
                RECORDED.plusSeconds(position),
                new EventKey("test", "e" + position),
                fact);
    }

    public RecordedEvent session(String athlete, Instant at) {
        position++;
        return event(athlete, at, session());
    }

    private TrainingEvent fact(List<RecordedEvent> life, String athlete) {
        int kind = random.nextInt(16);
        if (kind == 0) {
            return new TrainingEvent.TrainingStarted(false, 1950, null, null);
        }
        if (kind == 1) {
            return new TrainingEvent.TrainingPaused(false, null);
        }
        List<EventKey> keys = life.stream()
                .filter(event -> event.athlete().value().equals(athlete))
                .map(RecordedEvent::key)
                .toList();
        if (kind == 2 && !keys.isEmpty()) {
            return new TrainingEvent.SessionRetracted(keys.get(random.nextInt(keys.size())));
        }
        if (kind == 3 && !keys.isEmpty()) {
            return new TrainingEvent.SessionCorrected(keys.get(random.nextInt(keys.size())), session());
        }
        return session();
    }

    private TrainingEvent.SessionLogged session() {
        String exercise = EXERCISES[random.nextInt(EXERCISES.length)];
        int sets = 1 + random.nextInt(5);
        return new TrainingEvent.SessionLogged(
                List.of(new PerformedExercise(exercise, Collections.nCopies(sets, LoggedSet.working(80, 5)))),
                null,
                null,
                null);
    }
}
