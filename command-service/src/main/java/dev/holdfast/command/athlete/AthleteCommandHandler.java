package dev.holdfast.command.athlete;

import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.NewEvent;
import dev.holdfast.command.eventstore.axon.AthleteTags;
import dev.holdfast.command.eventstore.axon.EventMessages;
import dev.holdfast.command.eventstore.axon.PostgresEventStorageEngine;
import dev.holdfast.command.eventstore.groupcommit.Appended;
import dev.holdfast.wire.EventPayload;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreTransaction;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.commandhandling.CommandHandler;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;

/** Reads the athlete's starts and pauses, decides, and appends on the condition that none came in between. */
final class AthleteCommandHandler implements CommandHandler {
    private static final MessageType RESULT = new MessageType("holdfast", "Receipt", "1");

    /** @param fresh whether to read the store itself, and not what is remembered of it */
    record Order(AthleteCommand command, boolean fresh) {}

    /** What was appended and, once the commit is durable, where. */
    record Receipt(List<Decider.Decided> events, CompletableFuture<Appended> appended) {}

    @Override
    public MessageStream.Single<CommandResultMessage> handle(CommandMessage message, ProcessingContext context) {
        if (!(message.payload() instanceof Order(AthleteCommand command, boolean fresh))) {
            throw new IllegalArgumentException("no athlete command: type=" + message.type());
        }
        if (fresh) {
            context.putResource(PostgresEventStorageEngine.FRESH, true);
        }
        AthleteKey owner = AthleteKey.of(command.tenant(), command.athlete());
        EventStoreTransaction transaction = context.component(EventStore.class).transaction(context);
        CompletableFuture<CommandResultMessage> result = transaction
                .source(SourcingCondition.conditionFor(AthleteTags.phasesOf(owner)))
                .reduce(TrainingPeriods.NONE, (periods, entry) -> evolve(periods, entry.message()))
                .thenApply(periods -> new GenericCommandResultMessage(
                        RESULT, append(owner, Decider.decide(command, periods), transaction, context)));
        return MessageStream.fromFuture(result);
    }

    private static Receipt append(
            AthleteKey owner,
            List<Decider.Decided> decided,
            EventStoreTransaction transaction,
            ProcessingContext context) {
        for (Decider.Decided event : decided) {
            transaction.appendEvent(EventMessages.of(
                    NewEvent.of(event.eventId(), owner, event.occurredAt(), event.key(), event.fact())));
        }
        CompletableFuture<Appended> appended = new CompletableFuture<>();
        context.runOnAfterCommit(
                committed -> appended.complete(committed.getResource(PostgresEventStorageEngine.APPENDED)));
        return new Receipt(decided, appended);
    }

    private static TrainingPeriods evolve(TrainingPeriods periods, EventMessage message) {
        return message.payload() instanceof EventPayload payload
                ? periods.evolve(EventMessages.occurredAt(message), payload.fact())
                : periods;
    }
}
