package dev.holdfast.query.life;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.event.TenantId;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.timeline.Timeline;
import dev.holdfast.timeline.TimelineChange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** Lives to read: logged sessions with known dates. */
public final class Lives {
    public static final Instant BEGIN = Instant.parse("2023-01-02T18:00:00Z");

    private Lives() {}

    /** That many weeks of squats, bench presses and rows, then nothing. */
    public static Life trainedThenPaused(int weeks, int sessionsPerWeek) {
        return Life.standing(timeline(weeks, sessionsPerWeek).entries());
    }

    public static Timeline timeline(int weeks, int sessionsPerWeek) {
        Timeline timeline = new Timeline(List.of());
        for (int i = 0; i < weeks * sessionsPerWeek; i++) {
            timeline.change(TimelineChange.of(
                    recorded(i + 1, BEGIN.plus(Duration.ofDays(i * 7L / sessionsPerWeek)), key(i + 1), session(3)),
                    ExerciseCatalogue.standard()));
        }
        return timeline;
    }

    public static EventKey key(long position) {
        return new EventKey("test", "s" + position);
    }

    public static TrainingEvent.SessionLogged session(int sets) {
        List<LoggedSet> logged = Collections.nCopies(sets, LoggedSet.working(80, 6));
        return new TrainingEvent.SessionLogged(
                List.of(
                        new PerformedExercise("Squat (Barbell)", logged),
                        new PerformedExercise("Bench Press (Barbell)", logged),
                        new PerformedExercise("Bent Over Row (Barbell)", logged)),
                null,
                null,
                null);
    }

    /** Recorded an hour after it happened. */
    public static RecordedEvent recorded(long position, Instant at, EventKey key, TrainingEvent fact) {
        return recorded(position, at, at.plus(Duration.ofHours(1)), key, fact);
    }

    public static RecordedEvent recorded(
            long position, Instant at, Instant recordedAt, EventKey key, TrainingEvent fact) {
        return new RecordedEvent(
                position,
                new UUID(0, position),
                new TenantId("iron-works"),
                new AthleteId("a7"),
                at.atOffset(ZoneOffset.UTC),
                recordedAt,
                key,
                fact);
    }
}
