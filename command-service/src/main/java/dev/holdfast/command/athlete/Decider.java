package dev.holdfast.command.athlete;

import dev.holdfast.event.EventKey;
import dev.holdfast.event.TrainingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
    public static List<Decided> decide(AthleteCommand command, TrainingPeriods periods) {
        Instant at = command.occurredAt().toInstant();
        return switch (command.fact()) {
            case TrainingEvent.TrainingStarted start -> {
                if (!periods.startableAt(at)) {
                    throw new RefusedException(
                            "athlete %s was training already at %s".formatted(command.athlete(), command.occurredAt()),
                            "record a training pause before it, or leave the start out; to tell more of a start that a session implied, record it at the time of that session");
                }
                yield List.of(asked(command));
            }
            case TrainingEvent.SessionLogged session ->
                periods.trainingAt(at) ? List.of(asked(command)) : List.of(inferredStart(command), asked(command));
            case TrainingEvent.TrainingPaused pause -> {
                if (!periods.pausableAt(at)) {
                    throw new RefusedException(
                            "athlete %s was not training at %s".formatted(command.athlete(), command.occurredAt()),
                            "record the training start before it, or leave the pause out");
                }
                yield List.of(asked(command));
            }
            case TrainingEvent.StrengthAssessed assessed -> List.of(asked(command));
            case TrainingEvent.SessionCorrected corrected -> List.of(asked(command));
            case TrainingEvent.SessionRetracted retracted -> List.of(asked(command));
            case TrainingEvent.AthleteErased erased ->
                throw new IllegalStateException("no command asks for an erasure");
        };
    }

    /**
     * Key of the start that the event of {@code cause} implies: the same for the same cause, so that a repeated
     * command finds it again.
     */
    public static EventKey inferredKey(AthleteCommand cause) {
        return new EventKey(INFERRED_SOURCE, inferredId(cause).toString());
    }

    private static UUID inferredId(AthleteCommand cause) {
        // Sources and ids may hold any separator, so the lengths say where each of them ends.
        String source = cause.key().source();
        String id = cause.key().sourceEventId();
        String name = "%s/%d:%s/%d:%s".formatted(cause.tenant(), source.length(), source, id.length(), id);
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private static Decided asked(AthleteCommand command) {
        return new Decided(command.eventId(), command.occurredAt(), command.key(), command.fact());
    }

    private static Decided inferredStart(AthleteCommand cause) {
        return new Decided(
                inferredId(cause),
                cause.occurredAt(),
                inferredKey(cause),
                new TrainingEvent.TrainingStarted(true, null, null, null));
    }
}
