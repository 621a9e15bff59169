package dev.holdfast.command.imports;

import dev.holdfast.event.PerformedExercise;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The figures of an import so far; each row is in one of accepted, suspects, warm-ups, rest rows, duplicates and rejected. */
final class ImportProgress {
    /** A file with more unknown names than this is no training log; the first ones show it. */
    private static final int UNKNOWN_NAMES_MAX = 1_000;

    long batches;
    long bytesRead;
    long rows;
    long accepted;
    long suspects;
    long warmUps;
    long restRows;
    long duplicates;
    long rejected;
    long sessions;
    long events;
    long positionLast;
    private Map<String, Long> unknownSets = new HashMap<>();

    ImportProgress copy() {
        ImportProgress copy = new ImportProgress();
        copy.batches = batches;
        copy.bytesRead = bytesRead;
        copy.rows = rows;
        copy.accepted = accepted;
        copy.suspects = suspects;
        copy.warmUps = warmUps;
        copy.restRows = restRows;
        copy.duplicates = duplicates;
        copy.rejected = rejected;
        copy.sessions = sessions;
        copy.events = events;
        copy.positionLast = positionLast;
        copy.unknownSets = new HashMap<>(unknownSets);
        return copy;
    }

    /** Adds a batch's figures. */
    void count(ImportBatch.Decision decision) {
        for (Outcome outcome : Outcome.values()) {
            long count = decision.outcomes().count(outcome);
            rows += count;
            switch (outcome) {
                case ACCEPTED -> accepted += count;
                case SUSPECT -> suspects += count;
                case WARM_UP -> warmUps += count;
                case REST -> restRows += count;
                case DUPLICATE -> duplicates += count;
                case REJECTED -> rejected += count;
            }
        }
        sessions += decision.sessions();
        events += decision.events().count();
        decision.unknownExercises().forEach(this::countUnknown);
    }

    private void countUnknown(PerformedExercise exercise) {
        if (unknownSets.containsKey(exercise.name()) || unknownSets.size() < UNKNOWN_NAMES_MAX) {
            unknownSets.merge(exercise.name(), (long) exercise.sets().size(), Long::sum);
        }
    }

    /** Most sets first. */
    List<UnknownExercise> unknownExercises() {
        return unknownSets.entrySet().stream()
                .map(entry -> new UnknownExercise(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(UnknownExercise::sets)
                        .reversed()
                        .thenComparing(UnknownExercise::name))
                .toList();
    }
}
