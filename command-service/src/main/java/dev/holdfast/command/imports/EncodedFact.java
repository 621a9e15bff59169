package dev.holdfast.command.imports;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.command.athlete.AthleteCommand;
import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.SessionSets;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.TenantId;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.formats.ImportItem;
import dev.holdfast.formats.ImportedEvent;
import dev.holdfast.wire.EventPayload;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fact and what else is known without the store, made by the thread that reads, while the other one waits for the
 * database.
 */
record EncodedFact(
        ImportItem.Fact fact,
        AthleteKey owner,
        Instant occurredAt,
        UUID eventId,
        byte[] payload,
        KeptContent content,
        @Nullable SessionSets sets,
        List<PerformedExercise> unknownExercises) {
    static EncodedFact of(TenantId tenant, ImportItem.Fact fact, ExerciseCatalogue catalogue) {
        ImportedEvent event = fact.event();
        AthleteKey owner = AthleteKey.of(tenant, event.athlete());
        Instant occurredAt = event.occurredAt().toInstant();
        byte[] payload = new EventPayload(event.occurredAt().getOffset(), event.fact()).toBytes();
        return new EncodedFact(
                fact,
                owner,
                occurredAt,
                UUID.randomUUID(),
                payload,
                KeptContent.of(event, payload, fact.rows().getFirst().line()),
                SessionSets.of(owner, occurredAt, event.fact()),
                exercises(event.fact()).stream()
                        .filter(exercise -> catalogue.find(exercise.name()).isEmpty())
                        .toList());
    }

    private static List<PerformedExercise> exercises(TrainingEvent fact) {
        TrainingEvent.SessionLogged session = fact.session();
        return session == null ? List.of() : session.exercises();
    }

    ImportedEvent event() {
        return fact.event();
    }

    long setCount() {
        return exercises(event().fact()).stream()
                .mapToLong(exercise -> exercise.sets().size())
                .sum();
    }

    /** On which it begins. */
    long line() {
        return fact.rows().getFirst().line();
    }

    /** What a new session is compared by; null when it is none. */
    @Nullable
    SessionSets newSets() {
        return event().fact().revised() == null ? sets : null;
    }

    /** What the fact asks of the decider. */
    AthleteCommand command(TenantId tenant) {
        ImportedEvent event = event();
        return new AthleteCommand(tenant, event.athlete(), event.occurredAt(), event.key(), eventId, event.fact());
    }
}
