package dev.holdfast.query.athlete;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.holdfast.query.http.Figures;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What states are answered most with, as JSON, field by field: reflection takes three times as long. The fields are those of
 * the records, in their order; a test compares.
 */
final class StateJson {
    private static final SerializedString ATHLETE_ID = new SerializedString("athleteId");
    private static final SerializedString AT = new SerializedString("at");
    private static final SerializedString POSITION = new SerializedString("position");
    private static final SerializedString PHASE = new SerializedString("phase");
    private static final SerializedString PAUSED_SINCE = new SerializedString("pausedSince");
    private static final SerializedString LAST_SESSION_AT = new SerializedString("lastSessionAt");
    private static final SerializedString SESSIONS = new SerializedString("sessions");
    private static final SerializedString STRENGTH_RATIO = new SerializedString("strengthRatio");
    private static final SerializedString SHARPNESS = new SerializedString("sharpness");
    private static final SerializedString KEPT = new SerializedString("kept");
    private static final SerializedString NUCLEI = new SerializedString("nuclei");
    private static final SerializedString TRACE = new SerializedString("trace");
    private static final SerializedString FIBRE = new SerializedString("fibre");
    private static final SerializedString STRENGTH = new SerializedString("strength");
    private static final SerializedString MOVEMENT = new SerializedString("movement");
    private static final SerializedString VOLATILE_EXPRESSION = new SerializedString("volatileExpression");
    private static final SerializedString EXPRESSION = new SerializedString("expression");
    private static final SerializedString PEAK_STRENGTH_RATIO = new SerializedString("peakStrengthRatio");
    private static final SerializedString LEARNING_PHASE = new SerializedString("learningPhase");
    private static final SerializedString DAYS_SINCE_LAST_SESSION = new SerializedString("daysSinceLastSession");
    private static final SerializedString MUSCLE_GROUP = new SerializedString("muscleGroup");
    private static final SerializedString VOLATILE_SIZE = new SerializedString("volatileSize");
    private static final SerializedString FIBRE_SIZE = new SerializedString("fibreSize");
    private static final SerializedString PEAK_FIBRE_SIZE = new SerializedString("peakFibreSize");

    private StateJson() {}

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
            to.writeFieldName(KEPT);
            to.writeStartObject();
            figure(NUCLEI, from.kept().nuclei(), to);
            figure(TRACE, from.kept().trace(), to);
            figure(FIBRE, from.kept().fibre(), to);
            figure(STRENGTH, from.kept().strength(), to);
            to.writeEndObject();
            to.writeEndObject();
        }
    }

    static final class OfMovement extends StdSerializer<StateView.MovementView> {
        private static final long serialVersionUID = 1;

        OfMovement() {
            super(StateView.MovementView.class);
        }

        @Override
        public void serialize(StateView.MovementView from, JsonGenerator to, SerializerProvider provider)
                throws IOException {
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
    }

    static final class OfMuscleGroup extends StdSerializer<StateView.MuscleGroupView> {
        private static final long serialVersionUID = 1;

        OfMuscleGroup() {
            super(StateView.MuscleGroupView.class);
        }

        @Override
        public void serialize(StateView.MuscleGroupView from, JsonGenerator to, SerializerProvider provider)
                throws IOException {
            to.writeStartObject();
            text(MUSCLE_GROUP, from.muscleGroup(), to);
            figure(NUCLEI, from.nuclei(), to);
            figure(VOLATILE_SIZE, from.volatileSize(), to);
            figure(FIBRE_SIZE, from.fibreSize(), to);
            figure(PEAK_FIBRE_SIZE, from.peakFibreSize(), to);
            figure(DAYS_SINCE_LAST_SESSION, from.daysSinceLastSession(), to);
            to.writeEndObject();
        }
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
            text(name, value.toString(), to);
        }
    }

    private static void figure(SerializedString name, double value, JsonGenerator to) throws IOException {
        to.writeFieldName(name);
        Figures.write(value, to);
    }
}
