package dev.holdfast.research.calibration;

import dev.holdfast.catalogue.Exercise;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import dev.holdfast.load.OneRepMax;
import dev.holdfast.outlook.BodyState;
import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.AthleteState;
import dev.holdfast.timeline.BodyAt;
import dev.holdfast.timeline.CheckpointListener;
import dev.holdfast.timeline.Timeline;
import dev.holdfast.timeline.TimelineChange;
import dev.holdfast.timeline.TimelineEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What a training log shows of strength: the best estimated one-repetition maximum of each exercise in each session,
 * beside what the model said of the body just before that session.
 */
public final class LoggedStrength {
    private static final double SECONDS_PER_DAY = 86_400;

    private LoggedStrength() {}

    /**
     * Sessions before the first effective one of a movement show nothing that the model could explain and are left out.
     *
     * @param log one athlete's events in any order; corrections and retractions are not followed
     * @return observations in order of time, by the exercise's name in the catalogue
     */
    public static Map<String, List<StrengthObservation>> byExercise(List<RecordedEvent> log, AthleteFold fold) {
        List<RecordedEvent> sessions = log.stream()
                .filter(event -> event.fact() instanceof SessionLogged)
                .sorted(Comparator.comparing(event -> event.occurredAt().toInstant()))
                .toList();
        Timeline timeline = new Timeline(List.of());
        log.forEach(event -> timeline.change(TimelineChange.of(event, fold.catalogue())));
        List<TimelineEntry> entries = timeline.entries();
        Map<String, List<StrengthObservation>> observations = new TreeMap<>();
        AthleteState state = AthleteState.untrained();
        int folded = 0;
        for (RecordedEvent session : sessions) {
            Instant at = session.occurredAt().toInstant();
            while (folded < entries.size() && entries.get(folded).position() != session.position()) {
                fold.apply(entries.get(folded++), state, CheckpointListener.NONE);
            }
            observe((SessionLogged) session.fact(), at, BodyAt.of(state, at, fold), fold, observations);
        }
        return observations;
    }

    private static void observe(
            SessionLogged session,
            Instant at,
            BodyAt before,
            AthleteFold fold,
            Map<String, List<StrengthObservation>> observations) {
        BodyState body = BodyState.of(before, fold);
        if (body == null) {
            return;
        }
        for (PerformedExercise performed : session.exercises()) {
            Exercise exercise = fold.catalogue().find(performed.name()).orElse(null);
            if (exercise == null) {
                continue;
            }
            double bestKg = 0;
            for (LoggedSet set : performed.sets()) {
                OptionalDouble estimate = OneRepMax.estimateKg(set, exercise);
                bestKg = Math.max(bestKg, estimate.orElse(0));
            }
            for (int i = 0; bestKg > 0 && i < before.movements().size(); i++) {
                if (before.movements().get(i).movement() == exercise.movement()) {
                    StrengthObservation seen = new StrengthObservation(
                            at.getEpochSecond() / SECONDS_PER_DAY,
                            bestKg,
                            body.meanFibreSize(i, before.parameters()),
                            before.movements().get(i).expression(),
                            StrengthObservation.ESTIMATED_LOG_SD);
                    observations
                            .computeIfAbsent(exercise.name(), unused -> new ArrayList<>())
                            .add(seen);
                }
            }
        }
    }
}
