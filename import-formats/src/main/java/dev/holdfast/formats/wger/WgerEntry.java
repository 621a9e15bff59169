package dev.holdfast.formats.wger;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.holdfast.event.EventTime;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.SetKind;
import dev.holdfast.formats.LoadUnit;
import dev.holdfast.formats.text.Cells;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of wger's workout log, with the field names of today or of before 2.3.
 *
 * @param session the workout it belongs to, as the file tells them apart
 */
record WgerEntry(long row, OffsetDateTime at, String session, PerformedExercise exercise) {
    /** Reads the entry at which the parser stands, to its end also where it is refused. */
    static WgerEntry read(JsonParser json, long row, ZoneId zone) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            String text = json.getText();
            json.skipChildren();
            throw new InvalidValueException("row", text, "give an entry of the workout log");
        }
        var fields = new Fields();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (value.isStructStart()) {
                json.skipChildren();
            } else if (value != JsonToken.VALUE_NULL) {
                fields.take(field, json.getText());
            }
        }
        return new WgerEntry(row, fields.at(zone), fields.session, fields.performed());
    }

    /** Values as text: wger writes decimals as strings and numbers as numbers. */
    private static final class Fields {
        private @Nullable String date;
        private @Nullable String exercise;
        private @Nullable String repetitions;
        private @Nullable String weight;
        private @Nullable String reserve;
        private String repetitionUnit = "1";
        private String weightUnit = "1";
        private String session = "";

        void take(String field, String value) {
            switch (field) {
                case "date" -> date = value;
                case "exercise", "exercise_base" -> exercise = value;
                case "repetitions", "reps" -> repetitions = value;
                case "repetitions_unit", "repetition_unit" -> repetitionUnit = value;
                case "weight" -> weight = value;
                case "weight_unit" -> weightUnit = value;
                case "rir" -> reserve = value;
                case "session", "workout" -> session = value;
                default -> {
                    // The other fields are plans and links within wger.
                }
            }
        }

        OffsetDateTime at(ZoneId zone) {
            String text = date == null ? "" : date;
            OffsetDateTime at;
            try {
                at = OffsetDateTime.parse(text).atZoneSameInstant(zone).toOffsetDateTime();
            } catch (DateTimeException e) {
                LocalDateTime local = Cells.start(text);
                if (local == null) {
                    throw new InvalidValueException("date", text, "give a date such as 2025-06-30");
                }
                at = local.atZone(zone).toOffsetDateTime();
            }
            return EventTime.bounded("date", at);
        }

        PerformedExercise performed() {
            Double number = number("exercise", exercise);
            if (number == null) {
                throw new InvalidValueException("exercise", exercise, "give the number of the exercise");
            }
            Double count = number("repetitions", repetitions);
            Double kilograms = kilograms();
            Double rir = number("rir", reserve);
            LoggedSet set = switch (repetitionUnit) {
                case "1" -> set(SetKind.WORKING, kilograms, whole(count), rir, null, null);
                // wger writes 1 for an unknown number of repetitions to failure.
                case "2" -> set(SetKind.FAILURE, kilograms, null, rir, null, null);
                case "7" -> set(SetKind.FAILURE, kilograms, whole(count), rir, null, null);
                case "3" -> set(SetKind.WORKING, kilograms, null, rir, count, null);
                case "4" -> set(SetKind.WORKING, kilograms, null, rir, times(count, 60), null);
                case "5" ->
                    set(SetKind.WORKING, kilograms, null, rir, null, times(count, LoadUnit.LB.longDistanceMeters()));
                case "6" ->
                    set(SetKind.WORKING, kilograms, null, rir, null, times(count, LoadUnit.KG.longDistanceMeters()));
                case "8" -> set(SetKind.WORKING, kilograms, null, rir, null, count);
                default ->
                    throw new InvalidValueException(
                            "repetitions_unit", repetitionUnit, "give a unit of wger's own, 1 to 8");
            };
            return new PerformedExercise(WgerExercises.nameOf(number.intValue()), List.of(set));
        }

        /** Body weight, plates and speeds say nothing in kilograms: such a load stays unknown. */
        private @Nullable Double kilograms() {
            Double number = number("weight", weight);
            return switch (weightUnit) {
                case "1" -> number;
                case "2" -> times(number, LoadUnit.LB.kilograms());
                case "3", "4", "5", "6" -> null;
                default ->
                    throw new InvalidValueException("weight_unit", weightUnit, "give a unit of wger's own, 1 to 6");
            };
        }

        private static LoggedSet set(
                SetKind kind,
                @Nullable Double kilograms,
                @Nullable Integer reps,
                @Nullable Double rir,
                @Nullable Double seconds,
                @Nullable Double meters) {
            return new LoggedSet(kind, kilograms, reps, null, rir, seconds, meters);
        }

        private static @Nullable Double times(@Nullable Double number, double factor) {
            return number == null ? null : (Double) (number * factor);
        }

        private static @Nullable Integer whole(@Nullable Double count) {
            if (count == null) {
                return null;
            }
            if (count != Math.rint(count) || Math.abs(count) > Integer.MAX_VALUE) {
                throw new InvalidValueException("repetitions", count, "give a whole number from 0 to 1000");
            }
            return count.intValue();
        }

        private static @Nullable Double number(String field, @Nullable String text) {
            if (text == null || text.isBlank()) {
                return null;
            }
            Double number = Cells.number(text);
            if (number == null) {
                throw new InvalidValueException(field, text, "give a number such as 82.5");
            }
            return number;
        }
    }
}
