package dev.holdfast.formats.ndjson;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.holdfast.digest.Sha256;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.formats.ImportedEvent;
import dev.holdfast.wire.EventPayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of our own events as JSON: {@code athleteId, type, occurredAt}, optionally {@code source, sourceEventId}, and the fields
 * of that type as in the HTTP interface. Read token by token, since files of millions of lines come this way.
 */
final class EventJson {
    static final String SOURCE_DEFAULT = "ndjson";

    private static final int YEAR_MIN = 1950;
    private static final int YEAR_MAX = 2100;

    /** 128 bits, in hexadecimal. */
    private static final int KEY_DIGEST_BYTES = 16;

    // Its own detection of repeated fields costs a set for each of a line's two dozen objects; we look ourselves.
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    private final JsonParser json;
    private final FactJson fact;
    private final Set<String> given = new HashSet<>();
    private @Nullable String athleteId;
    private @Nullable String type;
    private @Nullable String occurredAt;
    private @Nullable String source;
    private @Nullable String sourceEventId;

    private EventJson(JsonParser json) {
        this.json = json;
        this.fact = new FactJson(json);
    }

    /**
     * @throws InvalidValueException when it is JSON and no fact
     * @throws com.fasterxml.jackson.core.JsonProcessingException when it is no JSON
     */
    static ImportedEvent read(byte[] bytes, int length) throws IOException {
        try (JsonParser json = JSON.createParser(bytes, 0, length)) {
            return new EventJson(json).read();
        }
    }

    private ImportedEvent read() throws IOException {
        JsonTokens.expect(json, json.nextToken(), JsonToken.START_OBJECT, "row", "give one JSON object a line");
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            if (!given.add(field)) {
                throw JsonTokens.repeated(field);
            }
            switch (field) {
                case "athleteId" -> athleteId = JsonTokens.text(json, field);
                case "type" -> type = JsonTokens.text(json, field);
                case "occurredAt" -> occurredAt = JsonTokens.text(json, field);
                case "source" -> source = JsonTokens.text(json, field);
                case "sourceEventId" -> sourceEventId = JsonTokens.text(json, field);
                default -> fact.read(field);
            }
        }
        if (json.nextToken() != null) {
            throw new InvalidValueException("row", json.getText(), "give one JSON object a line");
        }
        AthleteId athlete = new AthleteId(required("athleteId", athleteId));
        OffsetDateTime at = time(required("occurredAt", occurredAt));
        TrainingEvent event = fact.build(required("type", type), given);
        String from = source == null ? SOURCE_DEFAULT : source;
        String id = sourceEventId == null ? digest(athlete, at, event) : sourceEventId;
        return new ImportedEvent(athlete, at, new EventKey(from, id), event);
    }

    private static String required(String field, @Nullable String value) {
        if (value == null) {
            throw new InvalidValueException(field, null, "give it: every event needs athleteId, type and occurredAt");
        }
        return value;
    }

    private static OffsetDateTime time(String text) {
        OffsetDateTime time;
        try {
            time = OffsetDateTime.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidValueException(
                    "occurredAt", text, "give date, time and offset such as 2026-03-02T18:30:00+01:00");
        }
        if (time.getYear() < YEAR_MIN || time.getYear() > YEAR_MAX) {
            throw new InvalidValueException("occurredAt", text, "give a year from " + YEAR_MIN + " to " + YEAR_MAX);
        }
        return time;
    }

    /** The key of an event that brings none: what it says, however it is spelled, so that the same line twice is one event. */
    private static String digest(AthleteId athlete, OffsetDateTime at, TrainingEvent fact) {
        MessageDigest sha = Sha256.begin();
        sha.update((athlete.value() + "\n" + at + "\n").getBytes(StandardCharsets.UTF_8));
        sha.update(new EventPayload(at.getOffset(), fact).toDigestedBytes());
        return HexFormat.of().formatHex(sha.digest(), 0, KEY_DIGEST_BYTES);
    }
}
