package dev.holdfast.formats.ndjson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.SetKind;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session's exercises and their sets. A refused value is named with its place: {@code exercises[2].sets[0].reps}. */
final class ExercisesJson {
    private ExercisesJson() {}

    static List<PerformedExercise> read(JsonParser json) throws IOException {
        if (JsonTokens.isNull(json)) {
            return List.of();
        }
        JsonTokens.expect(json, json.currentToken(), JsonToken.START_ARRAY, "exercises", "give a list of exercises");
        List<PerformedExercise> exercises = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (exercises.size() == SessionLogged.EXERCISES_MAX) {
                throw new InvalidValueException(
                        "exercises.length",
                        "more than " + SessionLogged.EXERCISES_MAX,
                        "give at most " + SessionLogged.EXERCISES_MAX + " exercises");
            }
            try {
                exercises.add(exercise(json));
            } catch (InvalidValueException e) {
                throw e.within("exercises[" + exercises.size() + "]");
            }
        }
        return exercises;
    }

    private static PerformedExercise exercise(JsonParser json) throws IOException {
        JsonTokens.expect(json, json.currentToken(), JsonToken.START_OBJECT, "exercise", "give name and sets");
        int seen = 0;
        String name = null;
        List<LoggedSet> sets = List.of();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "name" -> {
                    seen = JsonTokens.once(seen, 0, field);
                    name = JsonTokens.text(json, field);
                }
                case "sets" -> {
                    seen = JsonTokens.once(seen, 1, field);
                    sets = sets(json);
                }
                default -> throw JsonTokens.unknown(field);
            }
        }
        if (name == null) {
            throw new InvalidValueException("name", null, "give the exercise's name");
        }
        return new PerformedExercise(name, sets);
    }

    private static List<LoggedSet> sets(JsonParser json) throws IOException {
        JsonTokens.expect(json, json.currentToken(), JsonToken.START_ARRAY, "sets", "give a list of sets");
        List<LoggedSet> sets = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (sets.size() == PerformedExercise.SETS_MAX) {
                throw new InvalidValueException(
                        "sets.length",
                        "more than " + PerformedExercise.SETS_MAX,
                        "give at most " + PerformedExercise.SETS_MAX + " sets");
            }
            try {
                sets.add(set(json));
            } catch (InvalidValueException e) {
                throw e.within("sets[" + sets.size() + "]");
            }
        }
        return sets;
    }

    private static LoggedSet set(JsonParser json) throws IOException {
        JsonTokens.expect(json, json.currentToken(), JsonToken.START_OBJECT, "set", "give loadKg, reps and the like");
        int seen = 0;
        SetKind kind = null;
        @Nullable Double loadKg = null;
        @Nullable Integer reps = null;
        @Nullable Double rpe = null;
        @Nullable Double reserve = null;
        @Nullable Double seconds = null;
        @Nullable Double meters = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "kind" -> {
                    seen = JsonTokens.once(seen, 0, field);
                    kind = JsonTokens.oneOf(json, field, SetKind.class);
                }
                case "loadKg" -> {
                    seen = JsonTokens.once(seen, 1, field);
                    loadKg = JsonTokens.number(json, field);
                }
                case "reps" -> {
                    seen = JsonTokens.once(seen, 2, field);
                    reps = JsonTokens.wholeNumber(json, field);
                }
                case "rpe" -> {
                    seen = JsonTokens.once(seen, 3, field);
                    rpe = JsonTokens.number(json, field);
                }
                case "repsInReserve" -> {
                    seen = JsonTokens.once(seen, 4, field);
                    reserve = JsonTokens.number(json, field);
                }
                case "durationSeconds" -> {
                    seen = JsonTokens.once(seen, 5, field);
                    seconds = JsonTokens.number(json, field);
                }
                case "distanceMeters" -> {
                    seen = JsonTokens.once(seen, 6, field);
                    meters = JsonTokens.number(json, field);
                }
                default -> throw JsonTokens.unknown(field);
            }
        }
        return new LoggedSet(kind == null ? SetKind.WORKING : kind, loadKg, reps, rpe, reserve, seconds, meters);
    }
}
