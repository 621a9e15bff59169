package dev.holdfast.command.athlete;

import dev.holdfast.command.eventstore.Suspect;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a command's events now stand.
 *
 * @param duplicate true when the command had been taken before; then {@code events} are the first answer's
 * @param suspects sessions stored before that may be this one under another key; null when there is none
 * @param unknownExercises names of the session's exercises that the catalogue does not know, whose sets count for nothing;
 *     null when there is none
 */
public record Stored(
        String athleteId,
        String source,
        String sourceEventId,
        boolean duplicate,
        List<Taken> events,
        @Nullable List<Suspect> suspects,
        @Nullable List<String> unknownExercises) {

    /** One event of an answer. */
    public record Taken(long position, UUID eventId, String type, boolean inferred) {}

    static Stored of(AthleteCommand command, boolean duplicate, List<Taken> events, List<Suspect> suspects) {
        return new Stored(
                command.athlete().value(),
                command.key().source(),
                command.key().sourceEventId(),
                duplicate,
                events,
                suspects.isEmpty() ? null : suspects,
                null);
    }

    /** The same answer, which also names {@code unknown} exercises. */
    public Stored withUnknownExercises(List<String> unknown) {
        return unknown.isEmpty()
                ? this
                : new Stored(athleteId, source, sourceEventId, duplicate, events, suspects, unknown);
    }
}
