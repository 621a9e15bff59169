package dev.holdfast.command.imports;

import java.util.List;

/** The figures of an import so far; each row is in one of accepted, suspects, warm-ups, rest rows, duplicates and rejected. */
final class ImportProgress {
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
    /** Of the batch that was counted last. */
    List<UnknownExercises.Use> unknownExercises = List.of();

    private UnknownExercises unknown = new UnknownExercises();

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
        copy.unknown = unknown.copy();
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
        unknownExercises = unknown.add(decision.unknownExercises());
    }
}
