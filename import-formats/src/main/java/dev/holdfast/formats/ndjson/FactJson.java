package dev.holdfast.formats.ndjson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.PauseReason;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.PriorTraining;
import dev.holdfast.event.Sex;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.event.TrainingEvent.SessionCorrected;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import dev.holdfast.event.TrainingEvent.SessionRetracted;
import dev.holdfast.event.TrainingEvent.StrengthAssessed;
import dev.holdfast.event.TrainingEvent.TrainingPaused;
import dev.holdfast.event.TrainingEvent.TrainingStarted;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a fact, in any order; which of them may stand together is known once the type is. */
final class FactJson {
    private static final Set<String> SESSION = Set.of("exercises", "durationMinutes", "sessionRpe", "trimp");

    /** Fields that every event has. */
    private static final Set<String> ENVELOPE = Set.of("athleteId", "type", "occurredAt", "source", "sourceEventId");

    private static final Map<String, Set<String>> FIELDS_BY_TYPE = Map.of(
            "TrainingStarted", Set.of("yearOfBirth", "sex", "priorTraining"),
            "SessionLogged", SESSION,
            "TrainingPaused", Set.of("reason"),
            "StrengthAssessed", Set.of("exercise", "loadKg", "reps", "rpe"),
            "SessionCorrected", Set.of("corrected", "replacement"),
            "SessionRetracted", Set.of("retracted"));

    private final JsonParser json;
    private @Nullable Integer yearOfBirth;
    private @Nullable Sex sex;
    private @Nullable PriorTraining priorTraining;
    private List<PerformedExercise> exercises = List.of();
    private @Nullable Double durationMinutes;
    private @Nullable Double sessionRpe;
    private @Nullable Double trimp;
    private @Nullable PauseReason reason;
    private @Nullable String exercise;
    private @Nullable Double loadKg;
    private @Nullable Integer reps;
    private @Nullable Double rpe;
    private @Nullable EventKey corrected;
    private @Nullable SessionLogged replacement;
    private @Nullable EventKey retracted;

    FactJson(JsonParser json) {
        this.json = json;
    }

    /** Reads the value at which the parser stands. */
    void read(String field) throws IOException {
        switch (field) {
            case "yearOfBirth" -> yearOfBirth = JsonTokens.wholeNumber(json, field);
            case "sex" -> sex = JsonTokens.oneOf(json, field, Sex.class);
            case "priorTraining" -> priorTraining = priorTraining();
            case "exercises" -> exercises = ExercisesJson.read(json);
            case "durationMinutes" -> durationMinutes = JsonTokens.number(json, field);
            case "sessionRpe" -> sessionRpe = JsonTokens.number(json, field);
            case "trimp" -> trimp = JsonTokens.number(json, field);
            case "reason" -> reason = JsonTokens.oneOf(json, field, PauseReason.class);
            case "exercise" -> exercise = JsonTokens.text(json, field);
            case "loadKg" -> loadKg = JsonTokens.number(json, field);
            case "reps" -> reps = JsonTokens.wholeNumber(json, field);
            case "rpe" -> rpe = JsonTokens.number(json, field);
            case "corrected" -> corrected = key(field);
            case "replacement" -> replacement = replacement();
            case "retracted" -> retracted = key(field);
            default -> throw JsonTokens.unknown(field);
        }
    }

    /** @throws InvalidValueException when the type is unknown, or lacks a field or has one of another type */
    TrainingEvent build(String type, Set<String> given) {
        Set<String> allowed = FIELDS_BY_TYPE.get(type);
        if (allowed == null) {
            throw new InvalidValueException(
                    "type",
                    type,
                    "give one of " + FIELDS_BY_TYPE.keySet().stream().sorted().toList());
        }
        for (String field : given) {
            if (!allowed.contains(field) && !ENVELOPE.contains(field)) {
                throw new InvalidValueException(field, "", "leave it out: " + type + " has no such field");
            }
        }
        return switch (type) {
            case "TrainingStarted" -> new TrainingStarted(false, yearOfBirth, sex, priorTraining);
            case "TrainingPaused" -> new TrainingPaused(false, reason);
            case "StrengthAssessed" ->
                new StrengthAssessed(
                        required("exercise", exercise), required("loadKg", loadKg), required("reps", reps), rpe);
            case "SessionCorrected" ->
                new SessionCorrected(required("corrected", corrected), required("replacement", replacement));
            case "SessionRetracted" -> new SessionRetracted(required("retracted", retracted));
            default -> session();
        };
    }

    private SessionLogged session() {
        return new SessionLogged(exercises, durationMinutes, sessionRpe, trimp);
    }

    private @Nullable SessionLogged replacement() throws IOException {
        if (JsonTokens.isNull(json)) {
            return null;
        }
        JsonTokens.expect(json, json.currentToken(), JsonToken.START_OBJECT, "replacement", "give a session's fields");
        FactJson session = new FactJson(json);
        Set<String> given = new HashSet<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            if (!SESSION.contains(field)) {
                throw JsonTokens.unknown("replacement." + field);
            }
            if (!given.add(field)) {
                throw JsonTokens.repeated("replacement." + field);
            }
            session.read(field);
        }
        try {
            return session.session();
        } catch (InvalidValueException e) {
            throw e.within("replacement");
        }
    }

    private @Nullable PriorTraining priorTraining() throws IOException {
        if (JsonTokens.isNull(json)) {
            return null;
        }
        JsonTokens.expect(
                json,
                json.currentToken(),
                JsonToken.START_OBJECT,
                "priorTraining",
                "give trainedWeeks, sessionsPerWeek and pausedWeeks");
        int seen = 0;
        Integer trained = null;
        Integer perWeek = null;
        Integer paused = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "trainedWeeks" -> {
                    seen = JsonTokens.once(seen, 0, "priorTraining." + field);
                    trained = JsonTokens.wholeNumber(json, "priorTraining." + field);
                }
                case "sessionsPerWeek" -> {
                    seen = JsonTokens.once(seen, 1, "priorTraining." + field);
                    perWeek = JsonTokens.wholeNumber(json, "priorTraining." + field);
                }
                case "pausedWeeks" -> {
                    seen = JsonTokens.once(seen, 2, "priorTraining." + field);
                    paused = JsonTokens.wholeNumber(json, "priorTraining." + field);
                }
                default -> throw JsonTokens.unknown("priorTraining." + field);
            }
        }
        return new PriorTraining(
                required("priorTraining.trainedWeeks", trained),
                required("priorTraining.sessionsPerWeek", perWeek),
                required("priorTraining.pausedWeeks", paused));
    }

    private @Nullable EventKey key(String of) throws IOException {
        if (JsonTokens.isNull(json)) {
            return null;
        }
        JsonTokens.expect(json, json.currentToken(), JsonToken.START_OBJECT, of, "give source and sourceEventId");
        int seen = 0;
        String source = null;
        String id = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "source" -> {
                    seen = JsonTokens.once(seen, 0, of + "." + field);
                    source = JsonTokens.text(json, of + "." + field);
                }
                case "sourceEventId" -> {
                    seen = JsonTokens.once(seen, 1, of + "." + field);
                    id = JsonTokens.text(json, of + "." + field);
                }
                default -> throw JsonTokens.unknown(of + "." + field);
            }
        }
        try {
            return new EventKey(required("source", source), required("sourceEventId", id));
        } catch (InvalidValueException e) {
            throw e.within(of);
        }
    }

    private static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new InvalidValueException(field, null, "give it");
        }
        return value;
    }
}
