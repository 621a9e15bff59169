package dev.holdfast.command.athlete;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.PauseReason;
import dev.holdfast.event.PriorTraining;
import dev.holdfast.event.Sex;
import dev.holdfast.event.TenantId;
import dev.holdfast.event.TrainingEvent;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What somebody wants to be recorded about an athlete. */
public sealed interface AthleteCommand {
    /** Nobody who trains today was training before; a year below it is a slip of the pen. */
    int YEAR_MIN = 1950;

    Envelope envelope();

    /** The command's name on the bus. */
    default String name() {
        return getClass().getSimpleName();
    }

    /**
     * Whose, when, and what makes it the same command when it is sent again.
     *
     * @param eventId id of the event that this command asks for
     * @param occurredAt from 1950 on
     */
    record Envelope(TenantId tenant, AthleteId athlete, OffsetDateTime occurredAt, EventKey key, UUID eventId) {
        public Envelope {
            if (occurredAt.getYear() < YEAR_MIN) {
                throw new InvalidValueException(
                        "occurredAt", occurredAt, "give a time from the year %d on".formatted(YEAR_MIN));
            }
        }
    }

    /** Training begins, or goes on. */
    record StartTraining(
            Envelope envelope,
            @Nullable Integer yearOfBirth,
            @Nullable Sex sex,
            @Nullable PriorTraining priorTraining) implements AthleteCommand {}

    /** A session was done. */
    record LogSession(Envelope envelope, TrainingEvent.SessionLogged session) implements AthleteCommand {}

    /** Training pauses. */
    record PauseTraining(Envelope envelope, @Nullable PauseReason reason) implements AthleteCommand {}

    /** Strength was tested. */
    record AssessStrength(Envelope envelope, TrainingEvent.StrengthAssessed assessed) implements AthleteCommand {}

    /** A stored session was really another one. The caller has seen that it is stored. */
    record CorrectSession(Envelope envelope, TrainingEvent.SessionCorrected correction) implements AthleteCommand {}

    /** A stored session never happened. The caller has seen that it is stored. */
    record RetractSession(Envelope envelope, TrainingEvent.SessionRetracted retraction) implements AthleteCommand {}
}
