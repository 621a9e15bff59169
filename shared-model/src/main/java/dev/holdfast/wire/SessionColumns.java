package dev.holdfast.wire;

import com.google.protobuf.WireFormat;
import dev.holdfast.event.SetKind;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import dev.holdfast.wire.proto.TrainingEventPayload;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The sets of a logged session as columns, read from its payload without making the session: a replay needs little of it.
 * Takes only what {@link EventPayload#toBytes} writes of exercises with listed names, in the order in which it writes it, and
 * within the bounds of the facts; anything else is left to {@link EventPayload#fromBytes}.
 *
 * <p>Sets are counted over the whole session, exercise after exercise.
 */
public final class SessionColumns {
    /** In place of a figure of a set that was not logged. */
    public static final int NOT_GIVEN = -1;

    private static final int OFFSET =
            tag(TrainingEventPayload.UTC_OFFSET_SECONDS_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);
    private static final int SESSION =
            tag(TrainingEventPayload.SESSION_LOGGED_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);

    private static final int DURATION_MINUTES =
            tag(dev.holdfast.wire.proto.SessionLogged.DURATION_MINUTES_FIELD_NUMBER, WireFormat.WIRETYPE_FIXED64);
    private static final int SESSION_RPE =
            tag(dev.holdfast.wire.proto.SessionLogged.SESSION_RPE_FIELD_NUMBER, WireFormat.WIRETYPE_FIXED64);
    private static final int TRIMP =
            tag(dev.holdfast.wire.proto.SessionLogged.TRIMP_FIELD_NUMBER, WireFormat.WIRETYPE_FIXED64);
    private static final int PACKED =
            tag(dev.holdfast.wire.proto.SessionLogged.PACKED_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    private static final int DURATION_SECONDS =
            tag(dev.holdfast.wire.proto.SessionLogged.DURATION_SECONDS_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);
    private static final int SESSION_RPE_TENTHS =
            tag(dev.holdfast.wire.proto.SessionLogged.SESSION_RPE_TENTHS_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);

    // Columns as SetColumns reads them; an entry of 0 is a figure that was not given, others are one more than the
    // figure.
    final int[] nameLines;
    final int[] setCounts;
    final int[] loads;
    final int[] reps;
    final int[] rpeTenths;
    final int[] reserveTenths;
    final int[] millis;
    final int[] millimeters;
    byte[] kinds = {};
    int loadUnit;
    private int offsetSeconds;

    SessionColumns(int[] nameLines, int[] setCounts, int sets) {
        this.nameLines = nameLines;
        this.setCounts = setCounts;
        loads = new int[sets];
        reps = new int[sets];
        rpeTenths = new int[sets];
        reserveTenths = new int[sets];
        millis = new int[sets];
        millimeters = new int[sets];
    }

    /**
     * @param schemaVersion the version stored beside the bytes
     * @return null when the payload is anything else than such a session
     * @throws IllegalArgumentException when this program does not know the version
     */
    public static @Nullable SessionColumns read(int schemaVersion, byte[] payload) {
        EventPayload.requireKnown(schemaVersion);
        FieldReader in = new FieldReader(payload);
        try {
            int offsetSeconds = 0;
            int tag = in.tag();
            if (tag == OFFSET) {
                offsetSeconds = in.sint32();
                tag = in.tag();
            }
            if (tag != SESSION || Math.abs((long) offsetSeconds) > ZoneOffset.MAX.getTotalSeconds()) {
                return null;
            }
            int outer = in.open();
            SessionColumns session = session(in);
            if (session == null) {
                return null;
            }
            in.close(outer);
            session.offsetSeconds = offsetSeconds;
            return in.isAtEnd() ? session : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Offset of the place from UTC. */
    public int offsetSeconds() {
        return offsetSeconds;
    }

    public int exerciseCount() {
        return nameLines.length;
    }

    /** The name as logged. */
    public String exerciseName(int exercise) {
        return ExerciseNames.name(nameLines[exercise]);
    }

    public int setCount(int exercise) {
        return setCounts[exercise];
    }

    public SetKind kind(int set) {
        return SetColumns.kind(kinds, set);
    }

    /** Repetitions, or {@link #NOT_GIVEN}. */
    public int reps(int set) {
        return reps[set] - 1;
    }

    /** Kilograms, or NaN where none were given. */
    public double loadKg(int set) {
        return loads[set] == 0 ? Double.NaN : SetColumns.loadKg(loads[set], SetColumns.gramsPerUnit(loadUnit));
    }

    /** Rating of perceived exertion in tenths, or {@link #NOT_GIVEN}. */
    public int rpeTenths(int set) {
        return rpeTenths[set] - 1;
    }

    /** Repetitions in reserve in tenths, or {@link #NOT_GIVEN}. */
    public int repsInReserveTenths(int set) {
        return reserveTenths[set] - 1;
    }

    /** Milliseconds, or {@link #NOT_GIVEN}. */
    public int durationMillis(int set) {
        return millis[set] - 1;
    }

    /** Millimeters, or {@link #NOT_GIVEN}. */
    public int distanceMillimeters(int set) {
        return millimeters[set] - 1;
    }

    private static @Nullable SessionColumns session(FieldReader in) {
        SessionColumns columns = null;
        while (!in.isAtEnd()) {
            int tag = in.tag();
            boolean kept;
            if (tag == PACKED && columns == null) {
                int outer = in.open();
                columns = SetColumns.read(in);
                if (columns == null) {
                    return null;
                }
                in.close(outer);
                kept = true;
            } else if (tag == DURATION_MINUTES) {
                kept = isWithin(in.real(), SessionLogged.DURATION_MINUTES_MAX);
            } else if (tag == SESSION_RPE) {
                kept = isWithin(in.real(), SessionLogged.SESSION_RPE_MAX);
            } else if (tag == TRIMP) {
                kept = isWithin(in.real(), SessionLogged.TRIMP_MAX);
            } else if (tag == DURATION_SECONDS) {
                kept = isWithin(
                        in.int32() / (double) EventPayload.SECONDS_PER_MINUTE, SessionLogged.DURATION_MINUTES_MAX);
            } else if (tag == SESSION_RPE_TENTHS) {
                kept = isWithin(in.int32() / (double) EventPayload.TENTHS, SessionLogged.SESSION_RPE_MAX);
            } else {
                kept = false;
            }
            if (!kept) {
                return null;
            }
        }
        return columns;
    }

    private static boolean isWithin(double value, double max) {
        return value >= 0 && value <= max;
    }

    private static int tag(int field, int wireType) {
        return field << 3 | wireType;
    }
}
