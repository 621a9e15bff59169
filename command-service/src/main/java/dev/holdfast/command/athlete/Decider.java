package dev.holdfast.command.athlete;

import dev.holdfast.command.athlete.AthleteCommand.Envelope;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.TrainingEvent;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** What follows from a command, given when the athlete was training. Pure: the same question has the same answer. */
public final class Decider {
    /** Source of events that nobody sent. */
    public static final String INFERRED_SOURCE = "holdfast";

    private Decider() {}

    /** An event that the command leads to. */
    public record Decided(UUID eventId, OffsetDateTime occurredAt, EventKey key, TrainingEvent fact) {}

    /**
     * The events to append, in order.
     *
     * @throws RefusedException when the athlete's phase at that time rules the command out
     */
    public static List<Decided> decide(AthleteCommand command, Phases phases) {
        Envelope envelope = command.envelope();
        boolean training = phases.trainingAt(envelope.occurredAt().toInstant());
        return switch (command) {
            case AthleteCommand.StartTraining start -> {
                if (training) {
                    throw new RefusedException(
                            "athlete %s was training already at %s"
                                    .formatted(envelope.athlete(), envelope.occurredAt()),
                            "record a training pause before it, or leave the start out");
                }
                yield List.of(asked(
                        envelope,
                        new TrainingEvent.TrainingStarted(
                                false, start.yearOfBirth(), start.sex(), start.priorTraining())));
            }
            case AthleteCommand.LogSession log ->
                training
                        ? List.of(asked(envelope, log.session()))
                        : List.of(inferredStart(envelope), asked(envelope, log.session()));
            case AthleteCommand.PauseTraining pause -> {
                if (!phases.pausableAt(envelope.occurredAt().toInstant())) {
                    throw new RefusedException(
                            "athlete %s was not training at %s".formatted(envelope.athlete(), envelope.occurredAt()),
                            "record the training start before it, or leave the pause out");
                }
                yield List.of(asked(envelope, new TrainingEvent.TrainingPaused(false, pause.reason())));
            }
            case AthleteCommand.AssessStrength assess -> List.of(asked(envelope, assess.assessed()));
            case AthleteCommand.CorrectSession correct -> List.of(asked(envelope, correct.correction()));
            case AthleteCommand.RetractSession retract -> List.of(asked(envelope, retract.retraction()));
        };
    }

    /**
     * Key of the start that the event with {@code cause} implies: the same for the same cause, so that a repeated
     * command finds it again.
     */
    public static EventKey inferredKey(Envelope cause) {
        return new EventKey(INFERRED_SOURCE, inferredId(cause).toString());
    }

    private static UUID inferredId(Envelope cause) {
        String name = "%s/%s/%s"
                .formatted(cause.tenant(), cause.key().source(), cause.key().sourceEventId());
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private static Decided asked(Envelope envelope, TrainingEvent fact) {
        return new Decided(envelope.eventId(), envelope.occurredAt(), envelope.key(), fact);
    }

    private static Decided inferredStart(Envelope cause) {
        return new Decided(
                inferredId(cause),
                cause.occurredAt(),
                inferredKey(cause),
                new TrainingEvent.TrainingStarted(true, null, null, null));
    }
}
