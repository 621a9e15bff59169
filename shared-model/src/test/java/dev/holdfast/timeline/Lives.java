package dev.holdfast.timeline;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.PriorTraining;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.event.Sex;
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

/** Random lives: several sessions a day, pauses, travel over the date line, late, corrected and retracted sessions. */
final class Lives {
    static final Instant BIRTH = Instant.parse("2022-12-28T21:30:00Z");

    private static final String[] EXERCISES = {
        "Squat (Barbell)", "Bench Press (Barbell)", "Pull Up", "Bicep Curl (Dumbbell)", "Moon Walk", "Running"
    };
    private static final int[] OFFSET_HOURS = {1, 1, 1, 2, -11, 14};

    private Lives() {}

    /** Events in the order of their positions, which is not that of their instants. */
    static List<RecordedEvent> of(long seed, int events) {
        Random random = new Random(seed);
        List<RecordedEvent> life = new ArrayList<>();
        List<String> sessions = new ArrayList<>();
        Instant at = BIRTH;
        for (int i = 0; i < events; i++) {
            at = at.plusSeconds(random.nextInt(10) == 0 ? random.nextInt(80 * 86_400) : random.nextInt(4 * 86_400));
            Instant when = random.nextInt(6) == 0 ? BIRTH.plusSeconds(random.nextInt(500 * 86_400)) : at;
            TrainingEvent fact = fact(random, sessions, i);
            if (fact instanceof TrainingEvent.SessionLogged) {
                sessions.add("e" + i);
            }
            life.add(event(i + 1, when, OFFSET_HOURS[random.nextInt(OFFSET_HOURS.length)], "e" + i, fact));
        }
        return life;
    }

    static RecordedEvent event(long position, Instant at, int offsetHours, String id, TrainingEvent fact) {
        return new RecordedEvent(
                position,
                new UUID(7, position),
                new TenantId("iron-works"),
                new AthleteId("a7"),
                OffsetDateTime.ofInstant(at, ZoneOffset.ofHours(offsetHours)),
                Instant.parse("2026-01-01T00:00:00Z").plusSeconds(position),
                new EventKey("test", id),
                fact);
    }

    static TrainingEvent.SessionLogged session(Random random) {
        if (random.nextInt(5) == 0) {
            return new TrainingEvent.SessionLogged(List.of(), 30.0 + random.nextInt(60), 4.0 + random.nextInt(6), null);
        }
        List<PerformedExercise> exercises = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            exercises.add(new PerformedExercise(
                    EXERCISES[random.nextInt(EXERCISES.length)],
                    Collections.nCopies(1 + random.nextInt(5), LoggedSet.working(60, 8))));
        }
        return new TrainingEvent.SessionLogged(exercises, null, null, null);
    }

    private static TrainingEvent fact(Random random, List<String> sessions, int i) {
        int kind = random.nextInt(20);
        if (kind == 0) {
            return new TrainingEvent.TrainingStarted(
                    random.nextBoolean(),
                    random.nextBoolean() ? 1955 : null,
                    Sex.FEMALE,
                    random.nextBoolean() ? new PriorTraining(40, 3, 10) : null);
        }
        if (kind == 1) {
            return new TrainingEvent.TrainingPaused(random.nextBoolean(), null);
        }
        if (kind == 2) {
            return new TrainingEvent.StrengthAssessed("Squat (Barbell)", 100, 3, 8.0);
        }
        if (kind == 3 && i > 0) {
            return new TrainingEvent.SessionCorrected(target(random, sessions, i), session(random));
        }
        if (kind == 4 && i > 0) {
            return new TrainingEvent.SessionRetracted(target(random, sessions, i));
        }
        return session(random);
    }

    private static EventKey target(Random random, List<String> sessions, int i) {
        String id = sessions.isEmpty() || random.nextInt(5) == 0
                ? "e" + random.nextInt(i)
                : sessions.get(random.nextInt(sessions.size()));
        return new EventKey("test", id);
    }
}
