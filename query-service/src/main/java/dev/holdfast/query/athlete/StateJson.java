package dev.holdfast.query.athlete;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.holdfast.query.http.Figures;
import dev.holdfast.wire.UtcInstant;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What states are answered most with, as JSON, field by field: reflection takes three times as long. The fields are those of
 * the records, in their order; a test compares.
 */
final class StateJson {
    private static final SerializedString ATHLETE_ID = new SerializedString("athleteId");
    private static final SerializedString AT = new SerializedString("at");
    private static final SerializedString KNOWN_AT = new SerializedString("knownAt");
    private static final SerializedString POSITION = new SerializedString("position");
    private static final SerializedString MODEL_VERSION = new SerializedString("modelVersion");
    private static final SerializedString PARAMETER_HASH = new SerializedString("parameterHash");
    private static final SerializedString CATALOGUE_VERSION = new SerializedString("catalogueVersion");
    private static final SerializedString PHASE = new SerializedString("phase");
    private static final SerializedString PAUSED_SINCE = new SerializedString("pausedSince");
    private static final SerializedString FIRST_SESSION_AT = new SerializedString("firstSessionAt");
    private static final SerializedString LAST_SESSION_AT = new SerializedString("lastSessionAt");
    private static final SerializedString SESSIONS = new SerializedString("sessions");
    private static final SerializedString ASSESSMENTS = new SerializedString("assessments");
    private static final SerializedString STRENGTH_RATIO = new SerializedString("strengthRatio");
    private static final SerializedString SHARPNESS = new SerializedString("sharpness");
    private static final SerializedString KEPT = new SerializedString("kept");
    private static final SerializedString NUCLEI = new SerializedString("nuclei");
    private static final SerializedString TRACE = new SerializedString("trace");
    private static final SerializedString FIBRE = new SerializedString("fibre");
    private static final SerializedString STRENGTH = new SerializedString("strength");
    private static final SerializedString MOVEMENTS = new SerializedString("movements");
    private static final SerializedString MOVEMENT = new SerializedString("movement");
    private static final SerializedString VOLATILE_EXPRESSION = new SerializedString("volatileExpression");
    private static final SerializedString EXPRESSION = new SerializedString("expression");
    private static final SerializedString PEAK_STRENGTH_RATIO = new SerializedString("peakStrengthRatio");
    private static final SerializedString LEARNING_PHASE = new SerializedString("learningPhase");
    private static final SerializedString DAYS_SINCE_LAST_SESSION = new SerializedString("daysSinceLastSession");
    private static final SerializedString MUSCLE_GROUPS = new SerializedString("muscleGroups");
    private static final SerializedString MUSCLE_GROUP = new SerializedString("muscleGroup");
    private static final SerializedString VOLATILE_SIZE = new SerializedString("volatileSize");
    private static final SerializedString FIBRE_SIZE = new SerializedString("fibreSize");
    private static final SerializedString PEAK_FIBRE_SIZE = new SerializedString("peakFibreSize");
    private static final SerializedString RETURN_OUTLOOK = new SerializedString("returnOutlook");
    private static final SerializedString WEEKS_TO_RETURN = new SerializedString("weeksToReturn");
    private static final SerializedString WEEKS_FOR_FIRST_TIMER = new SerializedString("weeksForFirstTimer");
    private static final SerializedString HEAD_START_WEEKS = new SerializedString("headStartWeeks");
    private static final SerializedString HEAD_START_IS_LOWER_BOUND = new SerializedString("headStartIsLowerBound");
    private static final SerializedString PLAN_SESSIONS_PER_WEEK = new SerializedString("planSessionsPerWeek");
    private static final SerializedString PLAN_HARD_SETS = new SerializedString("planHardSets");
    private static final SerializedString UNKNOWN_EXERCISES = new SerializedString("unknownExercises");
    private static final SerializedString NAME = new SerializedString("name");
    private static final SerializedString SETS = new SerializedString("sets");
    private static final SerializedString NOTES = new SerializedString("notes");

    private StateJson() {}

    static final class OfState extends StdSerializer<StateView> {
        private static final long serialVersionUID = 1;

        OfState() {
            super(StateView.class);
        }

        @Override
        public void serialize(StateView from, JsonGenerator to, SerializerProvider provider) throws IOException {
            to.writeStartObject();
            text(ATHLETE_ID, from.athleteId(), to);
            instant(AT, from.at(), to);
            instant(KNOWN_AT, from.knownAt(), to);
            number(POSITION, from.position(), to);
            text(MODEL_VERSION, from.modelVersion(), to);
            text(PARAMETER_HASH, from.parameterHash(), to);
            text(CATALOGUE_VERSION, from.catalogueVersion(), to);
            text(PHASE, from.phase(), to);
            instant(PAUSED_SINCE, from.pausedSince(), to);
            instant(FIRST_SESSION_AT, from.firstSessionAt(), to);
            instant(LAST_SESSION_AT, from.lastSessionAt(), to);
            number(SESSIONS, from.sessions(), to);
            number(ASSESSMENTS, from.assessments(), to);
            figure(STRENGTH_RATIO, from.strengthRatio(), to);
            figure(SHARPNESS, from.sharpness(), to);
            kept(from.kept(), to);
            array(MOVEMENTS, from.movements(), StateJson::movement, to);
            array(MUSCLE_GROUPS, from.muscleGroups(), StateJson::muscleGroup, to);
            if (from.returnOutlook() != null) {
                outlook(from.returnOutlook(), to);
            }
            array(UNKNOWN_EXERCISES, from.unknownExercises(), StateJson::unknownExercise, to);
            array(NOTES, from.notes(), (note, json) -> json.writeString(note), to);
            to.writeEndObject();
        }
    }

