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
        return of(command.athlete(), command.occurredAt(), command.fact());
    }

    /** The digest of a fact. Times count to the microsecond, as the store keeps them. */
    public static ContentDigest of(AthleteId athlete, OffsetDateTime occurredAt, TrainingEvent fact) {
        MessageDigest sha = Sha256.begin();
        String who = athlete + "\n" + occurredAt.toInstant().truncatedTo(ChronoUnit.MICROS) + "\n" + fact.type() + "\n";
        sha.update(who.getBytes(StandardCharsets.UTF_8));
        sha.update(new EventPayload(occurredAt.getOffset(), fact).toDigestedBytes());
        return new ContentDigest(HexFormat.of().formatHex(sha.digest()));
    }

    @Override
    public String toString() {
        return "sha256:" + hex;
    }
}
