package dev.holdfast.bench.store;

import dev.holdfast.command.athlete.AthleteCommand;
import dev.holdfast.command.athlete.Decider;
import dev.holdfast.command.athlete.TrainingPeriods;
import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.EventPage;
import dev.holdfast.command.eventstore.NewEvent;
import dev.holdfast.command.eventstore.StoredEvent;
import dev.holdfast.command.eventstore.groupcommit.ConflictException;
import dev.holdfast.command.eventstore.groupcommit.GroupCommit;
import dev.holdfast.command.eventstore.groupcommit.Guard;
import dev.holdfast.command.eventstore.groupcommit.PhaseReads;
import dev.holdfast.event.RecordedEvent;
import java.util.List;
import java.util.concurrent.CompletionException;

/** The command path without Axon: the same reads, the same decider, the same group commit, called one after the other. */
record DirectPath(PhaseReads phases, GroupCommit appends) {
    private static final int ATTEMPTS_MAX = 16;

    /** Returns once the command's events are durable. */
    void take(AthleteCommand command) {
        for (int attempt = 1; ; attempt++) {
            try {
                append(command, attempt > 1);
                return;
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof ConflictException) || attempt == ATTEMPTS_MAX) {
                    throw e;
                }
            }
        }
    }

    private void append(AthleteCommand command, boolean fresh) {
        AthleteKey owner = AthleteKey.of(command.tenant(), command.athlete());
        EventPage page = phases.of(owner, fresh).join();
        TrainingPeriods periods = TrainingPeriods.NONE;
        for (StoredEvent row : page.events()) {
            RecordedEvent event = row.recorded();
            periods = periods.evolve(event.occurredAt().toInstant(), event.fact());
        }
        List<NewEvent> events = Decider.decide(command, periods).stream()
                .map(event -> NewEvent.of(event.eventId(), owner, event.occurredAt(), event.key(), event.fact()))
                .toList();
        appends.append(new Guard.OnPhases(page.head(), owner), events).join();
    }
}