    static final class OfSummary extends StdSerializer<StateSummary> {
        private static final long serialVersionUID = 1;

        OfSummary() {
            super(StateSummary.class);
        }

        @Override
        public void serialize(StateSummary from, JsonGenerator to, SerializerProvider provider) throws IOException {
            to.writeStartObject();
            text(ATHLETE_ID, from.athleteId(), to);
            instant(AT, from.at(), to);
            number(POSITION, from.position(), to);
            text(PHASE, from.phase(), to);
            instant(PAUSED_SINCE, from.pausedSince(), to);
            instant(LAST_SESSION_AT, from.lastSessionAt(), to);
            number(SESSIONS, from.sessions(), to);
            figure(STRENGTH_RATIO, from.strengthRatio(), to);
            figure(SHARPNESS, from.sharpness(), to);
            kept(from.kept(), to);
            to.writeEndObject();
        }
    }

    private static void kept(StateView.KeptView from, JsonGenerator to) throws IOException {
        to.writeFieldName(KEPT);
        to.writeStartObject();
        figure(NUCLEI, from.nuclei(), to);
        figure(TRACE, from.trace(), to);
        figure(FIBRE, from.fibre(), to);
        figure(STRENGTH, from.strength(), to);
        to.writeEndObject();
    }

    private static void movement(StateView.MovementView from, JsonGenerator to) throws IOException {
        to.writeStartObject();
        text(MOVEMENT, from.movement(), to);
        figure(TRACE, from.trace(), to);
        figure(VOLATILE_EXPRESSION, from.volatileExpression(), to);
        figure(EXPRESSION, from.expression(), to);
        figure(SHARPNESS, from.sharpness(), to);
        figure(STRENGTH_RATIO, from.strengthRatio(), to);
        figure(PEAK_STRENGTH_RATIO, from.peakStrengthRatio(), to);
        text(LEARNING_PHASE, from.learningPhase(), to);
        figure(DAYS_SINCE_LAST_SESSION, from.daysSinceLastSession(), to);
        to.writeEndObject();
    }

    private static void muscleGroup(StateView.MuscleGroupView from, JsonGenerator to) throws IOException {
        to.writeStartObject();
        text(MUSCLE_GROUP, from.muscleGroup(), to);
        figure(NUCLEI, from.nuclei(), to);
        figure(VOLATILE_SIZE, from.volatileSize(), to);
        figure(FIBRE_SIZE, from.fibreSize(), to);
        figure(PEAK_FIBRE_SIZE, from.peakFibreSize(), to);
        figure(DAYS_SINCE_LAST_SESSION, from.daysSinceLastSession(), to);
        to.writeEndObject();
    }

    private static void outlook(StateView.OutlookView from, JsonGenerator to) throws IOException {
        to.writeFieldName(RETURN_OUTLOOK);
        to.writeStartObject();
        if (from.weeksToReturn() != null) {
            figure(WEEKS_TO_RETURN, from.weeksToReturn(), to);
        }
        if (from.weeksForFirstTimer() != null) {
            figure(WEEKS_FOR_FIRST_TIMER, from.weeksForFirstTimer(), to);
        }
        figure(HEAD_START_WEEKS, from.headStartWeeks(), to);
        to.writeFieldName(HEAD_START_IS_LOWER_BOUND);
        to.writeBoolean(from.headStartIsLowerBound());
        figure(PLAN_SESSIONS_PER_WEEK, from.planSessionsPerWeek(), to);
        figure(PLAN_HARD_SETS, from.planHardSets(), to);
        to.writeEndObject();
    }

    private static void unknownExercise(StateView.UnknownExercise from, JsonGenerator to) throws IOException {
        to.writeStartObject();
        text(NAME, from.name(), to);
        number(SETS, from.sets(), to);
        to.writeEndObject();
    }

    private interface Item<T> {
        void write(T from, JsonGenerator to) throws IOException;
    }

    private static <T> void array(SerializedString name, List<T> from, Item<T> item, JsonGenerator to)
            throws IOException {
        to.writeFieldName(name);
        to.writeStartArray();
        for (T each : from) {
            item.write(each, to);
        }
        to.writeEndArray();
    }

    private static void text(SerializedString name, String value, JsonGenerator to) throws IOException {
        to.writeFieldName(name);
        to.writeString(value);
    }

    private static void number(SerializedString name, long value, JsonGenerator to) throws IOException {
        to.writeFieldName(name);
        to.writeNumber(value);
    }

    /** What is not known is left out. */
    private static void instant(SerializedString name, @Nullable Instant value, JsonGenerator to) throws IOException {
        if (value != null) {
            text(name, UtcInstant.text(value), to);
        }
    }

    private static void figure(SerializedString name, double value, JsonGenerator to) throws IOException {
        to.writeFieldName(name);
        Figures.write(value, to);
    }
}
