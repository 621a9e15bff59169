package dev.holdfast.command.athlete;

import dev.holdfast.digest.Sha256;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.wire.EventPayload;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/** SHA-256 over what a caller said: whose, when and what. Two events with one key and one digest are one event. */
public record ContentDigest(String hex) {

    static ContentDigest of(RecordedEvent event) {
        return of(event.athlete(), event.occurredAt(), event.fact());
    }

    static ContentDigest of(AthleteCommand command) {
        TrainingEvent asked =
                Decider.decide(command, assumed(command)).getLast().fact();
        return of(command.envelope().athlete(), command.envelope().occurredAt(), asked);
    }

    /** The digest of a fact. Times count to the microsecond, as the store keeps them. */
    public static ContentDigest of(AthleteId athlete, OffsetDateTime occurredAt, TrainingEvent fact) {
        MessageDigest sha = Sha256.begin();
        String who = athlete + "\n" + occurredAt.toInstant().truncatedTo(ChronoUnit.MICROS) + "\n" + fact.type() + "\n";
        sha.update(who.getBytes(StandardCharsets.UTF_8));
        sha.update(new EventPayload(occurredAt.getOffset(), fact).toDigestedBytes());
        return new ContentDigest(HexFormat.of().formatHex(sha.digest()));
    }

    /** Phases under which the command is never refused: only what it asks for matters here. */
    private static Phases assumed(AthleteCommand command) {
        return command instanceof AthleteCommand.PauseTraining pause
                ? new Phases(java.util.List.of(
                        new Phases.Turn(pause.envelope().occurredAt().toInstant(), true, false)))
                : Phases.NONE;
    }

    @Override
    public String toString() {
        return "sha256:" + hex;
    }
}
