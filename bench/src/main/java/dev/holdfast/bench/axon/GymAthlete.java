package dev.holdfast.bench.axon;

import dev.holdfast.event.TrainingEvent.SessionLogged;
import org.axonframework.eventsourcing.annotation.EventSourcedEntity;
import org.axonframework.eventsourcing.annotation.EventSourcingHandler;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.eventsourcing.annotation.reflection.EntityCreator;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.axonframework.modelling.annotation.TargetEntityId;

/** The same decision as an entity in the manner of Axon's guide: a session needs training to have started. */
@EventSourcedEntity(tagKey = "athlete")
final class GymAthlete {
    private boolean training;

    @EntityCreator
    GymAthlete() {}

    @Command(routingKey = "athleteId", namespace = "gym", name = "LogSession")
    record LogSession(@TargetEntityId String athleteId, SessionLogged session) {}

    @Event(namespace = "gym", name = "TrainingStarted", version = "1")
    record Started(@EventTag(key = "athlete") String athleteId, boolean inferred) {}

    @Event(namespace = "gym", name = "SessionLogged", version = "1")
    record Logged(@EventTag(key = "athlete") String athleteId, SessionLogged session) {}

    @CommandHandler
    void handle(LogSession command, EventAppender events) {
        if (!training) {
            events.append(new Started(command.athleteId(), true));
        }
        events.append(new Logged(command.athleteId(), command.session()));
    }

    @EventSourcingHandler
    void on(Started started) {
        training = true;
    }

    @EventSourcingHandler
    void on(Logged logged) {
        // A session changes nothing about whether the athlete is training.
    }
}
